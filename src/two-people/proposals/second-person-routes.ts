import { randomUUID } from 'node:crypto';
import {
  type AnyAct,
  type AnyAnswer,
  type AnyRequest,
  answerOnce,
  type Claimant,
  carryOut,
  claimantOf,
  governRecorded,
  isInSetUpMode,
  isLong,
  type Preparation,
  type RepeatableRequest,
  readClaimants,
  recallAnswer,
  requireDone,
  requireGateReach,
  type SigningRule,
  type SigningWords,
  secondPersonNeeded,
  type ToldSecrets,
} from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, inTrial, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { type AnsweredRequest, type WaitingCaller, waitingCallerOf } from '../../http/apart/waiting-caller.ts';
import type { Operation } from '../../http/contract/contract.ts';
import { requireIfMatch } from '../../http/etag.ts';
import { idempotencyKeyOf } from '../../http/idempotency-key.ts';
import { inputDigestOf } from '../../http/input-digest.ts';
import { languageOf } from '../../http/language.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, governed, type ReadAhead, readAhead } from '../../log/index.ts';
import { importAtOnce, tryImport } from '../../reference/index.ts';
import { readStoredBody, type StoredBody, storedBody } from '../execution/stored-body.ts';
import { findProposalReading } from './find-proposal.ts';
import type { IsDayOff } from './lapse.ts';
import { type ProposalReading, previewWith } from './proposal.ts';
import { toProposalBody } from './proposal-body.ts';
import { proposeAct, refuseLapsing, type Trial, triedAnswer, tryAct } from './propose-act.ts';
import { findStoredState } from './visible-proposals-repository.ts';

/** What the handlers need of a request, whatever its operation. */
interface HttpRequest extends Pick<AnsweredRequest, 'res'> {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  get(name: string): string | undefined;
}

interface ActResponse {
  status(status: number): Answer;
}

interface Answer {
  set(header: 'ETag' | 'Location', value: string): Answer;
  json(body: unknown): unknown;
  type(contentType: 'application/json'): { send(text: string): unknown };
}

type ActHandler = (req: HttpRequest, res: ActResponse) => Promise<void>;

export interface ActMount {
  readonly operation: Operation;
  readonly act: AnyAct;
  readonly rule: SigningRule;
}

export interface ActParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  /** After people or keys may have changed, so that what was taken away is gone at once. */
  readonly forgetCallers: () => void;
  /** Which days are off for the people of this gate. */
  readonly findDaysOff: (tx: Tx, at: Instant) => Promise<IsDayOff>;
}

/**
 * Makes a handler of an act for two people. The installer, who counts as two during set-up, acts at once; anybody else is
 * told at once what would be refused, and otherwise leaves a proposal for another person to sign.
 */
export function actHandler(parts: ActParts, mount: ActMount): ActHandler {
  const { operation } = mount;
  const names = operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  return async (req, res) => {
    const actor = actorOf(req);
    if (actor.role === 'installer') await requireSetUp(parts.db);
    const ifMatch = names.includes('If-Match') ? requireIfMatch(req) : undefined;
    const asked = { ...requestIn(req, actor), ifMatch };
    if (asked.query.dryRun === true) return send(res, await tryProposing(parts, mount, asked));
    const key = names.includes('Idempotency-Key') ? idempotencyKeyOf(req) : undefined;
    if (actor.role === 'installer') return send(res, await actAtOnce(parts, mount, { asked, key }));
    const { body, location } = requireDone(
      req,
      await propose(parts, mount, { asked, key, claimants: claimantOf(req), caller: waitingCallerOf(req) }),
    );
    res.status(202).set('Location', location).json(body);
  };
}

async function requireSetUp(db: Database): Promise<void> {
  if (!(await inSnapshot(db, isInSetUpMode))) throw secondPersonNeeded();
}

function requestIn(req: HttpRequest, actor: Actor): Omit<AnyRequest, 'ifMatch'> {
  const params = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
  const language = languageOf(req.get('accept-language'));
  return { actor, params, query: { ...req.query }, body: req.body, contentType: req.get('content-type'), language };
}

function send(res: ActResponse, { status, etag, location, body, text }: AnyAnswer): void {
  const answer = res.status(status);
  if (etag !== undefined) answer.set('ETag', etag);
  if (location !== undefined) answer.set('Location', location);
  if (text) answer.type('application/json').send(text());
  else answer.json(body);
}

/** What would become of it if it were proposed: refused as it would be then, and otherwise with who is missing to sign it. */
async function tryProposing(parts: ActParts, mount: ActMount, asked: AnyRequest): Promise<AnyAnswer> {
  const { operation, act, rule } = mount;
  const { actor } = asked;
  // The installer counts as two people.
  if (actor.role === 'installer') return tryOut(parts, act, asked);
  if (act.reach === 'gate') await inSnapshot(parts.db, (tx) => requireGateReach(tx, actor.grant));
  await act.check?.(asked);
  // Nothing is remembered of it, so it has no key under which it might have been done before.
  const asking = { operation: operation.id, actor, key: undefined, inputDigest: '' };
  const { trial } = await tryFirst(parts, mount, { asked, asking, claimants: [] });
  if ('known' in trial) throw new Error('what was only tried is remembered');
  refuseLapsing(rule, trial);
  return triedAnswer(trial);
}

/** What an act would answer now; nothing of it is kept. */
export async function tryOut(
  { db, deps }: Pick<ActParts, 'db' | 'deps'>,
  act: AnyAct,
  asked: AnyRequest,
): Promise<AnyAnswer> {
  await act.check?.(asked);
  if (isLong(act)) return tryImport({ db }, act.trial(asked));
  const { preview } = act;
  if (preview) return inSnapshot(db, (tx) => preview(tx, asked));
  return inTrial(db, (tx) => governed(tx, deps, (entry) => carryOut(act, { entry }, asked)));
}

interface KeyedRequest {
  readonly asked: AnyRequest;
  readonly key: string | undefined;
}

interface ClaimedRequest extends KeyedRequest {
  readonly claimants: readonly Claimant[];
  readonly caller: WaitingCaller;
}

async function actAtOnce({ db, deps, forgetCallers }: ActParts, mount: ActMount, { asked, key }: KeyedRequest) {
  const { operation, act } = mount;
  await act.check?.(asked);
  const guard = async (tx: Tx): Promise<void> => {
    if (!(await isInSetUpMode(tx))) throw secondPersonNeeded();
  };
  if (isLong(act)) {
    const { actor, body: file } = asked;
    if (!Buffer.isBuffer(file)) throw new Error('only a file is imported in steps');
    return importAtOnce({ db, deps, guard }, { operation: operation.id, file, actor, steps: act.steps(asked) });
  }
  const preparation = preparedWhole(act, asked);
  const prepared: AnyRequest = preparation ? { ...asked, prepared: preparation.kept } : asked;
  const inputDigest = inputDigestOf({ ...asked, body: storedBody(asked, encodingIn(asked)).value });
  // Without a key of the caller's own the request has one: what runs again after a lost answer recalls itself.
  const asking = { operation: operation.id, actor: asked.actor, key: key ?? randomUUID(), inputDigest };
  let made: AnyAnswer | undefined;
  const answer = await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      await guard(tx);
      return answerOnce<unknown>(entry, asking, async () => {
        made = await carryOut(act, { entry }, prepared);
        return made;
      });
    }),
  );
  forgetCallers();
  // A request that comes again recalls what the first one made, and a secret that was prepared for this one is none.
  const isMadeNow = JSON.stringify(made) === JSON.stringify(answer);
  return preparation && isMadeNow ? { ...answer, body: { ...Object(answer.body), ...preparation.told } } : answer;
}

/** Whoever counts as two people is told what each of them would be told. */
function preparedWhole({ prepare, prepareSignature }: AnyAct, asked: AnyRequest): Preparation | undefined {
  const [first, second] = [prepare?.(asked), prepareSignature?.(asked)];
  if (!first || !second) return first;
  return { kept: { ...first.kept, ...second.kept }, told: toldWhole(first.told, second.told) };
}

function toldWhole(first: ToldSecrets, second: ToldSecrets): ToldSecrets {
  if ('secret' in first && 'secret' in second) return { secret: `${first.secret}${second.secret}` };
  if (!('secrets' in first) || !('secrets' in second)) throw new Error('two halves of two kinds');
  const others = second.secrets;
  return {
    secrets: first.secrets.map(({ email, secret }, at) => ({ email, secret: `${secret}${others[at]?.secret}` })),
  };
}

function encodingIn({ query }: Pick<AnyRequest, 'query'>): string | undefined {
  return typeof query.encoding === 'string' ? query.encoding : undefined;
}

async function propose(parts: ActParts, mount: ActMount, { asked, key, claimants, caller }: ClaimedRequest) {
  const { db, deps } = parts;
  const { operation, act, rule } = mount;
  // Before a file is read or rules are compared for somebody who may not propose it.
  if (act.reach === 'gate') await inSnapshot(db, (tx) => requireGateReach(tx, asked.actor.grant));
  const body = storedBody(asked, encodingIn(asked));
  const preparation = act.prepare?.(asked);
  const asSigned = { ...asSignedLater(asked, body), ...(preparation && { prepared: preparation.kept }) };
  await act.check?.(asSigned);
  const inputDigest = inputDigestOf({ ...asked, body: body.value });
  const asking = { operation: operation.id, actor: asked.actor, key, inputDigest };
  // The trial takes a signature to have been given.
  const tried = { ...asSigned, prepared: { ...asSigned.prepared, ...act.prepareSignature?.(asked).kept } };
  const { trial: found, ahead } = await tryFirst(parts, mount, { asked: tried, asking, claimants });
  if (!('known' in found)) refuseLapsing(rule, found);
  const trial = 'known' in found ? found : await withWords(found, () => act.words?.(asSigned, caller));
  const { lapsesAfterHours, skipsDaysOff } = rule;
  const isDayOff = skipsDaysOff ? await inSnapshot(db, (tx) => parts.findDaysOff(tx, deps.clock())) : () => false;
  const id = 'known' in trial ? trial.known : deps.newId('pro');
  const put = onceMade(asking, id, async (entry) => {
    if ('known' in trial) throw new Error('an answer that was remembered is gone');
    return proposeAct(entry, {
      id,
      operation: operation.id,
      act,
      asked: asSigned,
      body,
      trial,
      lapsesAfterHours,
      isDayOff,
    });
  });
  const done = await inTransaction(db, (tx) => governRecorded(tx, deps, { claimants, act: put, ahead }));
  if (done.kind === 'rows-differ') return done;
  const { made, madeBefore } = done.value;
  const reader = { reader: asked.actor, at: deps.clock() };
  const reading = made ?? (await inSnapshot(db, (tx) => findProposalReading(tx, madeBefore, reader)));
  const isMadeNow = !('known' in trial) && reading.proposal.id === id;
  const told = preparation && isMadeNow ? { told: preparation.told } : {};
  const lacking = 'known' in trial ? [] : trial.lacking;
  const value = {
    location: `/v1/proposals/${reading.proposal.id}`,
    body: { ...toProposalBody(reading, lacking), ...told },
  };
  return { kind: done.kind, value };
}

/** Put into words is only what could be done: it may take seconds. */
async function withWords(trial: Trial, put: () => Promise<SigningWords> | undefined): Promise<Trial> {
  return { ...trial, preview: previewWith(trial.preview, await put()) };
}

type PutDown =
  | { readonly made: ProposalReading; readonly madeBefore?: never }
  | { readonly made?: never; readonly madeBefore: string };

/** What came before with the same key has made it; without a key only an attempt of this very request can have. */
function onceMade(
  asking: RepeatableRequest,
  id: string,
  make: (entry: Governed) => Promise<ProposalReading>,
): (entry: Governed) => Promise<PutDown> {
  let isFirst = true;
  return async (entry) => {
    const hasRun = !isFirst;
    isFirst = false;
    if (hasRun && asking.key === undefined && (await findStoredState(entry.tx, id)) !== undefined)
      return { madeBefore: id };
    let made: ProposalReading | undefined;
    const answer = await answerOnce(entry, asking, async () => {
      made = await make(entry);
      return { status: 202, body: { id } };
    });
    return made ? { made } : { madeBefore: answer.body.id };
  };
}

interface ActToTry {
  readonly asked: AnyRequest;
  readonly asking: RepeatableRequest;
  readonly claimants: readonly Claimant[];
}

interface Tried {
  /** Or what the same key has proposed: it may be done by now, and would be refused if it were tried again. */
  readonly trial: Trial | { readonly known: string };
  /** What was read for putting it down, where the trial was no act that is taken back. */
  readonly ahead?: ReadAhead;
}

async function tryFirst(
  { db, deps }: ActParts,
  { act, rule }: ActMount,
  { asked, asking, claimants }: ActToTry,
): Promise<Tried> {
  const tryIn = async (tx: Tx, answer: () => Promise<AnyAnswer>): Promise<Tried['trial']> => {
    const known = await recallAnswer<{ readonly id: string }>(tx, asking);
    return known ? { known: known.body.id } : tryAct(tx, { act, asked, answer, slots: [rule.signers] });
  };
  const tryAhead = async (answer: (tx: Tx) => Promise<AnyAnswer>): Promise<Tried> => {
    const reading = async (tx: Tx): Promise<Tried['trial']> => {
      await readClaimants(tx, claimants);
      return tryIn(tx, () => answer(tx));
    };
    const ahead = await inSnapshot(db, (tx) => readAhead(tx, () => reading(tx)));
    return { trial: ahead.value, ahead };
  };
  if (isLong(act)) {
    const tried = await tryImport({ db }, act.trial(asked));
    return tryAhead(async () => tried);
  }
  const { preview } = act;
  if (preview) return tryAhead((tx) => preview(tx, asked));
  const trying = (tx: Tx) => governed(tx, deps, (entry) => tryIn(tx, () => carryOut(act, { entry }, asked)));
  return { trial: await inTrial(db, trying) };
}

/** Tried is what will be done later: a file as it is kept, and no parameter that says how it was first written. */
function asSignedLater({ query, ...asked }: AnyRequest, body: StoredBody): AnyRequest {
  const { encoding: _asSent, ...rest } = query;
  return { ...asked, query: body.file?.encoding === 'utf-8' ? rest : query, ...readStoredBody(body) };
}

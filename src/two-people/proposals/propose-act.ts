import { randomBytes } from 'node:crypto';
import {
  type AnyAct,
  type AnyAnswer,
  type AnyRequest,
  findPeople,
  isLong,
  requireGateReach,
  requireReach,
  type SignatureSlot,
  type SigningRule,
} from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, Grant } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { proposalMade } from './agreement-leaves.ts';
import { findLackingSlots } from './find-lacking-slots.ts';
import { type IsDayOff, lapseOf } from './lapse.ts';
import { keepPrepared } from './prepared-values.ts';
import {
  asStored,
  bytesOf,
  type KeptBody,
  type KeptPreview,
  keptAnswer,
  type Proposal,
  type ProposalContent,
  type ProposalReach,
  type ProposalReading,
} from './proposal.ts';
import { noSigner, ownRoles } from './proposal-refusals.ts';
import { insertProposal } from './proposals-repository.ts';
import { awaitedRoles } from './signature-slots.ts';

/** What a trial has found: that it can be done as things stand, what it would answer, and who must sign. */
export interface Trial {
  /** Whole, as whoever only tries it is told. */
  readonly answer: AnyAnswer;
  /** The same as far as it is kept beside a proposal. */
  readonly preview: KeptPreview;
  readonly slots: readonly SignatureSlot[];
  readonly agencies: readonly string[];
  readonly reach: ProposalReach;
  /** The places of the signatures that nobody can give as things stand. */
  readonly lacking: readonly number[];
}

interface TrialRequest {
  readonly act: AnyAct;
  readonly asked: AnyRequest;
  /** Who signs, unless the act says it. */
  readonly slots: readonly SignatureSlot[];
  /** What would be answered: the act itself in a transaction that is taken back, or its preview. */
  readonly answer: () => Promise<AnyAnswer>;
}

/** Finds out whether it can be done: whatever would be refused is refused here. */
export async function tryAct(tx: Tx, { act, asked, slots, answer }: TrialRequest): Promise<Trial> {
  refuseConcerned(act, asked, asked.actor);
  await act.requireSeen?.(tx, asked);
  const given = await givenBy(tx, { act, asked });
  await refuseBeyondReach(tx, { act, given }, asked.actor);
  const needed = (await act.slots?.(tx, asked)) ?? slots;
  if (needed.length === 0 || needed.some((slot) => slot.length === 0)) throw new Error('an act that nobody can sign');
  const agencies = await namedBy(tx, { act, asked });
  // Before it is tried: what the trial changes is no change of who may sign.
  const signing = { act, asked, slots: needed, agencies, given, isGate: bindsGate(act, { given, agencies }) };
  const lacking = await findLackingSlots(tx, signing);
  const answered = await answer();
  // What names a thing that is not there names nobody: its own refusal, which says so, comes first.
  const bound = isLong(act) || act.preview ? { given, agencies } : await readBound(tx, { act, asked });
  const reach = { isGate: bindsGate(act, bound), grants: bound.given };
  if (reach.isGate) await requireGateReach(tx, asked.actor.grant);
  return { answer: answered, preview: keptAnswer(answered), slots: needed, agencies, reach, lacking };
}

/** Nobody proposes or signs what is about his or her own rights. */
export function refuseConcerned(act: AnyAct, asked: AnyRequest, who: Pick<Actor, 'personId'>): void {
  const concerned = act.concerns?.(asked) ?? null;
  if (concerned !== null && concerned === who.personId) throw ownRoles();
}

type AskedAct = Pick<TrialRequest, 'act' | 'asked'>;

/** Whom an act binds as things stand. */
export interface BoundByAct {
  /** The reaches that it gives to somebody. */
  readonly given: readonly Grant[];
  /** The agencies that it is about. */
  readonly agencies: readonly string[];
}

/** Read once for all that is judged by it in one transaction, as long as the act has not been done in that. */
async function readBound(tx: Tx, asked: AskedAct): Promise<BoundByAct> {
  return { given: await givenBy(tx, asked), agencies: await namedBy(tx, asked) };
}

interface GivingAct {
  readonly act: AnyAct;
  readonly given: readonly Grant[];
}

/** Nobody gives rights, or agrees to them, that reach further than his or her own, nor binds the gate from a part of it. */
export async function refuseBeyondReach(
  tx: Tx,
  { act, given }: GivingAct,
  { grant }: Pick<Actor, 'grant'>,
): Promise<void> {
  await requireReach(tx, given, grant);
  if (act.reach === 'gate') await requireGateReach(tx, grant);
}

/** Whether an act binds everybody whom the gate serves: one that says so, and one that names nobody else. */
export function bindsGate({ reach }: AnyAct, { given, agencies }: BoundByAct): boolean {
  return reach === 'gate' || (given.length === 0 && agencies.length === 0);
}

/** The reaches that an act gives to somebody. */
export async function givenBy(tx: Tx, { act, asked }: AskedAct): Promise<readonly Grant[]> {
  return (await act.gives?.(tx, asked)) ?? [];
}

export async function namedBy(tx: Tx, { act, asked }: AskedAct): Promise<readonly string[]> {
  return (await act.agencies?.(tx, asked)) ?? [];
}

export interface ProposalRequest {
  readonly id: string;
  readonly operation: string;
  readonly act: AnyAct;
  readonly asked: AnyRequest;
  readonly body: KeptBody;
  readonly trial: Trial;
  readonly lapsesAfterHours: number;
  readonly isDayOff: IsDayOff;
}

/** What whoever only tries it is told: the answer, and who is missing to sign it. */
export function triedAnswer({ answer, lacking, slots }: Trial): AnyAnswer {
  if (lacking.length === 0) return answer;
  const lackingSigners = lacking.map((place) => slots[place] ?? []);
  const { text } = answer;
  return {
    ...answer,
    body: { ...Object(answer.body), lackingSigners },
    // A long answer is its own JSON, which is not read again for one member.
    ...(text && { text: () => `{"lackingSigners":${JSON.stringify(lackingSigners)},${text().slice(1)}` }),
  };
}

/** What lapses before anybody could be given the right to sign it is not put down; all else is, and says who is missing. */
export function refuseLapsing({ lapsesAfterHours, skipsDaysOff }: SigningRule, { lacking, slots }: Trial): void {
  if (skipsDaysOff || lapsesAfterHours > DAY_HOURS || lacking.length === 0) return;
  throw noSigner(lacking.map((place) => slots[place] ?? []));
}

const DAY_HOURS = 24;

const SALT_BYTES = 32;

/** Puts down what was tried, for others to sign, and answers what stands there then. */
export async function proposeAct({ tx, at, append }: Governed, proposing: ProposalRequest): Promise<ProposalReading> {
  const { act, asked, trial } = proposing;
  const preparation = asked.prepared ? keepPrepared(asked.prepared) : null;
  const content = contentOf(proposing, { madeAt: at, prepared: preparation?.signed ?? null });
  const { bytes, digest } = bytesOf(content);
  append(proposalMade(content, digest));
  const concerns = act.concerns?.(asked) ?? null;
  await insertProposal(tx, {
    ...{ content, bytes, digest, concerns, prepared: preparation?.kept ?? null },
    reach: trial.reach,
    awaited: awaitedRoles(trial.slots, []),
    preview: trial.preview,
  });
  const { id, operation, maker, slots, madeAt, lapsesAt } = content;
  const person = (await findPeople(tx, [maker.personId])).get(maker.personId);
  const proposal: Proposal = {
    ...{ id, operation, state: 'open', digest, concerns, slots, madeAt, lapsesAt, closing: null, result: null },
    maker: { person: maker.personId, name: person?.name ?? null, key: maker.keyId, role: maker.role },
    ...{ agencies: [...new Set(content.agencies)].toSorted(), signatures: [], preview: asStored(trial.preview) },
  };
  return { proposal, content: JSON.parse(bytes) as ProposalContent };
}

function contentOf(
  { id, operation, asked, body, trial, lapsesAfterHours, isDayOff }: ProposalRequest,
  { madeAt, prepared }: Pick<ProposalContent, 'madeAt' | 'prepared'>,
) {
  const { actor, params, query, ifMatch = null, language } = asked;
  const { personId } = actor;
  if (personId === null) throw new Error('only a person proposes, by a key or a session');
  const { keyId, role, grant, scopes } = actor;
  return {
    ...{ id, operation, params, query, body, ifMatch, language, prepared, madeAt },
    maker: { keyId, personId, role, grant, scopes },
    slots: trial.slots,
    agencies: trial.agencies,
    lapsesAt: lapseOf(madeAt, lapsesAfterHours, isDayOff),
    salt: randomBytes(SALT_BYTES).toString('hex'),
  } satisfies ProposalContent;
}

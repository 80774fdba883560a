import {
  type AnyAct,
  type AnyRequest,
  agenciesIn,
  type Claimant,
  claimantOf,
  governRecorded,
  isLong,
  type Preparation,
  type RecordedAct,
  readClaimants,
  requireDone,
} from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, placeIn } from '../../http/paging.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import {
  type Governed,
  type GovernedDeps,
  governed,
  type ReadAhead,
  readAhead,
  regionsOfAgencies,
} from '../../log/index.ts';
import { actOf, askedIn, goOn } from '../execution/finish-proposals-job.ts';
import { refuseProposal, withdrawProposal } from './close-proposal.ts';
import { compareAgreement } from './compare-agreement.ts';
import { findLackingSlots } from './find-lacking-slots.ts';
import { findListed } from './find-listed.ts';
import { findProposalReading, getProposal, readPrepared } from './find-proposal.ts';
import { findProposalStanding, listProposals, readProposalStanding } from './list-proposals.ts';
import type { Proposal, ProposalContent, ProposalReading, ReadWords } from './proposal.ts';
import { toProposalBody, toProposalSummaryBody } from './proposal-body.ts';
import { proposalContentHandlers } from './proposal-content-routes.ts';
import { otherDigest, proposalNotFound } from './proposal-refusals.ts';
import { findProposalContent } from './proposals-repository.ts';
import { bindsGate, givenBy } from './propose-act.ts';
import { signProposal } from './sign-proposal.ts';
import { assignSlots } from './signature-slots.ts';

export interface ProposalsParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  /** By operation id. */
  readonly acts: ReadonlyMap<string, AnyAct>;
  /** After people or keys may have changed, so that what was taken away is gone at once. */
  readonly forgetCallers: () => void;
}

/** What waits for a second person: read, signed, refused, withdrawn. */
export function proposalsRoutes(parts: ProposalsParts): Handlers {
  return {
    ...proposalReads(parts),
    ...proposalContentHandlers(parts),
    ...proposalEnds(parts),
    signProposal: signing(parts),
  };
}

function proposalReads({ db, deps, acts }: ProposalsParts): Handlers {
  const getProposals: Handler<'listProposals'> = async (req, res) => {
    const { operation, state, awaiting, maker } = req.query;
    const filter = {
      ...{ operation, state, after: placeIn(req.query, ['string', 'string']), limit: limitOf(req.query) },
      isAwaitingReader: awaiting === 'me',
      isMadeByReader: maker === 'me',
    };
    const reading = { reader: actorOf(req), at: deps.clock() };
    const { listed, next } = await inSnapshot(db, async (tx) => {
      const page = await listProposals(tx, filter, reading);
      return { listed: await findListed(tx, acts, page.proposals), next: page.next };
    });
    res.status(200).json(pageEnding(listed.map(toProposalSummaryBody), next));
  };

  const readProposal: Handler<'getProposal'> = async (req, res) => {
    const reading = { reader: actorOf(req), at: deps.clock() };
    const { found, lacking } = await inSnapshot(db, async (tx) => {
      const read = await findProposalReading(tx, req.params.id, reading);
      return { found: read, lacking: await lackingNow(tx, acts, read) };
    });
    res.status(200).json(toProposalBody(found, lacking));
  };

  return { listProposals: getProposals, getProposal: readProposal };
}

/** The places of the signatures that nobody can give by now, of one that still waits. */
async function lackingNow(
  tx: Tx,
  acts: ProposalsParts['acts'],
  { proposal, content }: ProposalReading,
): Promise<readonly number[]> {
  const act = content && acts.get(content.operation);
  if (!act || proposal.state !== 'open') return [];
  const asked = askedIn(content);
  const given = await givenBy(tx, { act, asked });
  const { slots, agencies } = content;
  const places =
    assignSlots(
      slots,
      proposal.signatures.map(({ role }) => role),
    ) ?? [];
  const signed = { places, people: proposal.signatures.map(({ person }) => person) };
  return findLackingSlots(tx, {
    act,
    asked,
    slots,
    agencies,
    given,
    isGate: bindsGate(act, { given, agencies }),
    signed,
  });
}

/** What was proposed is read and checked before the head is taken: it never changes, and a file may be long. */
function signing(parts: ProposalsParts): Handler<'signProposal'> {
  const { db, deps, forgetCallers } = parts;
  return async (req, res) => {
    const signer = actorOf(req);
    const { id } = req.params;
    const reading = { reader: signer, at: deps.clock() };
    const callers = claimantOf(req);
    const ahead = await inSnapshot(db, (tx) => readAhead(tx, () => readToSign(parts, tx, { id, reading, callers })));
    const { proposal, content, proposed } = ahead.value;
    const { digest, read = null } = req.body;
    const toSign = { ahead, signer, digest, read };
    const signed = isGoneOnWith(proposal, signer) ? undefined : requireDone(req, await sign(parts, toSign));
    const act = actOf(parts, content);
    if (isLong(act)) await goOn(parts, id, { read: { content, asked: proposed } });
    if (!act.leavesRights) forgetCallers();
    const now = { reader: signer, at: deps.clock() };
    // Of an act that goes on the first step is not what it has come to.
    const after = signed && !isLong(act) ? signed.proposal : await inSnapshot(db, (tx) => getProposal(tx, id, now));
    const { told } = signed ?? {};
    // Its half works only with what was carried out, so whoever gives an earlier signature is told nothing.
    const body = toProposalBody({ proposal: after, content });
    res.status(200).json({ ...body, ...(told && after.state === 'executed' && { told }) });
  };
}

interface SignatureToRead {
  readonly id: string;
  readonly reading: { readonly reader: Actor; readonly at: Instant };
  readonly callers: readonly Claimant[];
}

/** What a signature needs, and what the act that it carries out will ask for, as far as it can be read while others decide. */
async function readToSign(
  parts: ProposalsParts,
  tx: Tx,
  { id, reading, callers }: SignatureToRead,
): Promise<ReadToSign> {
  const proposal = await readProposalStanding(tx, id, reading);
  const content = proposal && (await findProposalContent(tx, proposal));
  if (!proposal) throw proposalNotFound();
  if (!content) throw otherDigest();
  const proposed = askedIn(content, await readPrepared(tx, content));
  const claimants = [...callers, ...claimantsOf(proposal, content)];
  if (proposal.state === 'open') {
    await readClaimants(tx, claimants);
    await compareAgreement(tx, proposal, content);
    await regionsOfAgencies(tx, [...agenciesIn(content.maker.grant), ...content.agencies]);
    await actOf(parts, content).readAhead?.(tx, proposed);
  }
  return { proposal, content, proposed, claimants };
}

/** Whoever signs again while it is being carried out, as after a lost answer, sees it through. */
function isGoneOnWith({ state, signatures }: Proposal, { personId }: Actor): boolean {
  return state === 'executing' && signatures.some(({ person }) => person === personId);
}

/** Who made it and who has signed it: what they may do counts again now. */
function claimantsOf({ signatures }: Proposal, { maker }: ProposalContent): readonly Claimant[] {
  const signers = signatures.map(({ person, key }) => ({ personId: person, keyId: key }));
  return maker.personId === null ? signers : [{ personId: maker.personId, keyId: maker.keyId }, ...signers];
}

interface ReadToSign {
  readonly proposal: Proposal;
  readonly content: ProposalContent;
  /** The same as it was asked. */
  readonly proposed: AnyRequest;
  readonly claimants: readonly Claimant[];
}

interface ProposalToSign {
  readonly ahead: ReadAhead<ReadToSign>;
  readonly signer: Actor;
  readonly digest: string;
  readonly read: ReadWords | null;
}

interface Signed {
  readonly proposal: Proposal;
  /** What only whoever signed is told. */
  readonly told: Preparation['told'] | undefined;
}

async function sign(
  parts: ProposalsParts,
  { ahead, signer, digest, read }: ProposalToSign,
): Promise<RecordedAct<Signed>> {
  const { db, deps } = parts;
  const { proposal, content, proposed, claimants } = ahead.value;
  const act = actOf(parts, content);
  const isOpen = proposal.state === 'open';
  if (isOpen) await act.check?.(proposed);
  const preparation = act.prepareSignature?.(proposed);
  const asked = preparation ? { ...proposed, prepared: { ...proposed.prepared, ...preparation.kept } } : proposed;
  const first = isOpen && isLong(act) ? await firstOf(act.steps(asked)) : undefined;
  const kept = { content, digest: proposal.digest };
  const given = { signatureId: deps.newId('sig'), id: proposal.id, signer, digest, read, kept, act, asked, first };
  // As it stands once the head is held, and again where the transaction runs again.
  let standing: Proposal | undefined;
  const signing = {
    claimants,
    compare: async ({ tx, at }: Governed) => {
      standing = await findProposalStanding(tx, given.id, { reader: signer, at });
      return standing ? compareAgreement(tx, standing, content) : [];
    },
    act: async (entry: Governed) => ({
      proposal: await signProposal(entry, { ...given, proposal: standing }),
      told: preparation?.told,
    }),
    ahead,
  };
  return inTransaction(db, (tx) => governRecorded(tx, deps, signing));
}

async function firstOf<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

function proposalEnds({ db, deps }: ProposalsParts): Handlers {
  const postRefusal: Handler<'refuseProposal'> = async (req, res) => {
    const closing = { id: req.params.id, actor: actorOf(req), reason: req.body.reason };
    const closed = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        await refuseProposal(entry, closing);
        return findProposalReading(tx, closing.id, { reader: closing.actor, at: entry.at });
      }),
    );
    res.status(200).json(toProposalBody(closed));
  };

  const postWithdrawal: Handler<'withdrawProposal'> = async (req, res) => {
    const closing = { id: req.params.id, actor: actorOf(req), reason: req.body.reason };
    const closed = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        await withdrawProposal(entry, closing);
        return findProposalReading(tx, closing.id, { reader: closing.actor, at: entry.at });
      }),
    );
    res.status(200).json(toProposalBody(closed));
  };

  return { refuseProposal: postRefusal, withdrawProposal: postWithdrawal };
}

import {
  type AnyAct,
  type AnyRequest,
  type Claimant,
  claimantOf,
  governRecorded,
  isLong,
  type Preparation,
  type RecordedAct,
  requireDone,
} from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, placeIn } from '../../http/paging.ts';
import type { Actor } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../../log/index.ts';
import { actOf, askedIn, goOn } from '../execution/finish-proposals-job.ts';
import { refuseProposal, withdrawProposal } from './close-proposal.ts';
import { compareAgreement } from './compare-agreement.ts';
import { findProposalReading, getProposal } from './find-proposal.ts';
import { findProposalSeen, listProposals } from './list-proposals.ts';
import type { Proposal, ProposalContent } from './proposal.ts';
import { toProposalBody, toProposalSummaryBody } from './proposal-body.ts';
import { proposalContentHandlers } from './proposal-content-routes.ts';
import { otherDigest } from './proposal-refusals.ts';
import { signProposal } from './sign-proposal.ts';

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

function proposalReads({ db, deps }: ProposalsParts): Handlers {
  const getProposals: Handler<'listProposals'> = async (req, res) => {
    const { operation, state, awaiting, maker } = req.query;
    const filter = {
      ...{ operation, state, after: placeIn(req.query, ['string', 'string']), limit: limitOf(req.query) },
      isAwaitingReader: awaiting === 'me',
      isMadeByReader: maker === 'me',
    };
    const reading = { reader: actorOf(req), at: deps.clock() };
    const { proposals, next } = await inSnapshot(db, (tx) => listProposals(tx, filter, reading));
    res.status(200).json(pageEnding(proposals.map(toProposalSummaryBody), next));
  };

  const readProposal: Handler<'getProposal'> = async (req, res) => {
    const reading = { reader: actorOf(req), at: deps.clock() };
    const found = await inSnapshot(db, (tx) => findProposalReading(tx, req.params.id, reading));
    res.status(200).json(toProposalBody(found));
  };

  return { listProposals: getProposals, getProposal: readProposal };
}

/** What was proposed is read and checked before the head is taken: it never changes, and a file may be long. */
function signing(parts: ProposalsParts): Handler<'signProposal'> {
  const { db, deps, forgetCallers } = parts;
  return async (req, res) => {
    const signer = actorOf(req);
    const { id } = req.params;
    const reading = { reader: signer, at: deps.clock() };
    const { proposal, content } = await inSnapshot(db, (tx) => findProposalReading(tx, id, reading));
    if (!content) throw otherDigest();
    const proposed = askedIn(content);
    const claimants = [...claimantOf(req), ...claimantsOf(proposal, content)];
    const toSign = { proposal, content, proposed, signer, digest: req.body.digest, claimants };
    const told = isGoneOnWith(proposal, signer) ? undefined : requireDone(req, await sign(parts, toSign));
    const act = actOf(parts, content);
    if (isLong(act)) await goOn(parts, id, { read: { content, asked: proposed } });
    if (!act.leavesRights) forgetCallers();
    const now = { reader: signer, at: deps.clock() };
    const after = { proposal: await inSnapshot(db, (tx) => getProposal(tx, id, now)), content };
    // Its half works only with what was carried out, so whoever gives an earlier signature is told nothing.
    res.status(200).json({ ...toProposalBody(after), ...(told && after.proposal.state === 'executed' && { told }) });
  };
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

interface ProposalToSign {
  readonly proposal: Proposal;
  readonly content: ProposalContent;
  /** The same as it was asked. */
  readonly proposed: AnyRequest;
  readonly signer: Actor;
  readonly digest: string;
  readonly claimants: readonly Claimant[];
}

/** Answers what only whoever signed is told. */
async function sign(
  parts: ProposalsParts,
  { proposal, content, proposed, signer, digest, claimants }: ProposalToSign,
): Promise<RecordedAct<Preparation['told'] | undefined>> {
  const { db, deps } = parts;
  const act = actOf(parts, content);
  const isOpen = proposal.state === 'open';
  if (isOpen) await act.check?.(proposed);
  const preparation = act.prepareSignature?.(proposed);
  const asked = preparation ? { ...proposed, prepared: { ...proposed.prepared, ...preparation.kept } } : proposed;
  const first = isOpen && isLong(act) ? await firstOf(act.steps(asked)) : undefined;
  const kept = { content, digest: proposal.digest };
  const given = { signatureId: deps.newId('sig'), id: proposal.id, signer, digest, kept, act, asked, first };
  // Read anew while the head is held, and again where the transaction runs again.
  let standing: Proposal | undefined;
  const signing = {
    claimants,
    compare: async ({ tx, at }: Governed) => {
      standing = await findProposalSeen(tx, given.id, { reader: signer, at });
      return standing ? compareAgreement(tx, standing, content) : [];
    },
    act: async (entry: Governed) => {
      await signProposal(entry, { ...given, proposal: standing });
      return preparation?.told;
    },
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

import { BUILD_STARTED, type SignedLeaf, signedIn } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Difference, type LogProjection, listLeavesAbout, type ReadLeaf, withoutLeaf } from '../../log/index.ts';
import {
  type AgreedBy,
  type Agreement,
  agreementIn,
  isSameParty,
  keptAgreementsIn,
  PROPOSAL_SIGNED,
  proposalSubject,
} from './agreement-leaves.ts';

interface Replay {
  /** Open proposals of before proposals were recorded; undefined until the log says from when on they are. */
  kept: ReadonlyMap<string, Agreement> | undefined;
  /** By proposal what was compared already: a file has thousands of leaves by one. */
  readonly begun: Map<string, string>;
  last: string;
}

/**
 * What two people did was proposed by its maker and signed by every signer but the last in leaves of their own: nobody can
 * sign a proposal as a second person that was only written into the database as somebody else's.
 */
export function agreementProjection(): LogProjection {
  const replay: Replay = { kept: undefined, begun: new Map(), last: '' };
  return {
    compare: async (tx, { leaves }) => {
      const found: Difference[] = [];
      for (const leaf of leaves) {
        if (leaf.type === BUILD_STARTED) learnKept(replay, leaf);
        const signed = signedIn(leaf.body);
        if (signed && isNew(replay, leaf, signed)) found.push(...(await compareSigned(tx, replay, { leaf, signed })));
      }
      return found;
    },
  };
}

function learnKept(replay: Replay, { body }: ReadLeaf): void {
  const kept = keptAgreementsIn(body);
  if (kept) replay.kept ??= new Map(kept.map((each) => [each.id, each]));
}

function isNew(replay: Replay, { type }: ReadLeaf, signed: SignedLeaf): boolean {
  const { begun } = replay;
  const { proposal } = signed;
  const said = JSON.stringify(signed);
  const isKnown = replay.last === said || begun.get(proposal) === said;
  replay.last = said;
  if (type === 'proposal.begun') begun.set(proposal, said);
  if (type === 'proposal.executed') begun.delete(proposal);
  return !isKnown;
}

async function compareSigned(
  tx: Tx,
  { kept }: Replay,
  { leaf, signed }: { readonly leaf: ReadLeaf; readonly signed: SignedLeaf },
): Promise<readonly Difference[]> {
  if (kept === undefined) return [];
  const { proposal, digest, maker, signers } = signed;
  const about = await listLeavesAbout(tx, proposalSubject(proposal));
  const before = about
    .filter(({ logIndex }) => logIndex < leaf.logIndex)
    .map(({ type, bytes }) => ({ type, body: JSON.parse(bytes) as ReadLeaf['body'] }));
  const agreed = agreementIn(proposal, before) ?? kept.get(proposal);
  const index = leaf.logIndex;
  if (agreed?.digest !== digest || !isSameParty(agreed.maker, maker)) {
    return [withoutLeaf({ table: 'proposals', key: proposal, index })];
  }
  const later = before.filter(({ type }) => type === PROPOSAL_SIGNED).map(({ body }) => body.by as AgreedBy);
  return signers
    .slice(0, -1)
    .filter((signer) => ![...agreed.signers, ...later].some((given) => isSameParty(given, signer)))
    .map(({ person }) => withoutLeaf({ table: 'proposal_signatures', key: `${proposal} ${person}`, index }));
}

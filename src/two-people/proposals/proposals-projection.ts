import { type SignedLeaf, signedIn } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listLeavesAt,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { compareErased } from '../erasures/erased-proposals-projection.ts';
import { proposalNamedIn } from './agreement-leaves.ts';
import { changedContents } from './signed-columns-projection.ts';

/** What was done by two people: each leaf that names a proposal has it as executed, by those persons, and the reverse. */
export const proposalProjection: LogProjection = {
  compare: async (tx, chunk) => [...(await compareChunk(tx, chunk)), ...(await compareErased(tx, chunk))],
  finish: async (tx) => [...(await unloggedProposals(tx)), ...(await changedContents(tx))],
};

/** An import has thousands of leaves by one proposal; the first of a chunk stands for all of them. */
async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const alone: Difference[] = [];
  const signed = new Map<string, { readonly leaf: ReadLeaf; readonly by: SignedLeaf }>();
  for (const leaf of leaves) {
    const by = signedIn(leaf.body);
    if (by) alone.push(...peopleIn(leaf, by));
    if (by && !signed.has(by.proposal)) signed.set(by.proposal, { leaf, by });
  }
  if (signed.size === 0) return [];
  const rows: ProposalColumns[] = await tx('proposals').whereIn('id', [...signed.keys()]);
  const signatures: SignatureColumns[] = await tx('proposal_signatures')
    .whereIn('proposal_id', [...signed.keys()])
    .orderBy(['proposal_id', 'sequence']);
  const compared = [...signed.values()].flatMap(({ leaf, by }) => {
    const place = { table: 'proposals', key: by.proposal, index: leaf.logIndex };
    const row = rows.find(({ id }) => id === by.proposal);
    if (!row) return [withoutRow(place)];
    const given = signatures.filter(({ proposal_id }) => proposal_id === row.id);
    return differencesIn(place, shownIn(row, { given, leaf }), loggedIn(by));
  });
  return [...alone, ...compared];
}

/** A leaf may say only that different people did it, whatever the tables say: its maker, and each signer once. */
function peopleIn({ logIndex }: ReadLeaf, { proposal, maker, signers }: SignedLeaf): readonly Difference[] {
  const people = new Set([maker.person, ...signers.map(({ person }) => person)]);
  const place = { table: 'proposals', key: proposal, index: logIndex };
  return differencesIn(place, { people: String(people.size) }, { people: String(signers.length + 1) });
}

interface ProposalColumns {
  readonly id: string;
  readonly state: string;
  readonly digest: string;
  readonly maker_person: string;
  readonly maker_key: string;
  readonly log_index: number | null;
}

interface SignatureColumns {
  readonly proposal_id: string;
  readonly person_id: string;
  readonly key_id: string;
  readonly at: string;
}

function shownIn(
  row: ProposalColumns,
  { given, leaf }: { readonly given: readonly SignatureColumns[]; readonly leaf: ReadLeaf },
): Readonly<Record<string, unknown>> {
  const { state, digest, maker_person, maker_key, log_index } = row;
  const signers = given.map(({ person_id: person, key_id: key, at }) => ({ person, key, at }));
  // Its first leaf may stand in an earlier chunk, but never after one of its leaves.
  const comesFirst = log_index !== null && Number(log_index) <= leaf.logIndex;
  // A long act is signed for once its first step is done.
  const carriedOut = state === 'executing' ? 'executed' : state;
  return {
    state: carriedOut,
    digest,
    maker_person,
    maker_key,
    signers: canonicalJson(signers),
    log_index: String(comesFirst),
  };
}

function loggedIn({ digest, maker, signers }: SignedLeaf): Readonly<Record<string, unknown>> {
  const { person: maker_person, key: maker_key } = maker;
  // Which words were read stands in the leaf alone.
  const kept = signers.map(({ person, key, at }) => ({ person, key, at }));
  return { state: 'executed', digest, maker_person, maker_key, signers: canonicalJson(kept), log_index: 'true' };
}

const ROWS_AT_ONCE = 500;

/** Proposals that are said to be executed, and whose leaf says nothing of them. */
async function unloggedProposals(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: { id: string; log_index: number | null }[] = await tx('proposals')
      .select('id', 'log_index')
      .whereIn('state', ['executing', 'executed'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE);
    const leaves = await listLeavesAt(
      tx,
      rows.flatMap(({ log_index }) => (log_index === null ? [] : [Number(log_index)])),
    );
    const named = new Map(leaves.map(({ logIndex, bytes }) => [logIndex, proposalNamedIn(bytes)]));
    for (const { id, log_index } of rows) {
      const index = log_index === null ? null : Number(log_index);
      if (index === null || named.get(index) !== id) found.push(withoutLeaf({ table: 'proposals', key: id, index }));
    }
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined;
  }
  return found;
}

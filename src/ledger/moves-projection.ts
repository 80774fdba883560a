import type { Tx } from '../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../log/index.ts';
import { listMovesOfLeaves, type StoredMove } from './ledger-repository.ts';
import { accountKey, type Move } from './move.ts';

/** Which moves a leaf names. Null: it cannot be told, because it names none or what it named was erased. */
export type MovesOfLeaf = (leaf: ReadLeaf, tx: Tx) => Promise<readonly Move[] | null>;

/** Every move stands in its leaf and every move of a leaf stands in the table, in the same order, by the same hand. */
export function movesProjection(movesOf: MovesOfLeaf): LogProjection {
  return {
    compare: async (tx, chunk) => compareChunk(tx, chunk, movesOf),
    finish: strayMoves,
  };
}

async function compareChunk(
  tx: Tx,
  { from, to, leaves }: LeafChunk,
  movesOf: MovesOfLeaf,
): Promise<readonly Difference[]> {
  const byLeaf = new Map<number, StoredMove[]>();
  for (const move of await listMovesOfLeaves(tx, { from, to })) {
    const ofLeaf = byLeaf.get(move.logIndex);
    if (ofLeaf) ofLeaf.push(move);
    else byLeaf.set(move.logIndex, [move]);
  }
  const found: Difference[] = [];
  for (const leaf of leaves) {
    const stored = byLeaf.get(leaf.logIndex) ?? [];
    byLeaf.delete(leaf.logIndex);
    const named = await movesOf(leaf, tx);
    found.push(...(named === null ? foreignMoves(leaf, stored) : compareMoves(leaf, named, stored)));
  }
  return [...found, ...[...byLeaf.values()].flat().map(strayMove)];
}

function compareMoves(leaf: ReadLeaf, named: readonly Move[], stored: readonly StoredMove[]): readonly Difference[] {
  const missing = named.flatMap((move, sequence) => {
    const row = stored.find((candidate) => candidate.sequence === sequence);
    const place = { table: 'moves', key: `${leaf.logIndex}/${sequence}`, index: leaf.logIndex };
    if (!row) return [withoutRow(place)];
    const { accountKind, account, orderId, from, to, quantity, cause } = move;
    const logged = { accountKind, account, orderId, from, to, quantity, cause, ...keyOf(leaf) };
    return differencesIn(place, { ...row }, logged);
  });
  const surplus = stored.filter(({ sequence }) => sequence >= named.length || sequence < 0);
  return [...missing, ...surplus.map(strayMove)];
}

/** Where a leaf does not tell its moves, they must at least be moves of the account or the order that it is about. */
function foreignMoves({ subject }: ReadLeaf, stored: readonly StoredMove[]): readonly Difference[] {
  const isOwn = ({ accountKind, account, orderId }: StoredMove): boolean =>
    orderId === null ? accountKey(accountKind, account) === subject : `order/${orderId}` === subject;
  return stored.filter((move) => !isOwn(move)).map(strayMove);
}

/** Moves that nobody asked for, such as a lapse, name no key in their leaf. */
function keyOf({ body: { by } }: ReadLeaf): { readonly keyId?: string } {
  return typeof by === 'object' && by !== null && 'key' in by ? { keyId: String(by.key) } : {};
}

function strayMove({ logIndex, sequence }: StoredMove): Difference {
  return withoutLeaf({ table: 'moves', key: `${logIndex}/${sequence}`, index: logIndex });
}

/** Moves outside the log of a size. */
async function strayMoves(tx: Tx, size: number): Promise<readonly Difference[]> {
  const before = await listMovesOfLeaves(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 });
  const after = await listMovesOfLeaves(tx, { from: size, to: Number.MAX_SAFE_INTEGER });
  return [...before, ...after].map(strayMove);
}

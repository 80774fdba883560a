import { type ActedBy, findActedAt } from '../../access/index.ts';
import { BUDGET_LINES, budgetLineBalance } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Key, Reading } from '../../documents/index.ts';
import { type Actor, type Fen, fen, type Instant, parseYuan } from '../../kernel/index.ts';
import type { Cause, Freeze } from '../../ledger/index.ts';
import { type LeafRow, listLeavesAt } from '../../log/index.ts';
import { findOfKind, findOfKindAsOf } from '../../reference/index.ts';
import type { AsOf } from '../find-as-of.ts';
import { foldUpTo, type JournalPlace, type JournalRow, listJournal } from './balance-repository.ts';
import { afterMove, type Buckets, bucketsOf, EMPTY_BUCKETS } from './buckets.ts';

/** One move of money on a line, and what stood after it. */
export interface ExplainedMove {
  readonly logIndex: number;
  readonly sequence: number;
  readonly at: Instant;
  readonly from: JournalRow['from_bucket'];
  readonly to: JournalRow['to_bucket'];
  readonly amount: Fen;
  readonly cause: Cause;
  readonly order: { readonly id: string; readonly reference: string | null } | null;
  readonly actor: { readonly keyId: string | null; readonly personId: string | null };
  /** The same by name and role. */
  readonly actedBy: ActedBy | null;
  readonly leafHash: Buffer;
  readonly balance: Buckets;
}

export interface LineBalance {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly project: string;
  readonly economicClass: string;
  readonly frozen: Freeze | null;
  /** What the moves add up to. */
  readonly closing: Buckets;
  /** Whether the line's own counters say the same; null for the past, which has no other counters than the moves. */
  readonly agrees: boolean | null;
  /** What stood before the first move after a place. */
  readonly openingAfter: (after: Key | undefined) => Promise<Buckets>;
  readonly reading: Reading<ExplainedMove>;
}

export interface BalanceQuestion {
  readonly code: string;
  readonly actor: Actor;
  readonly asOf: AsOf;
}

/** A line as it stands or stood, with the journal that explains every counter of it. */
export async function listBalance(tx: Tx, { code, actor, asOf }: BalanceQuestion): Promise<LineBalance> {
  const upTo = asOf.index ?? -1;
  const { grant } = actor;
  const subject = asOf.isNow
    ? await findOfKind(tx, BUDGET_LINES, { key: code, grant })
    : await findOfKindAsOf(tx, BUDGET_LINES, { key: code, grant, asOf: upTo });
  const standing = budgetLineBalance(subject);
  const closing = bucketsOf(await foldUpTo(tx, code, { logIndex: upTo, sequence: LAST }));
  const journal = openJournal(tx, { code, upTo, actor });
  return {
    code,
    agencyCode: standing.agencyCode,
    fiscalYear: standing.fiscalYear,
    project: standing.project,
    economicClass: standing.economicClass,
    frozen: standing.frozen,
    closing,
    agrees: asOf.isNow ? isSame(closing, standing) : null,
    ...journal,
  };
}

/** No leaf has so many moves. */
const LAST = Number.MAX_SAFE_INTEGER;

type Counters = Readonly<Record<keyof Buckets, string>>;

function isSame(closing: Buckets, counters: Counters): boolean {
  return (
    closing.appropriation === parseYuan(counters.appropriation) &&
    closing.elsewhere === parseYuan(counters.elsewhere) &&
    closing.reserved === parseYuan(counters.reserved) &&
    closing.encumbered === parseYuan(counters.encumbered) &&
    closing.spent === parseYuan(counters.spent)
  );
}

interface Journal {
  readonly code: string;
  readonly upTo: number;
  /** Who reads it: names of classified orders are for their agencies. */
  readonly actor: Actor;
}

function openJournal(tx: Tx, { code, upTo, actor }: Journal) {
  // What stood after the last move that was read, so that the next page need not add up everything before it again.
  let last: { readonly key: string; readonly balance: Buckets } | undefined;
  const openingAfter = async (after: Key | undefined): Promise<Buckets> => {
    if (after === undefined) return EMPTY_BUCKETS;
    if (last?.key === JSON.stringify(after)) return last.balance;
    return bucketsOf(await foldUpTo(tx, code, placeIn(after)));
  };
  const keyOf = ({ logIndex, sequence }: JournalPlace): Key => [logIndex, sequence];
  const reading: Reading<ExplainedMove> = {
    keyOf,
    page: async (after, limit) => {
      const rows = await listJournal(tx, { code, after: placeIn(after), upTo, limit });
      const moves = explain(rows, await openingAfter(after), await leavesOf(tx, actor, rows));
      const end = moves.at(-1);
      if (end) last = { key: JSON.stringify(keyOf(end)), balance: end.balance };
      return moves;
    },
  };
  return { reading, openingAfter };
}

/** The log counts from nought, so the first page starts after a place before it. */
function placeIn(after: Key | undefined): JournalPlace {
  const [logIndex = -1, sequence = -1] = after ?? [];
  return { logIndex: Number(logIndex), sequence: Number(sequence) };
}

/** Leaves are read a few at a time, because a decision's is long. */
const LEAVES_AT_ONCE = 100;

type LeafOfMove = Pick<LeafRow, 'at' | 'hash'> & Pick<ExplainedMove, 'actor' | 'actedBy'>;

type Leaves = ReadonlyMap<number, LeafOfMove>;

async function leavesOf(tx: Tx, reader: Actor, rows: readonly JournalRow[]): Promise<Leaves> {
  const indexes = [...new Set(rows.map((row) => Number(row.log_index)))];
  const leaves = new Map<number, LeafOfMove>();
  const actedAt = await findActedAt(tx, reader, indexes);
  for (let start = 0; start < indexes.length; start += LEAVES_AT_ONCE) {
    for (const { logIndex, at, hash, bytes } of await listLeavesAt(tx, indexes.slice(start, start + LEAVES_AT_ONCE))) {
      leaves.set(logIndex, { at, hash, actor: actorIn(bytes), actedBy: actedAt(logIndex) });
    }
  }
  return leaves;
}

function actorIn(bytes: string): ExplainedMove['actor'] {
  const { by } = JSON.parse(bytes) as { readonly by: { readonly key: string; readonly person: string | null } | null };
  return { keyId: by?.key ?? null, personId: by?.person ?? null };
}

function explain(rows: readonly JournalRow[], opening: Buckets, leaves: Leaves): readonly ExplainedMove[] {
  let balance = opening;
  return rows.flatMap((row) => {
    const quantity = Number(row.quantity);
    balance = afterMove(balance, { from: row.from_bucket, to: row.to_bucket, quantity });
    const logIndex = Number(row.log_index);
    const leaf = leaves.get(logIndex);
    // A move without a leaf is no move of ours: reconciliation finds it, and `agrees` says that something is wrong.
    if (!leaf) return [];
    const { at, hash: leafHash, actor, actedBy } = leaf;
    return [
      {
        ...{ logIndex, sequence: Number(row.sequence), at, from: row.from_bucket, to: row.to_bucket },
        ...{ amount: fen(quantity), cause: row.cause, actor, actedBy, leafHash, balance },
        order: row.order_id === null ? null : { id: row.order_id, reference: row.reference },
      },
    ];
  });
}

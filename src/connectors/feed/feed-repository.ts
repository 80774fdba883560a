import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';

/** A leaf without its bytes, which are long and told by other paths. */
export interface ThinLeaf {
  readonly index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: Instant;
  readonly leafHash: string;
}

interface ThinColumns {
  readonly log_index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly leaf_hash: string;
}

const THIN = 'select log_index, type, subject, at, leaf_hash from log_leaves';

/** Leaves of a range in order; `to` is excluded. */
export async function listThinLeaves(tx: Tx, { from, to }: { from: number; to: number }): Promise<readonly ThinLeaf[]> {
  const sql = `${THIN} where log_index >= ? and log_index < ? order by log_index`;
  return (await selectRows<ThinColumns>(tx, sql, [from, to])).map(toThinLeaf);
}

/** Some leaves in order. */
export async function listThinLeavesAt(tx: Tx, indexes: readonly number[]): Promise<readonly ThinLeaf[]> {
  if (indexes.length === 0) return [];
  const wanted = padded(indexes);
  const sql = `${THIN} where log_index in (${marksFor(wanted)}) order by log_index`;
  return (await selectRows<ThinColumns>(tx, sql, wanted)).map(toThinLeaf);
}

function toThinLeaf({ log_index, type, subject, at, leaf_hash }: ThinColumns): ThinLeaf {
  return { index: Number(log_index), type, subject, at: instant(at), leafHash: leaf_hash };
}

export async function readLogSize(tx: Tx): Promise<number> {
  const [row] = await selectRows<{ readonly size: number }>(tx, "select size from log_head where id = 'gate'");
  return Number(row?.size ?? 0);
}

/** The approvals among some decisions. */
export async function listApprovedAmong(tx: Tx, indexes: readonly number[]): Promise<ReadonlySet<number>> {
  if (indexes.length === 0) return new Set();
  const wanted = padded(indexes);
  const sql = `select log_index from decisions where log_index in (${marksFor(wanted)}) and outcome = 'approved'`;
  const rows = await selectRows<{ readonly log_index: number }>(tx, sql, wanted);
  return new Set(rows.map((row) => Number(row.log_index)));
}

/** Where some orders were first cleared; absent for those that never were. */
export async function findFirstApprovals(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const wanted = padded([...new Set(orderIds)]);
  const sql = `select order_id, min(log_index) as first from decisions
    where order_id in (${marksFor(wanted)}) and outcome = 'approved' group by order_id`;
  const rows = await selectRows<{ readonly order_id: string; readonly first: number }>(tx, sql, wanted);
  return new Map(rows.map((row) => [row.order_id, Number(row.first)]));
}

/** Where the rows of one kind of subject say whose they are. */
export interface Owner {
  readonly table: string;
  readonly key: string;
  readonly agency: string;
  /** Of what passes between two. */
  readonly otherAgency?: string;
}

/** The agencies of some subjects of one kind by their keys; what belongs to none is absent. */
export async function listOwners(
  tx: Tx,
  { table, key, agency, otherAgency = agency }: Owner,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: { readonly key: string; readonly agency: string | null; readonly other: string | null }[] = await tx(
    table,
  )
    .select({ key, agency, other: otherAgency })
    .whereIn(key, [...keys]);
  return new Map(
    rows.flatMap((row) => {
      const agencies = [row.agency, row.other].filter((code) => code !== null);
      return agencies.length === 0 ? [] : [[row.key, agencies]];
    }),
  );
}

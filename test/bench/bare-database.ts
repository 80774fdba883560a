import { type Database, insertRows, type Row, type Tx } from '../../src/db/index.ts';

/** The rows that the gate wrote for its last decisions, table by table, to be written again without a gate. */
export type RecordedRows = ReadonlyMap<string, readonly Row[]>;

const TABLES = ['orders', 'order_revisions', 'decisions', 'moves', 'undertakings', 'order_prices', 'log_leaves'];

export async function recordRows(db: Database): Promise<RecordedRows> {
  const last: { log_index: number; order_id: string } = await db
    .reader('decisions')
    .orderBy('log_index', 'desc')
    .first();
  const rows = new Map<string, readonly Row[]>();
  for (const table of TABLES) {
    const column = table === 'orders' ? 'id' : table === 'log_leaves' || table === 'moves' ? 'log_index' : 'order_id';
    const value = column === 'log_index' ? last.log_index : last.order_id;
    rows.set(table, await db.reader(table).where(column, value));
  }
  return rows;
}

export interface BareLoad {
  readonly ordersPerTransaction: number;
  readonly measureMs: number;
}

/** Orders per second that the database itself takes: the same rows and statements, nothing decided, one writer. */
export async function measureBare(db: Database, rows: RecordedRows, load: BareLoad): Promise<number> {
  const { ordersPerTransaction: size, measureMs } = load;
  let orders = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < measureMs) {
    const from = orders;
    await db.writer.transaction((tx) => writeOrders(tx, rows, { from, to: from + size }));
    orders += size;
  }
  return orders / ((performance.now() - startedAt) / 1_000);
}

let generation = 0;

async function writeOrders(tx: Tx, rows: RecordedRows, { from, to }: { from: number; to: number }): Promise<void> {
  generation += 1;
  await tx.raw("update log_head set taken = taken + 1 where id = 'gate'");
  for (const [table, templates] of rows) {
    const copies: Row[] = [];
    for (let order = from; order < to; order += 1)
      for (const [place, row] of templates.entries()) copies.push(renamed(row, order, place));
    await insertRows(tx, table, copies);
  }
  const line = rows.get('moves')?.[0]?.account;
  await tx.raw('update budget_lines set reserved_fen = reserved_fen + 1 where code = ?', [line ?? '']);
}

/** Another key for each copy: the same bytes otherwise. */
function renamed(row: Row, order: number, place: number): Row {
  const suffix = `${generation.toString(36)}.${order.toString(36)}`;
  const copy: Record<string, Row[string]> = { ...row };
  for (const column of ['id', 'order_id', 'order_key', 'decision_id']) {
    const value = copy[column];
    const own = column === 'id' ? `${place}.` : '';
    if (typeof value === 'string') copy[column] = `${value.slice(0, 20)}.${own}${suffix}`;
  }
  if (typeof copy.log_index === 'number') copy.log_index = 1_000_000_000 + generation * 100_000 + (order % 100_000);
  return copy;
}

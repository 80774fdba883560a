import {
  caseOf,
  changeRows,
  type Database,
  inSnapshot,
  insertRows,
  listStoredTables,
  marksFor,
  type Row,
  type Tx,
} from '../../src/db/index.ts';

/** The rows that the gate wrote for its last decisions, decision by decision, to be written again without a gate. */
export type RecordedRows = readonly ReadonlyMap<string, readonly Row[]>[];

const TABLES = ['orders', 'order_revisions', 'decisions', 'moves', 'undertakings', 'order_prices', 'log_leaves'];

/** As many as there are agencies in a batch: rows of one agency alone would all lie side by side in every index. */
const DECISIONS = 128;

export async function recordRows(db: Database): Promise<RecordedRows> {
  const last: { log_index: number; order_id: string }[] = await db
    .reader('decisions')
    .orderBy('log_index', 'desc')
    .limit(DECISIONS);
  // Not those that the engine works out of others, which cannot be written.
  const stored = await inSnapshot(db, (tx) => listStoredTables(tx, db.engine));
  const columnsOf = new Map(stored.map(({ name, columns }) => [name, columns]));
  const recorded: Map<string, readonly Row[]>[] = [];
  for (const decision of last) {
    const rows = new Map<string, readonly Row[]>();
    for (const table of TABLES) {
      const column = table === 'orders' ? 'id' : table === 'log_leaves' || table === 'moves' ? 'log_index' : 'order_id';
      const value = column === 'log_index' ? decision.log_index : decision.order_id;
      const columns = columnsOf.get(table) ?? [];
      rows.set(table, await db.reader(table).select(columns).where(column, value));
    }
    recorded.push(rows);
  }
  return recorded;
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
  for (const table of TABLES) {
    const copies: Row[] = [];
    for (let order = from; order < to; order += 1) {
      const templates = rows[order % rows.length]?.get(table) ?? [];
      for (const [place, row] of templates.entries()) copies.push(renamed(row, order, place));
    }
    await insertRows(tx, table, copies);
  }
  await reserveOnce(tx, rows.slice(from % rows.length, (from % rows.length) + to - from));
}

/** One statement over the budget lines of the batch, as the gate writes it. */
async function reserveOnce(tx: Tx, rows: RecordedRows): Promise<void> {
  const moves = rows.flatMap((ofDecision) => ofDecision.get('moves') ?? []);
  const lines = [...new Set(moves.map(({ account }) => account ?? null))];
  const amount = caseOf('code', new Map(lines.map((line) => [String(line), 1])));
  const sql = `update budget_lines set reserved_fen = reserved_fen + ${amount.sql} where code in (${marksFor(lines)})`;
  await changeRows(tx, sql, [...amount.bindings, ...lines]);
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

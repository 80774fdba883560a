import { withoutLimits } from '../../src/db/database.ts';
import { type Database, refreshStatistics, type Tx } from '../../src/db/index.ts';

/** What of each table makes a copy another row than the one that it is of; leaves are not copied, so such a gate is not verified. */
const COPIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  orders: {
    ...{ id: '{id}', order_key: '{order_key}', folded_key: '{order_key}', reference: '{reference}' },
    ...{ decision_id: '{decision_id}', log_index: '[log_index]', submitted_at: '<submitted_at>' },
  },
  order_revisions: { order_id: '{order_id}', twin_key: 'twin_key' },
  undertakings: { id: '{id}', order_id: '{order_id}', log_index: '[log_index]' },
  moves: { order_id: '{order_id}', log_index: '[log_index]' },
};

/** Rows of a copy lie behind all others. */
const LEAVES_APART = 10_000_000;

/**
 * Copies each order so often by SQL, with its revision, its moves and what was undertaken, changes what somebody wants changed,
 * and has the database count anew.
 */
export async function copyOrders(db: Database, copies: number, change?: (tx: Tx) => Promise<void>): Promise<void> {
  for (let copy = 1; copy <= copies; copy += 1) await unhurried(db, (tx) => copyOnce(tx, copy));
  if (change) await unhurried(db, change);
  await refreshStatistics(db);
  if (db.engine === 'mysql') {
    await unhurried(db, (tx) => tx.raw('analyze table orders, undertakings, moves, budget_lines'));
  }
}

/** What fills a table may take longer than any request. */
function unhurried<T>({ engine, writer }: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return writer.transaction((tx) => (engine === 'mysql' ? withoutLimits(tx, () => work(tx)) : work(tx)));
}

async function copyOnce(tx: Tx, copy: number): Promise<void> {
  for (const [table, changed] of Object.entries(COPIED)) {
    const first: Readonly<Record<string, unknown>> | undefined = await tx(table).first();
    if (!first) throw new Error(`orders have left nothing in ${table}`);
    const cells = Object.keys(first).map((column) => cellOf(changed[column] ?? column, copy));
    const isReal = table === 'moves' ? `order_id is not null and log_index < ${LEAVES_APART}` : realIn(table);
    await tx.raw(
      `insert into ${table} (${Object.keys(first).join(', ')}) select ${cells.join(', ')} from ${table} where ${isReal}`,
    );
  }
}

function realIn(table: string): string {
  return table === 'order_revisions' ? "order_id not like '%-c%'" : `log_index < ${LEAVES_APART}`;
}

function cellOf(said: string, copy: number): string {
  const column = said.slice(1, -1);
  if (said.startsWith('{')) return `concat(${column}, '-c${copy}')`;
  if (said.startsWith('[')) return `${column} + ${copy * LEAVES_APART}`;
  // A day earlier for each copy, so that copies lie among one another as orders of years do.
  if (said.startsWith('<')) return `concat('20', ${10 + (copy % 16)}, substr(${column}, 5))`;
  return said;
}

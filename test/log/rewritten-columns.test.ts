import assert from 'node:assert/strict';
import type { Cell, Tx } from '../../src/db/index.ts';
import type { Gate } from '../../src/gate/gate.ts';
import { allProjections, parseLeaf, reconcileGate } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { type ToldStory, tellStory } from '../demo/demo-support.ts';
import { findAfter } from '../orders/history/history-support.ts';
import { size } from '../support/long.ts';

/** Columns that the log does not vouch for, and why nothing is lost by it. */
const NOT_VOUCHED_FOR: Readonly<Record<string, string>> = {
  'schema_steps.name': 'which migrations ran; a gate with other tables does not start',
  'schema_steps.at': 'when they ran',
  'log_head.taken': 'counts how often the head was taken, for tests and metrics only',
  'log_head.restored_size': 'stops a gate, and never lets one go on',
  'idempotency_keys.key_hash': 'lets a caller who asks twice be answered once, for a day',
  'idempotency_keys.input_digest': 'the same',
  'idempotency_keys.status': 'the same',
  'idempotency_keys.answer': 'the same',
  'idempotency_keys.created_at': 'the same',
  'orders.folded_key': 'finds references that look alike, and decides nothing else',
  'rule_sets.proposed_by': 'nothing reads it',
  'proposals.concerns_person': 'leaves it out of a list; who signs is held against what was signed',
  'proposals.preview': 'what the trial answered, to be read; what was signed is in the parts',
  'proposals.result': 'what it answered when it was done, to be read; what it did is in its leaves',
  'proposals.prepared':
    'what is signed commits to it: another one is refused at the signature, and afterwards nobody reads it',
  'proposal_signatures.id': 'names an attempt, which finds by it what it has done',
  'proposal_reaches.proposal_id': 'says who sees a proposal in a list; who signs must reach what was signed',
  'proposal_reaches.kind': 'the same',
  'proposal_reaches.code': 'the same',
};

/** History is counted, and compared, of what stands: the rows of other revisions count for nothing. */
const OF_WHAT_STANDS = 'exists (select 1 from orders o where o.id = order_id and o.standing_revision = revision)';
const ROWS_OF: Readonly<Record<string, string>> = {
  order_revisions: OF_WHAT_STANDS,
  order_purchases: OF_WHAT_STANDS,
  order_prices: OF_WHAT_STANDS,
  order_machine_lines: OF_WHAT_STANDS,
  order_proofs: OF_WHAT_STANDS,
  order_machine_costs: OF_WHAT_STANDS,
  order_replaced: OF_WHAT_STANDS,
  // One that runs has neither report nor counts yet: its last leaf will tell them.
  backtests: "state <> 'running'",
  backtest_changes: "exists (select 1 from backtests b where b.id = backtest_id and b.state <> 'running')",
  // A proposal that nobody has carried out is in no leaf yet.
  proposals: 'log_index is not null',
  proposal_parts: 'exists (select 1 from proposals p where p.id = proposal_id and p.log_index is not null)',
  proposal_agencies: 'exists (select 1 from proposals p where p.id = proposal_id and p.log_index is not null)',
};

/** Each takes a verification of everything, so `npm test` has every eighteenth, and all that are named above. */
const COLUMNS_BETWEEN = size({ test: 18, long: 1 });

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
}

type Row = Readonly<Record<string, Cell>>;

describe('somebody who writes into the database beside the gate', function () {
  this.timeout(300_000);
  let story: ToldStory;
  before(async () => {
    story = await tellStory('sqlite', '2026-09-16');
  });
  after(() => story.drop());

  it('is found out whatever column of the demo they change, but for those that are named here', async () => {
    const { gate } = story;
    const unseen: string[] = [];
    let place = 0;
    for (const [table, ofTable] of await columnsOf(gate)) {
      const rows = await rowsOf(gate, table);
      for (const column of rows.length > 0 ? ofTable : []) {
        const name = `${table}.${column.name}`;
        place += 1;
        if (place % COLUMNS_BETWEEN !== 0 && !Object.hasOwn(NOT_VOUCHED_FOR, name)) continue;
        if (!(await isFoundOut(gate, column, rows))) unseen.push(name);
      }
    }
    assert.deepEqual(unseen, Object.keys(NOT_VOUCHED_FOR));
  });
});

async function columnsOf({ db }: Gate): Promise<ReadonlyMap<string, readonly Column[]>> {
  const found: { table: string; name: string; type: string; pk: number }[] = await db.reader.raw(
    `select t.name as "table", c.name, c.type, c.pk from sqlite_master t join pragma_table_info(t.name) c
     where t.type = 'table' and t.name not like 'sqlite_%' order by t.rowid, c.cid`,
  );
  const tables = new Map<string, Column[]>();
  for (const { table, name, type, pk } of found) {
    tables.set(table, [...(tables.get(table) ?? []), { table, name, type, isKey: pk > 0 }]);
  }
  return tables;
}

async function rowsOf({ db }: Gate, table: string): Promise<readonly Row[]> {
  const where = ROWS_OF[table] ?? '1 = 1';
  return db.reader.raw(`select rowid as place, t.* from ${table} t where ${where} limit 50`);
}

async function isFoundOut(gate: Gate, column: Column, rows: readonly Row[]): Promise<boolean> {
  const row = rows.find((one) => one[column.name] !== null) ?? rows[0];
  if (!row) return false;
  const value = anotherOf(row[column.name] ?? null, column);
  const rewrite = async (tx: Tx): Promise<void> => {
    // Whoever may write there may drop what guards it as well.
    await tx.raw('drop trigger if exists log_leaves_no_update');
    await tx.raw('pragma ignore_check_constraints = on');
    await tx.raw(`update ${column.table} set ${column.name} = ? where rowid = ?`, [value, row.place ?? null]);
  };
  return findAfter(gate, rewrite, findsSomething);
}

async function findsSomething(tx: Tx): Promise<boolean> {
  const { isSound } = await verifyLog(tx, { projections: await allProjections(), parse: parseLeaf });
  return !isSound || !(await reconcileGate(tx)).isSound;
}

/** Something else that could stand there. */
function anotherOf(value: Cell, { type, isKey }: Column): Cell {
  if (value === null) return /int/iu.test(type) ? 1 : '2026-01-02';
  if (typeof value === 'number') return isKey || value > 1 ? value + 1_000_000 : 1 - value;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d/u.test(text)) return `${Number(text.slice(0, 4)) - 1}${text.slice(4)}`;
  if (/^[[{]/u.test(text)) return JSON.stringify(withAnother(JSON.parse(text)));
  return `${text.slice(0, -1)}${text.endsWith('x') ? 'y' : 'x'}`;
}

function withAnother(value: object): object {
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['x'];
  const [name, member] = Object.entries(value).find(([, one]) => typeof one === 'string') ?? ['x', ''];
  return { ...value, [name]: `${member}x` };
}

import assert from 'node:assert/strict';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { type Database, inTransaction, openDatabase } from '../../src/db/index.ts';
import { runStep } from '../../src/db/run-steps.ts';
import { emptyDatabaseUrl, type FreshDatabase } from '../support/databases.ts';
import { type StoredDatabase, unpackStored } from '../upgrade/stored-database.ts';

interface PlanRow {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

/** As SQLite says it: the tables of one loop have the same parent, the outer one first. */
async function planOf({ writer }: Database, sql: string): Promise<readonly PlanRow[]> {
  return writer.raw(`explain query plan ${sql}`);
}

/** Tables that are read whole for each row of another one. */
function readAgainAndAgain(plan: readonly PlanRow[]): readonly string[] {
  return plan.flatMap((row) => {
    const isWhole = row.detail.startsWith('SCAN ') && !/VIRTUAL TABLE|CONSTANT ROW/.test(row.detail);
    const isInner = plan.find(({ parent }) => parent === row.parent) !== row;
    const isForEachRow = plan.some(({ id, detail }) => id === row.parent && detail.startsWith('CORRELATED'));
    return isWhole && (isInner || isForEachRow) ? [row.detail] : [];
  });
}

const CHANGES_ROWS = /^\s*(insert|update|delete)\b/i;

/** Those of the first statement that 0.2.0 was released with; they took the square of the orders. */
const RELEASED_OPEN_FINDINGS = ['findings', 'indeterminate'].flatMap((list) =>
  [
    { table: 'log_leaves', text: 'bytes', root: '$.detail', where: "k.type = 'order.decided'" },
    { table: 'sealed_texts', text: 'value', root: '$', where: "k.pointer = '/detail'" },
  ].map(
    ({ table, text, root, where }) => `select o.id as order_id, json_extract(f.value, '$.rule') as rule,
      ${list === 'findings' ? "json_extract(f.value, '$.effect')" : "'refer'"} as effect, d.log_index as log_index
      from orders o join decisions d on d.id = o.decision_id join ${table} k on k.log_index = d.log_index and ${where},
      json_each(k.${text}, '${root}.${list}') f
      ${list === 'findings' ? "where json_extract(f.value, '$.waiver') is null" : ''}`,
  ),
);

describe('the steps of an upgrade on SQLite, over many rows', () => {
  let fresh: FreshDatabase;
  let db: Database;
  before(async () => {
    fresh = await emptyDatabaseUrl('sqlite');
    db = openDatabase(fresh.url);
  });
  after(async () => {
    await db.close();
    await fresh.drop();
  });

  it('read no table whole for each row of another, so that twice the rows take twice as long', async () => {
    const slow: string[] = [];
    for (const step of MIGRATIONS) {
      for (const statement of step.statements('sqlite').filter((each) => CHANGES_ROWS.test(each))) {
        for (const detail of readAgainAndAgain(await planOf(db, statement))) slow.push(`${step.name}: ${detail}`);
      }
      await inTransaction(db, (tx) => runStep(tx, step, 'sqlite'));
    }

    assert.deepEqual(slow, []);
  });

  it('is noticed where one does: two tables without an index between them, and a subquery for each row', async () => {
    await db.writer.raw('create table one (a integer)');
    await db.writer.raw('create table two (a integer, b integer)');
    const joined = await planOf(db, 'insert into one select o.a from one o join two t on abs(t.a) = abs(o.a)');
    const asked = await planOf(db, 'update one set a = (select b from two where two.b = abs(one.a))');

    assert.equal(readAgainAndAgain(joined).length, 1);
    assert.equal(readAgainAndAgain(asked).length, 1);
  });

  it('was made faster where it fills in open findings, and leaves the rows that it left before', async () => {
    const stored: StoredDatabase = await unpackStored('sqlite');
    const old = openDatabase(stored.url);
    try {
      const { before, now } = await inTransaction(old, async (tx) => {
        for (const step of MIGRATIONS.slice(
          0,
          MIGRATIONS.findIndex(({ name }) => name === '0044-name-subjects'),
        )) {
          await runStep(tx, step, 'sqlite');
        }
        const columns = ['order_id', 'rule', 'effect', 'log_index'];
        return {
          now: await tx('order_findings').select(columns).orderBy(columns),
          before: await tx.raw(`${RELEASED_OPEN_FINDINGS.join(' union ')} order by order_id, rule, effect, log_index`),
        };
      });

      assert.ok(now.length > 50, `${now.length} findings`);
      assert.deepEqual(now, before);
    } finally {
      await old.close();
      await stored.drop();
    }
  });
});

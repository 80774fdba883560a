import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest from 'supertest';
import { type AnyAct, actsById } from '../../src/access/index.ts';
import { budgetActs } from '../../src/budget/budget-routes.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { createApp } from '../../src/gate/app.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { reconcileCounters } from '../../src/ledger/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { goOnWithStopped } from '../../src/two-people/execution/finish-proposals-job.ts';
import { BUREAU, bureau, gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller, Gate } from '../support/gate.ts';
import { size } from '../support/long.ts';
import { leavesOf, sign } from '../two-people/two-people.ts';
import { importBudget, sheetOf, withBureau } from './finance-sheet.ts';

/** Two pieces, the last of one row. */
const ROWS = size({ test: 1_001, long: 2_001 });
/** Three, so that two of them are left when the first is done. */
const MANY_ROWS = 2_001;
const CITY = { grant: { region: '421000' } };
const NAME = '荆州市文化和旅游局';

function fileOf(rows: number, agency = BUREAU): string {
  const lines = Array.from({ length: rows }, (_, at) => ({ 指标编码: `JZ-2026-${at}`, 单位编码: agency }));
  const file = sheetOf(...lines);
  return agency === BUREAU ? file : file.replace('单位编码', '预算单位');
}

/** The same gate in a process that dies after the first piece of a file. */
function dyingGate(gate: Gate): supertest.Agent {
  const { importBudgetLines } = budgetActs(gate.deps);
  assert.ok(importBudgetLines && 'steps' in importBudgetLines);
  const { steps } = importBudgetLines;
  const dying: typeof importBudgetLines = {
    ...importBudgetLines,
    steps: async function* (asked, done) {
      for await (const step of steps(asked, done)) {
        if (done) throw new Error('killed');
        yield step;
      }
    },
  };
  const parts = { db: gate.db, deps: gate.deps, handlers: {}, logger: pino({ level: 'silent' }) };
  return supertest(createApp({ ...parts, acts: { importBudgetLines: dying }, options: { isPartial: true } }));
}

function signIn(app: supertest.Agent, caller: Caller, { id, digest }: { id: string; digest: string }) {
  return app.post(`/v1/proposals/${id}/signatures`).set('Authorization', `Bearer ${caller.secret}`).send({ digest });
}

async function countLines(gate: Gate): Promise<number> {
  const [row] = await gate.db.reader('budget_lines').count({ rows: '*' });
  return Number(row?.rows);
}

async function faultsOf(gate: Gate): Promise<readonly unknown[]> {
  const projections = await allProjections();
  const { faults, differences } = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
  return [...faults, ...differences];
}

const actsOf = (gate: Gate): ReadonlyMap<string, AnyAct> => actsById(budgetActs(gate.deps));

describe('a budget of several pieces that two people agree on', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      await withBureau(here.gate);
      maker = await here.gate.as('finance', CITY);
      second = await here.gate.as('finance', { ...CITY, who: 'the second' });
    });

    it('is imported whole by the last signature, and every leaf names who agreed', async () => {
      const proposal = await importBudget(maker, fileOf(ROWS));

      const done = await sign(second, proposal.body);

      assert.deepEqual([done.body.state, done.body.result.body.created], ['executed', ROWS]);
      const leaves = await leavesOf(here.gate, proposal.body.id);
      assert.deepEqual([leaves[0]?.type, leaves.at(-1)?.type], ['proposal.begun', 'proposal.executed']);
      assert.equal(leaves.length, ROWS + 2);
      assert.deepEqual(await faultsOf(here.gate), []);
    });

    it('stopped in the middle is seen as such, and is ended by the same signature given again', async () => {
      const proposal = await importBudget(maker, fileOf(MANY_ROWS));

      const { status } = await signIn(dyingGate(here.gate), second, proposal.body);
      const half = await maker.get(`/v1/proposals/${proposal.body.id}`);
      const halfLines = await countLines(here.gate);
      const faults = await faultsOf(here.gate);
      const done = await sign(second, proposal.body);

      assert.deepEqual([status, half.body.state, half.body.result.body.created], [500, 'executing', 1_000]);
      assert.deepEqual([halfLines, faults], [1_000, []]);
      assert.deepEqual((await maker.get('/v1/proposals?state=executing')).body.items, []);
      assert.deepEqual([done.body.state, done.body.result.body.created], ['executed', MANY_ROWS]);
      assert.equal((await leavesOf(here.gate, proposal.body.id)).length, MANY_ROWS + 2);
      const { moves, mismatches } = await inSnapshot(here.gate.db, reconcileCounters);
      assert.deepEqual([moves, mismatches, await faultsOf(here.gate)], [MANY_ROWS, [], []]);
    });

    it('stopped in the middle is ended by the gate itself a minute later, once, whoever else does', async () => {
      const proposal = await importBudget(maker, fileOf(ROWS));
      await signIn(dyingGate(here.gate), second, proposal.body);
      const parts = { db: here.gate.db, deps: here.gate.deps, acts: actsOf(here.gate) };
      const finish = () => goOnWithStopped(parts, async () => true);

      const early = await finish();
      here.gate.clock.advance({ ms: 60_000 });
      const found = await Promise.all([finish(), finish()]);

      assert.deepEqual([early, found], [0, [1, 1]]);
      const { body } = await maker.get(`/v1/proposals/${proposal.body.id}`);
      assert.deepEqual([body.state, body.result.body.created, body.result.body.unchanged], ['executed', ROWS, 0]);
      assert.equal((await leavesOf(here.gate, proposal.body.id)).length, ROWS + 2);
    });

    it('goes on only about the agencies that were signed for', async () => {
      const proposal = await importBudget(maker, fileOf(MANY_ROWS, NAME));
      await signIn(dyingGate(here.gate), second, proposal.body);
      const other = bureau({ code: '11421022MB76543211', region: '421022', name: NAME });
      const { headers } = await here.gate.installer.get(`/v1/agencies/${BUREAU}`);
      const renamed = await here.gate.installer.patch(
        `/v1/agencies/${BUREAU}`,
        { name: '荆州市文旅局' },
        { 'if-match': headers.etag ?? '' },
      );
      const made = await here.gate.installer.post('/v1/agencies', other);

      const done = await sign(second, proposal.body);

      assert.deepEqual([renamed.status, made.status], [200, 201], JSON.stringify(made.body));
      const { created, refused } = done.body.result.body;
      assert.deepEqual([created, refused], [1_000, MANY_ROWS - 1_000]);
    });
  });
});

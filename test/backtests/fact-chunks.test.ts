import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { packFacts } from '../../src/backtests/chunks/fact-chunks-job.ts';
import { workOnBacktests } from '../../src/backtests/run/backtests-job.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { actsOf } from '../orders/life-support.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { refuseRows } from '../support/refused-rows.ts';
import { begin, draft, found, LOWER_CAP, rewrite, run } from './backtest-support.ts';

describe('a back-test of facts in columns', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    it('says what a back-test of records says', async () => {
      await submitMany(office);
      const candidates = [
        { parameters: [LOWER_CAP] },
        { removedRules: ['HW-01'] },
        { parameters: [{ ...LOWER_CAP, name: 'policy.plan.bufferPercent', value: 0 }] },
      ];
      const questions: object[] = [];
      for (const changes of candidates) {
        const ruleSet = await draft(audit, changes);
        questions.push({ ruleSet }, { ruleSet, facts: 'derived' }, { ruleSet, stages: ['submission'] });
      }
      questions.push({ ruleSet: 1, agencyCode: office.agencyCode });
      const byRecords = await reportsOf(gate, audit, questions, 1_000_000);

      assert.equal(await pack(gate, 3), 3);

      assert.deepEqual(await reportsOf(gate, audit, questions, 1_000_000), byRecords);
      assert.deepEqual(found(byRecords[0]?.buckets ?? {}), { unchanged: 7, stricter: 3 });
      const asked = await reportsOf(gate, audit, questions.slice(0, 1), 10);
      assert.deepEqual(asked[0]?.buckets, byRecords[0]?.buckets);
      assert.deepEqual([asked[0]?.isValid, asked[0]?.reference.unchanged], [true, 7]);
    });

    it('packs whole chunks only, and begins another one with another rule set', async () => {
      const decided = await submitMany(office);
      const [, , third] = decided;
      await gate.db.writer('decisions').where({ id: third?.body.decision.id }).update({ rule_set: 2 });

      assert.equal(await pack(gate, 4), 3);

      const chunks = await chunksIn(gate);
      assert.deepEqual(chunks.map(({ decisions }) => decisions).slice(0, 2), [2, 1]);
      assert.deepEqual(chunks.map(({ ruleSet }) => ruleSet).slice(0, 3), [1, 2, 1]);
      // What two rows say differently is told by its record alone.
      assert.deepEqual(chunks[1]?.content.others, [third?.body.decision.log.index]);
      assert.equal(await pack(gate, 4), 0);
    });

    it('is found by verify when somebody changes what was packed, and by the sample of a back-test', async () => {
      await submitMany(office);
      await pack(gate, 5);
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
      assert.deepEqual(await differences(gate), []);
      const [chunk] = await chunksIn(gate);
      const cheap = JSON.stringify(chunk?.content).replaceAll('499900', '470000');
      await gate.db.writer('fact_chunks').where({ from_index: chunk?.from }).update({ content: cheap });

      const [told] = await reportsOf(gate, audit, [{ ruleSet }], 10);

      assert.equal(told?.isValid, false);
      assert.match(JSON.stringify(told?.baseline.first), /\/detail\/facts/);
      assert.deepEqual(await differences(gate), [`fact_chunks ${chunk?.from} content`]);
    });

    it('is done although nothing can be packed, and the failure is told', async () => {
      await submitMany(office);
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
      const id = await begin(audit, { ruleSet });
      await refuseRows(gate.db, { before: 'insert on fact_chunks' });

      const { deps } = gate;
      await assert.rejects(workOnBacktests({ ...packing(gate), deps, size: { decisions: 3 } }), /refused/);

      const { body } = await audit.get(`/v1/backtests/${id}/report`);
      assert.deepEqual(found(body.buckets), { unchanged: 7, stricter: 3 });
      assert.deepEqual(await chunksIn(gate), []);
    });

    onOneOfThem(engine, 'what a chunk says is told by no statement of its own', () => {
      it('keeps nothing of a classified order', async () => {
        await submitMany(office);
        await pack(gate, 10);

        const [chunk] = await chunksIn(gate);

        assert.equal(chunk?.decisions, 10);
        // Two were refused and one is sealed; the other seven are told by their facts.
        assert.deepEqual([chunk?.content.rows, chunk?.content.others.length], [7, 3]);
      });

      it('is found by verify when somebody says that another rule set decided', async () => {
        const [first] = await submitMany(office);
        await gate.db.writer('decisions').where({ id: first?.body.decision.id }).update({ rule_set: 2 });
        await pack(gate, 4);
        const [one, two] = await chunksIn(gate);

        // What the first row says was not so before it was changed back.
        await gate.db.writer('decisions').where({ id: first?.body.decision.id }).update({ rule_set: 1 });

        assert.deepEqual([one?.ruleSet, two?.ruleSet], [2, 1]);
        assert.deepEqual(await differences(gate), [
          `fact_chunks ${one?.from} rule_set`,
          `fact_chunks ${one?.from} content`,
        ]);
      });

      it('says no more by a chunk that somebody has put inside another one', async () => {
        const [first, , , , , , , , , amended] = await submitMany(office);
        await pack(gate, 10);
        const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
        const window = { ruleSet, from: '2026-06-01', until: '2026-06-30' };
        const before = await reportsOf(gate, audit, [window], 1_000_000);
        const [chunk] = await chunksIn(gate);
        const from = first?.body.decision.log.index;
        // It keeps back everything but the first decision.
        const forged = {
          from_index: from,
          next_index: amended?.body.decision.log.index + 1,
          rule_set: 1,
          decisions: 1,
        };
        const content = JSON.stringify({ ...chunk?.content, others: [from], rows: 0, order: [], plain: [] });
        await gate.db.writer('fact_chunks').insert({ ...forged, content });

        assert.deepEqual(await reportsOf(gate, audit, [window], 1_000_000), before);
        assert.deepEqual(await differences(gate), [`fact_chunks ${from} null`]);
      });

      it('stays a fault of the log when a leaf that was packed is made into something else', async () => {
        const [first] = await submitMany(office);
        await pack(gate, 10);
        const index = first?.body.decision.log.index;

        await rewrite(gate, index, () => ({}));

        const options = { projections: await allProjections(), parse: parseLeaf };
        const verification = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
        assert.deepEqual([verification.isSound, verification.firstWrong], [false, index]);
        await gate.db.writer('fact_chunks').delete();
        assert.equal(await pack(gate, 10), 1);
        assert.ok((await chunksIn(gate))[0]?.content.others.includes(index));
        const [told] = await reportsOf(gate, audit, [{ ruleSet: 1 }], 10);
        assert.deepEqual([told?.isValid, told?.notReplayable], [false, { unreadable: 1 }]);
      });

      it('says the same of a decision in the sample and beside it, also where facts were derived by another version', async () => {
        const [, second] = await submitMany(office);
        await rewrite(gate, second?.body.decision.log.index, (record) => {
          record.evaluator.derivation = 'gate-derivation/0';
          record.detail.facts.lines = JSON.parse(
            JSON.stringify(record.detail.facts.lines).replaceAll('499900', '470000'),
          );
        });
        const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
        const [beside] = await reportsOf(gate, audit, [{ ruleSet }], 1_000_000);

        const [sampled] = await reportsOf(gate, audit, [{ ruleSet }], 1);

        assert.deepEqual(sampled?.buckets, beside?.buckets);
        assert.deepEqual(found(sampled?.buckets ?? {}), { unchanged: 8, stricter: 2 });
      });

      it('makes a chunk of few decisions where they are long', async () => {
        await submitMany(office);

        const made = await packFacts({ ...packing(gate), size: { characters: 10_000 } });

        const sizes = (await chunksIn(gate)).map(({ decisions }) => decisions);
        assert.equal(made, sizes.length);
        assert.ok(sizes.length >= 4 && sizes.every((size) => size <= 3), JSON.stringify(sizes));
        assert.deepEqual(await differences(gate), []);
      });

      it('reads records where a chunk cannot be read, is gone or keeps a decision back, which verify tells', async () => {
        await submitMany(office);
        await pack(gate, 3);
        const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
        const before = await reportsOf(gate, audit, [{ ruleSet }], 1_000_000);
        const [first, second, third] = await chunksIn(gate);

        const less = { content: JSON.stringify({ ...third?.content, others: [] }), decisions: third?.content.rows };
        await gate.db.writer('fact_chunks').where({ from_index: third?.from }).update(less);
        assert.deepEqual(await reportsOf(gate, audit, [{ ruleSet }], 1_000_000), before);
        await gate.db.writer('fact_chunks').where({ from_index: first?.from }).update({ content: '{"rows":3' });
        await gate.db.writer('fact_chunks').where({ from_index: second?.from }).delete();

        assert.deepEqual(await reportsOf(gate, audit, [{ ruleSet }], 1_000_000), before);
        const ofThird = ['from_index', 'decisions', 'content'].map((field) => `fact_chunks ${third?.from} ${field}`);
        const expected = [`fact_chunks ${first?.from} content`, ...ofThird];
        assert.deepEqual(await differences(gate), expected);
      });
    });
  });
});

/** Approved with and without a warning to come, refused, amended, sealed: ten decisions. */
async function submitMany(office: Office): Promise<readonly Response[]> {
  const { order } = office;
  const decided: Response[] = [];
  const submit = async (body: ReturnType<typeof order>): Promise<void> => {
    decided.push(await office.submit(body));
    assert.ok([200, 201].includes(decided.at(-1)?.status ?? 0), JSON.stringify(decided.at(-1)?.body));
  };
  for (const unitPrice of ['4700.00', '4999.00', '4710.00', '4720.00', '5200.00', '4730.00']) {
    await submit(order({ unitPrice }));
  }
  await submit(order({ unitPrice: '4999.00', order: { classified: true } }));
  await submit(order({ unitPrice: '5300.00', quantity: 2 }));
  const amended = order({ unitPrice: '4740.00' });
  const first = await office.submit(amended);
  decided.push(
    first,
    await actsOf(office.officer).amend(first, { ...order({ unitPrice: '4999.00' }), reference: amended.reference }),
  );
  return decided;
}

function pack(gate: Gate, decisions: number): Promise<number> {
  return packFacts({ ...packing(gate), size: { decisions } });
}

function packing({ db }: Gate) {
  return { db, isIdle: () => true, mayGoOn: async () => true };
}

interface Chunk {
  readonly from: number;
  readonly ruleSet: number;
  readonly decisions: number;
  readonly content: { readonly rows: number; readonly others: readonly number[] };
}

async function chunksIn({ db }: Gate): Promise<readonly Chunk[]> {
  const rows = await db.reader('fact_chunks').orderBy('from_index');
  return rows.map((row) => ({
    ...{ from: Number(row.from_index), ruleSet: Number(row.rule_set), decisions: Number(row.decisions) },
    content: JSON.parse(row.content),
  }));
}

/** Reports without what differs between two runs. The more decisions are said to be asked for, the fewer are sampled. */
async function reportsOf(gate: Gate, audit: Caller, questions: readonly object[], asked: number) {
  const reports: Response['body'][] = [];
  for (const question of questions) {
    const id = await begin(audit, question);
    await gate.db.writer('backtests').where({ id }).update({ asked });
    await run(gate);
    const {
      id: _id,
      startedAt: _start,
      endedAt: _end,
      log: _log,
      logSize: _size,
      ...said
    } = (await audit.get(`/v1/backtests/${id}/report`)).body;
    const changes = (await audit.get(`/v1/backtests/${id}/changes`)).body.items;
    reports.push({ ...said, changes });
  }
  return reports;
}

async function differences({ db }: Gate): Promise<readonly string[]> {
  const options = { projections: await allProjections(), parse: parseLeaf };
  const { differences: found } = await inSnapshot(db, (tx) => verifyLog(tx, options));
  return found
    .filter(({ table }) => table === 'fact_chunks')
    .map(({ table, key, field }) => `${table} ${key} ${field}`);
}

import assert from 'node:assert/strict';
import { negativeLinesJob } from '../../src/budget/lines/negative-lines-job.ts';
import { event, gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { creditCode } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';

const CHECKS = '/v1/budget-checks';

async function change(gate: Gate, code: string, changes: object): Promise<void> {
  const path = `/v1/budget-lines/${code}`;
  const tag = String((await gate.installer.get(path)).headers.etag);
  const { status } = await gate.installer.post(`${path}/events`, event(changes), { 'if-match': tag });
  assert.equal(status, 200);
}

const crossings = (body: { decision: { budget: readonly { budgetLine: string; crossed?: string }[] } }) =>
  body.decision.budget.map(({ crossed }) => crossed);

async function sizeOf(gate: Gate): Promise<number> {
  const [head] = await gate.db.reader('log_head').select('size');
  return Number(head.size);
}

describe('thresholds of budget lines', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    let office: Office;
    /** Two machines at 4,999 yuan are 99.98 % of the line, one is 49.99 %. */
    beforeEach(async () => {
      office = await openOffice(here.gate, { hardwareMoney: '10000.00' });
    });

    it('are told by the decision that pushes a line past its warning, recorded in its leaf, and told once', async () => {
      await change(here.gate, office.hardwareLine, { warnPercent: 49 });

      const first = await office.submit(office.order());
      const second = await office.submit(office.order());

      assert.deepEqual([first.body.decision.outcome, second.body.decision.outcome], ['approved', 'approved']);
      assert.deepEqual(
        [crossings(first.body), crossings(second.body)],
        [
          ['warn', undefined],
          [undefined, undefined],
        ],
      );
      const { text } = await office.officer.get(`/v1/decisions/${first.body.decision.id}/record`);
      assert.match(text, /"crossed":"warn"/);
      const line = await here.gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`);
      assert.deepEqual([line.body.available, line.body.threshold], ['2.00', 'warn']);
    });

    it('are not passed one fen before, and the stop is where nothing is left: there BUD-02 refuses', async () => {
      await change(here.gate, office.hardwareLine, { warnPercent: 50, elsewhere: '0.99' });
      const below = await office.submit(office.order());
      await change(here.gate, office.hardwareLine, { elsewhere: '2.00' });
      const last = await office.submit(office.order());
      const refused = await office.submit(office.order({ unitPrice: '0.01' }));

      assert.deepEqual([crossings(below.body)[0], crossings(last.body)[0]], [undefined, 'stop']);
      assert.equal(refused.body.decision.outcome, 'rejected');
      const rules = refused.body.decision.findings.map(({ rule }: { rule: string }) => rule);
      assert.ok(rules.includes('BUD-02'), rules.join());
    });

    it('are passed by revisions and by what was used elsewhere as well, and their leaves say so', async () => {
      await change(here.gate, office.hardwareLine, { warnPercent: 50 });
      await office.submit(office.order());
      const revision = { direction: 'decrease', amount: '100.00', documentNumber: '荆财预〔2026〕1号', reason: '核减' };

      const lastLeaf = async () => {
        const row = await here.gate.db.reader('log_leaves').orderBy('log_index', 'desc').first();
        const { type, crossed } = JSON.parse(row.bytes);
        return [type, crossed];
      };

      await here.gate.installer.post('/v1/budget-revisions', { budgetLine: office.hardwareLine, ...revision });
      const revised = await lastLeaf();
      await change(here.gate, office.hardwareLine, { warnPercent: 55 });
      const raised = await lastLeaf();
      await change(here.gate, office.hardwareLine, { elsewhere: '500.00' });
      const used = await lastLeaf();

      assert.deepEqual(
        [revised, raised, used],
        [
          ['budget.revised', 'warn'],
          ['budget-line.changed', undefined],
          ['budget-line.changed', 'warn'],
        ],
      );
    });

    it('below zero stop every new reservation, show in the metric, and ring once for each line', async () => {
      const told: string[] = [];
      const { work } = negativeLinesJob({
        db: here.gate.db,
        onNegative: (lines) => told.push(...lines.map(({ code, availableFen }) => `${code} ${availableFen}`)),
      });
      const look = () => work(async () => true);
      await look();
      await change(here.gate, office.hardwareLine, { elsewhere: '10000.01' });

      const { body } = await office.submit(office.order({ unitPrice: '0.01' }));
      await look();
      await look();
      const metric = await here.gate.registry.getSingleMetricAsString('gate_budget_lines_negative');
      await change(here.gate, office.hardwareLine, { elsewhere: '0.00' });
      await look();
      await change(here.gate, office.hardwareLine, { elsewhere: '10000.02' });
      await look();

      assert.equal(body.decision.outcome, 'rejected');
      assert.match(metric, /^gate_budget_lines_negative 1$/m);
      assert.deepEqual(told, [`${office.hardwareLine} -1`, `${office.hardwareLine} -2`]);
    });
  });
});

describe('a check of money before anything is ordered', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    let office: Office;
    beforeEach(async () => {
      office = await openOffice(here.gate, { hardwareMoney: '10000.00' });
      await change(here.gate, office.hardwareLine, { warnPercent: 60 });
    });

    const ask = (different: object = {}) =>
      office.officer.post(CHECKS, {
        ...{ agencyCode: office.agencyCode, fiscalYear: 2026 },
        funding: [{ budgetLine: office.hardwareLine, amount: '5999.99' }],
        ...different,
      });

    it('says for each line what is available, what would be left and which threshold is hit, and stores nothing', async () => {
      const before = await sizeOf(here.gate);

      const below = await ask();
      const at = await ask({ funding: [{ budgetLine: office.hardwareLine, amount: '6000.00' }] });
      const over = await ask({ funding: [{ budgetLine: office.hardwareLine, amount: '10000.01' }] });

      assert.deepEqual([below.status, below.body.isEnough, below.body.asOf.logIndex], [200, true, before - 1]);
      assert.deepEqual(below.body.lines, [
        {
          ...{ budgetLine: office.hardwareLine, amount: '5999.99', state: 'open', fiscalYear: 2026, isOfYear: true },
          ...{ available: '10000.00', availableAfter: '4000.01', isEnough: true, warnPercent: 60 },
          ...{ threshold: 'none', crossed: null },
        },
      ]);
      assert.deepEqual([at.body.isEnough, at.body.lines[0].crossed], [true, 'warn']);
      assert.deepEqual(
        [over.body.isEnough, over.body.lines[0].availableAfter, over.body.lines[0].crossed],
        [false, '-0.01', 'negative'],
      );
      assert.equal(await sizeOf(here.gate), before);
    });

    it('adds up what is asked of one line, and tells nothing of a line that is foreign or not there', async () => {
      const other = await openOffice(here.gate);
      const funding = [
        { budgetLine: office.hardwareLine, amount: '6000.00' },
        { budgetLine: other.hardwareLine, amount: '1.00' },
        { budgetLine: 'no-such-line', amount: '1.00' },
        { budgetLine: office.hardwareLine, amount: '4000.01' },
      ];

      const { body } = await ask({ funding });

      const [own, foreign, unknown] = body.lines;
      assert.deepEqual([own.amount, own.isEnough, body.isEnough, body.lines.length], ['10000.01', false, false, 3]);
      assert.deepEqual({ ...foreign, budgetLine: '·' }, { ...unknown, budgetLine: '·' });
      assert.deepEqual([unknown.state, unknown.available, unknown.isEnough], ['unknown', null, false]);
    });

    it('says when a line is of another year or closed', async () => {
      const year = await ask({ fiscalYear: 2027 });
      await change(here.gate, office.hardwareLine, { state: 'closed' });
      const closed = await ask();

      assert.deepEqual([year.body.lines[0].isOfYear, year.body.isEnough], [false, false]);
      assert.deepEqual([closed.body.lines[0].state, closed.body.isEnough], ['closed', false]);
    });

    it('is refused for an agency out of reach, as for one that does not exist', async () => {
      const other = await openOffice(here.gate);

      const [foreign, unknown] = [await ask({ agencyCode: other.agencyCode }), await ask({ agencyCode: creditCode() })];

      assert.deepEqual(
        [foreign.status, foreign.body.code, foreign.body.errors[0].pointer],
        [404, 'agency.not_found', '/agencyCode'],
      );
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'agency.not_found']);
    });

    it('is part of the check of an order, also of one that would be rejected', async () => {
      const order = office.order({ quantity: 3 });

      const { status, body } = await office.officer.post('/v1/checks', order);

      assert.deepEqual([status, body.decision.outcome, body.decision.budget], [200, 'rejected', []]);
      const [hardware, software] = body.budget;
      assert.deepEqual(
        [hardware.budgetLine, hardware.amount, hardware.availableAfter, hardware.isEnough, hardware.crossed],
        [office.hardwareLine, '14997.00', '-4997.00', false, 'negative'],
      );
      assert.deepEqual([software.budgetLine, software.isEnough], [office.softwareLine, true]);
    });

    it('gives the same crossing that the decision then tells', async () => {
      await change(here.gate, office.hardwareLine, { warnPercent: 49 });
      const order = office.order();

      const checked = await office.officer.post('/v1/checks', order);
      const decided = await office.submit(order);

      assert.deepEqual(crossings(checked.body), crossings(decided.body));
      assert.equal(checked.body.budget[0].crossed, 'warn');
    });
  });
});

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { Refusal, text } from '../../../src/kernel/index.ts';
import { csv, importBudget, lineOf } from '../../budget/finance-sheet.ts';
import { contracted, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../../support/office.ts';
import { statementsDuring } from '../../support/sent-statements.ts';
import { actsOf, assertRefused, idOf, movesOf, standingOf } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';
import { assertSound, closedByTwo, goOn, nextLineOf, planOf, yearOf } from './close-year-support.ts';

describe('closing a fiscal year', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const CARRY = { encumbered: 'carry-over' } as const;

    it('gives back what is reserved and carries what contracts bind into the next year, as the dry run says', async () => {
      const [hardware2027, software2027] = [
        await nextLineOf(gate, office.hardwareLine),
        await nextLineOf(gate, office.softwareLine),
      ];
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const cleared = await office.submit(office.order());
      assertApproved(cleared);

      const plan = (await planOf(gate, CARRY)).body;
      const audit = await gate.as('audit');
      let read: Response['body'];
      const sent = await statementsDuring(gate.db, async () => {
        read = (await audit.get('/v1/fiscal-years/2026/closing-plan')).body;
      });
      assert.equal(sent.filter(({ sql }) => /from .budget_lines.*.reserved_fen. <> /.test(sql)).length, 1);
      await closedByTwo(gate, CARRY);
      const during = await yearOf(gate);
      assert.equal(await goOn(gate), 1);

      assert.deepEqual(
        plan.lines.map(({ budgetLine, released, encumbered, becomes, to, exception }: Record<string, unknown>) => {
          return [budgetLine, released, encumbered, becomes, to, exception];
        }),
        [
          [office.hardwareLine, '4999.00', '9998.00', 'carried', hardware2027, null],
          [office.softwareLine, '671.00', '1342.00', 'carried', software2027, null],
        ],
      );
      assert.deepEqual(read, plan);
      assert.deepEqual([plan.orders, plan.commitments, plan.exceptionCount], [1, 2, 0]);
      assert.deepEqual([during.state, during.progress], ['closing', { done: 0, total: 3 }]);
      const after = await yearOf(gate);
      assert.deepEqual([after.state, after.progress, after.sums], ['closed', { done: 3, total: 3 }, plan.sums]);
      assert.deepEqual(plan.sums, { released: '5670.00', carried: '11340.00', keptOpen: '0.00' });
      const old = (await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`)).body;
      const next = (await gate.installer.get(`/v1/budget-lines/${hardware2027}`)).body;
      assert.deepEqual([old.appropriation, old.available, old.encumbered], ['990002.00', '990002.00', '0.00']);
      assert.deepEqual([next.appropriation, next.available, next.encumbered], ['10098.00', '100.00', '9998.00']);
      assert.deepEqual(await movesOf(gate, hardware2027, signed), ['carry-over 9998.00 outside → encumbered']);
      assert.equal((await office.officer.get(`/v1/orders/${idOf(cleared)}`)).body.state, 'expired');
      const carried = (await office.officer.get(`/v1/orders/${idOf(signed)}`)).body;
      assert.equal(carried.state, 'contracted');
      assert.deepEqual(
        carried.carriedOver.map(({ from, to, amount }: Record<string, unknown>) => [from, to, amount]),
        [
          [office.hardwareLine, hardware2027, '9998.00'],
          [office.softwareLine, software2027, '1342.00'],
        ],
      );
      await assertSound(gate);
    });

    it('leaves the approved budget of the next year as it was: importing it again changes nothing', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      await contracted(office, office.order());
      await closedByTwo(gate, CARRY);
      await goOn(gate);
      const { agencyCode, project, economicClass, available } = await lineOf(gate, next);
      const headings = ['指标编码', '单位编码', '年度', '项目名称', '部门经济分类', '政采标识', '指标额度（元）'];
      const rowWith = (amount: string) => [next, agencyCode, '2027', project, economicClass, '是', amount];

      const same = await importBudget(gate.installer, csv([headings, rowWith('100.00')]));
      const more = await importBudget(gate.installer, csv([headings, rowWith('150.00')]));

      assert.deepEqual([same.body.rows[0].status, more.body.rows[0].status], ['unchanged', 'revised']);
      const after = await lineOf(gate, next);
      assert.deepEqual([available, after.available, after.appropriation], ['100.00', '150.00', '5149.00']);
    });

    it('gives what a carried order binds back on the new line when its contract is terminated', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      const signed = await contracted(office, office.order());
      await closedByTwo(gate, CARRY);
      await goOn(gate);

      const ended = await stepsOf(office.officer).terminate(signed);

      assert.equal(standingOf(ended).state, 'terminated');
      assert.deepEqual(await moneyOn(gate, next), { available: '5099.00', reserved: '0.00', encumbered: '0.00' });
      // Its software has no line in the next year, so it was kept open and goes back where it stood.
      assert.deepEqual(await moneyOn(gate, office.softwareLine), {
        ...{ available: '500000.00', reserved: '0.00', encumbered: '0.00' },
      });
      await assertSound(gate);
    });

    it('takes a supplement to a carried order on the lines of the new year, and none on those of the old', async () => {
      const lines = [await nextLineOf(gate, office.hardwareLine), await nextLineOf(gate, office.softwareLine)] as const;
      const order = office.order({ quantity: 20 });
      const signed = await contracted(office, order);
      await closedByTwo(gate, CARRY);
      await goOn(gate);
      for (const budgetLine of lines) {
        const raised = { budgetLine, amount: '9000.00', direction: 'increase', documentNumber: 'W-1', reason: '追加' };
        assert.equal((await gate.installer.post('/v1/budget-revisions', raised)).status, 201);
      }
      const { amend } = actsOf(office.officer);
      const more = (own: object) => ({
        ...office.order({ quantity: 21, line: { model: order.lines[0]?.model }, ...own }),
        reference: order.reference,
      });
      const current = await office.officer.get(`/v1/orders/${idOf(signed)}`);

      const onOld = await amend(signed, more({}));
      const onNew = await amend(onOld, {
        ...more({ hardwareLine: lines[0], softwareLine: lines[1] }),
        fiscalYear: 2027,
      });

      assert.equal(current.body.state, 'contracted');
      assert.deepEqual(rulesIn(onOld), ['BUD-01']);
      assertApproved(onNew);
      assert.equal((await moneyOn(gate, lines[0])).encumbered, '104979.00');
      await assertSound(gate);
    });

    it('keeps open what is chosen to be kept, and what cannot be carried, each named with its reason', async () => {
      await nextLineOf(gate, office.softwareLine);
      const target = await nextLineOf(gate, office.softwareLine);
      const signed = await contracted(office, office.order());
      const other = await openOffice(gate);
      await nextLineOf(gate, other.hardwareLine);
      await contracted(other, other.order());
      const body = { ...CARRY, lines: [{ budgetLine: other.hardwareLine, encumbered: 'keep-open' }] };

      const { lines, sums, exceptionCount } = (await planOf(gate, body)).body;
      const named = (
        await planOf(gate, { ...body, lines: [...body.lines, { budgetLine: office.softwareLine, to: target }] })
      ).body;
      await closedByTwo(gate, body);
      await goOn(gate);

      const reasons = Object.fromEntries(
        lines.map((line: { budgetLine: string; exception: { code: string } | null }) => {
          return [line.budgetLine, line.exception?.code ?? null];
        }),
      );
      assert.deepEqual(reasons, {
        [office.hardwareLine]: 'no-next-line',
        [office.softwareLine]: 'ambiguous',
        [other.hardwareLine]: null,
        [other.softwareLine]: 'no-next-line',
      });
      assert.equal(exceptionCount, 3);
      assert.equal(named.sums.carried, '671.00');
      assert.deepEqual(sums, { released: '0.00', carried: '0.00', keptOpen: '11340.00' });
      assert.deepEqual((await yearOf(gate)).sums, sums);
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '4999.00');
      assert.equal((await stepsOf(office.officer).terminate(signed)).body.state, 'terminated');
      await assertSound(gate);
    });

    it('takes no order and no budget act on its lines from the second signature on', async () => {
      const own = { appropriation: '9000.00' };
      const hardwareLine = await nextLineOf(gate, office.hardwareLine, own);
      const softwareLine = await nextLineOf(gate, office.softwareLine, own);
      const cleared = await office.submit(office.order());
      await closedByTwo(gate, CARRY);

      const late = await office.submit(office.order());
      const amended = await actsOf(office.officer).amend(cleared, {
        ...office.order({ quantity: 2 }),
        reference: cleared.body.order.reference,
      });
      const transfer = { amount: '1.00', documentNumber: 'W-2', reason: '调剂' };
      const between = { ...transfer, from: office.hardwareLine, to: office.softwareLine };
      const ofNextYear = await office.submit({ ...office.order({ hardwareLine, softwareLine }), fiscalYear: 2027 });

      assert.deepEqual(rulesIn(late), ['BUD-01']);
      assert.equal(late.body.decision.outcome, 'rejected');
      assert.ok(rulesIn(amended).includes('BUD-01'));
      assertRefused(await gate.installer.post('/v1/budget-transfers', between), 409, 'budget.year_closed');
      assert.ok(!rulesIn(ofNextYear).includes('BUD-01'), JSON.stringify(ofNextYear.body.decision.findings));
    });

    it('is done by two people and once, for a region of their own and a year that has begun', async () => {
      const maker = await gate.as('finance', { who: 'the maker' });
      const county = await gate.as('finance', { grant: { region: '421022' }, who: 'of a county' });
      const path = '/v1/fiscal-years/2026/close';
      const alone = await maker.post(path, CARRY);

      assert.equal(alone.status, 202);
      assert.equal((await yearOf(gate)).state, 'open');
      const { id, digest } = alone.body;
      assertRefused(await maker.post(`/v1/proposals/${id}/signatures`, { digest }), 403, 'proposal.same_person');
      assertRefused(await county.post(path, { ...CARRY, region: '421000' }), 422, 'fiscal_year.region');
      assertRefused(await maker.post('/v1/fiscal-years/2027/close', CARRY), 409, 'fiscal_year.not_begun');
      const stray = { ...CARRY, lines: [{ budgetLine: 'JZ-0' }] };
      assertRefused(await maker.post(path, stray), 422, 'fiscal_year.line');
      assert.equal((await closedByTwo(gate, CARRY)).status, 200);
      assertRefused(await maker.post(path, CARRY), 409, 'fiscal_year.closing');
      await goOn(gate);
      assertRefused(await maker.post(path, CARRY), 409, 'budget.year_closed');
      assertRefused(await county.post(path, CARRY), 409, 'budget.year_closed');
      const { items } = (await county.get('/v1/fiscal-years')).body;
      assert.deepEqual(
        items.map((item: { region: string; state: string }) => [item.region, item.state]),
        [['000000', 'closed']],
      );
    });

    it('is not done while an order still waits to lose its clearance, and goes on with the rest meanwhile', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      await contracted(office, office.order());
      const cleared = await office.submit(office.order());
      await closedByTwo(gate, CARRY);
      const full = new Refusal('unavailable', 'queue.full', text('已满', 'full'));

      assert.equal(await goOn(gate, 10, { putAll: () => Promise.reject(full) }), 0);
      const during = await yearOf(gate);
      assert.equal(await goOn(gate), 1);

      assert.deepEqual([during.state, during.progress], ['closing', { done: 1, total: 2 }]);
      assert.equal((await moneyOn(gate, next)).encumbered, '4999.00');
      assert.equal((await office.officer.get(`/v1/orders/${idOf(cleared)}`)).body.state, 'expired');
      assert.equal((await yearOf(gate)).sums.released, '5670.00');
    });

    it('is of a region and those below it: others go on, and what is above may be closed later', async () => {
      const elsewhere = await openOffice(gate, { region: '511300' });
      await contracted(office, office.order());
      const city = { encumbered: 'keep-open', region: '421000' };
      await closedByTwo(gate, city);
      await goOn(gate);

      const here = await office.submit(office.order());
      const there = await elsewhere.submit(elsewhere.order());
      const closed = await closedByTwo(gate, CARRY);
      await goOn(gate);

      assert.deepEqual(rulesIn(here), ['BUD-01']);
      assertApproved(there);
      assert.equal(closed.status, 200);
      const { items } = (await gate.installer.get('/v1/fiscal-years')).body;
      assert.deepEqual(
        items.map((item: Record<string, unknown>) => [item.region, item.state, item.sums]),
        [
          ['000000', 'closed', { released: '5670.00', carried: '0.00', keptOpen: '5670.00' }],
          ['421000', 'closed', { released: '0.00', carried: '0.00', keptOpen: '5670.00' }],
        ],
      );
      await assertSound(gate);
    });
  });
});

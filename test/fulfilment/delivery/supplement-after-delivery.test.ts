import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { actsOf, idOf, standingOf, withThinEvidence } from '../../orders/life-support.ts';
import { inTrayOf, turnDown } from '../../orders/review/waivers-support.ts';
import { assertApproved } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import type { OrderWish } from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted, moneyOn } from '../fulfilment-support.ts';
import { assertPaid, came, invoice, pay, payersOf } from '../payment/payment-support.ts';
import { assertSound, deliveriesOf, everything } from './acceptance-support.ts';

describe('a supplement to a contract of which something has come', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    /** Ten sets, the first eleven machines of an agency of eleven, whose licences hold from today on. */
    async function opened(own: Partial<OrderWish> = {}): Promise<{ order: OrderSubmission; signed: Response }> {
      office = await openOffice(gate, { staff: 11 });
      const order = office.order({ ...setsOf(10), ...own });
      return { order, signed: await contracted(office, order) };
    }
    const setsOf = (quantity: number): Partial<OrderWish> => ({
      quantity,
      office: { validFrom: '2026-06-01' },
    });
    /** The same order once more, with other numbers or prices. */
    function again(order: OrderSubmission, wish: Partial<OrderWish>): OrderSubmission {
      const other = office.order({ reference: order.reference, ...wish });
      return { ...other, lines: other.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null })) };
    }
    const supplement = (last: Response, body: OrderSubmission) => actsOf(office.officer).amend(last, body);
    const check = (last: Response, body: OrderSubmission) =>
      office.officer.post(`/v1/checks?order=${last.body.order.id}`, body);
    function assertBelow(answer: Response, pointers: readonly string[]): void {
      assert.deepEqual([answer.status, answer.body.code], [422, 'order.below_accepted'], JSON.stringify(answer.body));
      assert.deepEqual(
        answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        pointers,
      );
    }
    const EIGHT = { machines: 8, items: [1, 2].map((item) => ({ item, seats: 9 })) };

    it('never leaves fewer machines or seats than were accepted, and moves nothing then', async () => {
      const { order, signed } = await opened();
      const last = await came(office, signed, EIGHT);
      const money = await moneyOn(gate, office.hardwareLine);

      const fewer = await supplement(last, again(order, setsOf(7)));
      const fewerSeats = await supplement(last, again(order, setsOf(8)));
      const asked = await check(last, again(order, setsOf(7)));

      assertBelow(fewer, ['/lines/0/quantity', '/softwarePlan/0/seats', '/softwarePlan/1/seats']);
      assertBelow(fewerSeats, ['/softwarePlan/0/seats', '/softwarePlan/1/seats']);
      assertBelow(asked, ['/lines/0/quantity', '/softwarePlan/0/seats', '/softwarePlan/1/seats']);
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), money);
      await assertSound(gate);
    });

    it('never pays less for what was accepted than was agreed, and names no other line for it', async () => {
      const { order, signed } = await opened();
      const last = await came(office, signed, EIGHT);
      const renumbered = again(order, setsOf(10));
      const elsewhere = { ...renumbered, lines: renumbered.lines.map((line) => ({ ...line, line: 7 })) };

      const cheaper = await supplement(last, again(order, { ...setsOf(10), unitPrice: '3999.00' }));
      const moved = await supplement(last, elsewhere);

      assertBelow(cheaper, ['/lines/0/unitPrice']);
      assertBelow(moved, ['/lines']);
    });

    it('gives the number of what came to no other goods of the contract, which would be paid without having come', async () => {
      office = await openOffice(gate, { staff: 11 });
      const one = office.order(setsOf(10));
      const [machine] = one.lines;
      assert.ok(machine);
      const ofModel = (line: number, model: string, unitPrice: string) => {
        const amount = (Number(unitPrice) * 5).toFixed(2);
        const funding = [{ budgetLine: office.hardwareLine, amount }];
        return { ...machine, line, model, quantity: 5, unitPrice, funding };
      };
      const [plain, dear] = [ofModel(1, '普通型', '3000.00'), ofModel(2, '高配型', '4999.00')];
      const order = { ...one, lines: [plain, dear], total: '46705.00' };
      const last = await came(office, await contracted(office, order), {
        machines: 5,
        items: [1, 2].map((item) => ({ item, seats: 5 })),
      });
      const lines = [
        { ...dear, line: 1 },
        { ...plain, line: 2 },
      ];
      const [first, second] = order.softwarePlan ?? [];
      const softwarePlan = [
        { ...second, item: 1 },
        { ...first, item: 2 },
      ];

      const exchanged = await supplement(last, { ...order, lines });
      const items = await check(last, { ...order, softwarePlan });
      const inAnotherOrder = await supplement(last, { ...order, lines: [dear, plain] });

      assertBelow(exchanged, ['/lines/0/line']);
      assertBelow(items, ['/softwarePlan/0/item', '/softwarePlan/1/item', '/softwarePlan/0/unitPrice']);
      assertApproved(inAnotherOrder);
    });

    it('is told at the plan, where licences were paid by a budget line that it names no more', async () => {
      const { order, signed } = await opened();
      const { maker } = await payersOf(gate);
      const paid = await pay(maker, await came(office, signed, EIGHT), invoice(order, { items: [[1, 2]] }));
      const elsewhere = order.softwarePlan?.map((item) => ({
        ...item,
        funding: item.funding?.map((entry) => ({ ...entry, budgetLine: office.hardwareLine })) ?? null,
      }));

      const answer = await supplement(paid, { ...order, softwarePlan: elsewhere ?? null });

      assertPaid(paid);
      assert.deepEqual([answer.status, answer.body.code], [422, 'order.below_spent'], JSON.stringify(answer.body));
      assert.deepEqual(
        answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/softwarePlan'],
      );
    });

    it('that waits for a person is turned down also when everything has come in the meantime', async () => {
      const { order, signed } = await opened();
      const referred = await supplement(signed, withThinEvidence(order));
      const complete = await deliveriesOf(office).accept(referred, everything(office, 10));
      const reviewer = await gate.as('legalization-office');
      const waiting = await inTrayOf(reviewer, office, 'legalization-office');

      const down = await turnDown(reviewer, complete);

      assert.equal(complete.body.order.state, 'accepted');
      assert.deepEqual(waiting, [idOf(signed)]);
      assert.equal(down.status, 200, JSON.stringify(down.body));
      assert.deepEqual(standingOf(down), { state: 'accepted', outcome: 'rejected', revision: 2, latestRevision: 3 });
      assert.deepEqual(await inTrayOf(reviewer, office, 'legalization-office'), []);
      await assertSound(gate);
    });

    it('counts its own machines once, and its own licences that wait for a machine as no spare ones', async () => {
      const { order, signed } = await opened();
      const last = await came(office, signed, EIGHT);

      const asked = await check(last, again(order, setsOf(11)));
      const more = await supplement(last, again(order, setsOf(11)));

      assert.deepEqual([asked.body.decision.outcome, asked.body.decision.findings], ['approved', []]);
      assertApproved(more);
      await assertSound(gate);
    });

    it('counts the machines and the spare licences of the agency’s other orders all the same', async () => {
      const { order, signed } = await opened();
      const last = await came(office, signed, EIGHT);

      const other = await office.submit(office.order(setsOf(4)));

      const found = other.body.decision.findings.map(({ rule, clause }: Record<string, string>) => `${rule} ${clause}`);
      assert.deepEqual(found, ['HW-05 desktops-over', 'PLN-04 reuse-first']);
      assert.ok(order && last);
    });
  });
});

import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import type { OrderLine, OrderSubmission } from '../../src/facts/submission.ts';
import { assertRefused, idOf, officeForEachTest, reservedOn } from '../orders/life-support.ts';
import { assertApproved, assertJudged, composed, lineOf } from '../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../support/databases.ts';
import { nextNumber } from '../support/given.ts';
import type { Office } from '../support/office.ts';
import { deliveriesOf, found, licences, serials } from './delivery/acceptance-support.ts';
import { contracted, contractFor, stepsOf } from './fulfilment-support.ts';
import { assertPaid, moneyOf, pay, payersOf } from './payment/payment-support.ts';

const BOARDS = 10;
const MACHINES = 30;

/** Ten smart boards at 20,000 yuan, with three computers in each that have no price of their own. */
function boards(office: Office, own: Partial<OrderLine> = {}, machines: Partial<OrderLine> = {}): OrderSubmission {
  const board: OrderLine = {
    ...lineOf(office),
    ...{ line: 1, goods: 'other', catalogue: { edition: '2022', code: 'A02021199' }, computer: null },
    ...{ description: '智慧黑板（含OPS电脑）', brand: null, model: null, quantity: BOARDS, unitPrice: '20000.00' },
    ...own,
  };
  const inside: OrderLine = {
    ...lineOf(office),
    line: 2,
    quantity: MACHINES,
    unitPrice: null,
    pricedIn: 1,
    ...machines,
  };
  const items = office.order({ quantity: MACHINES }).softwarePlan ?? [];
  return composed(office, { lines: [board, inside], items });
}

describe('computers inside other goods', () => {
  onOneEngine('what a line costs is read from its body', (engine) => {
    const here = officeForEachTest(engine);

    const accepted = async (office: Office, order: OrderSubmission, came: { boards: number; machines: number }) => {
      const signed = await contracted(office, order);
      const operatingSystem = found();
      const answer = await deliveriesOf(office).accept(signed, {
        acceptedOn: '2026-06-01',
        devices: serials(came.machines).map((serial) => ({ line: 2, serial, operatingSystem })),
        goods: [{ line: 1, quantity: came.boards }],
        items: [licences(office, 1, MACHINES), licences(office, 2, MACHINES)],
      });
      assertApproved(answer);
      return answer;
    };
    const invoice = (count: number, own: object = {}) => ({
      ...{ invoiceNumber: `FP-${nextNumber()}`, invoiceOn: '2026-06-01', final: false, softwarePlan: [] },
      ...{ amount: `${count * 20_000}.00`, lines: [{ line: 1, quantity: count, amount: `${count * 20_000}.00` }] },
      ...own,
    });

    it('are ordered with seats and no money of their own, come with serials, and are paid with the goods', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const approved = await office.submit(boards(office, {}, { unitPrice: '0.00' }));
      assertApproved(approved);
      const prices = inSnapshot(gate.db, (tx) => tx('order_prices').where({ order_id: idOf(approved) }));
      assert.deepEqual(await prices, []);
      assert.equal(await reservedOn(gate, office.hardwareLine), '200000.00');

      const came = await accepted(office, boards(office), { boards: BOARDS, machines: MACHINES });
      const paid = await pay(maker, came, invoice(BOARDS));

      assertPaid(paid);
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '200000.00');
    });

    it('keep the goods from being paid until they have come, and are not paid by themselves', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const came = await accepted(office, boards(office), { boards: BOARDS, machines: 17 });
      const { lines } = await deliveriesOf(office).checklist(came);
      assert.deepEqual(
        lines.map(({ line, accepted: there, whole }: Record<string, number>) => [line, there, whole]),
        [
          [1, BOARDS, 5],
          [2, 17, 17],
        ],
      );

      const six = await pay(maker, came, invoice(6));
      const alone = await pay(
        maker,
        came,
        invoice(0, { lines: [{ line: 2, quantity: 1, amount: '0.00' }], final: true }),
      );
      const five = await pay(maker, came, invoice(5));

      assertRefused(six, 422, 'payment.above_accepted');
      assertRefused(alone, 422, 'payment.unknown_part');
      assertPaid(five);
    });

    it('need seats as any do', async () => {
      const { office } = here;
      const order = composed(office, { lines: boards(office).lines, items: [] });

      const { body } = await office.submit({ ...order, softwarePlan: null });

      assert.equal(body.decision.outcome, 'rejected');
      assert.deepEqual(
        body.decision.findings.map(({ rule }: { rule: string }) => rule),
        ['PLN-01', 'PLN-02', 'PLN-03'],
      );
    });

    it('answer what the goods leave open, and go to a person where those name no computers or are computers', async () => {
      const outcomeOf = async (description: string) => {
        await here.moveTo();
        const { body } = await here.office.submit(boards(here.office, { description }));
        const { outcome, findings } = body.decision;
        return [outcome, ...findings.map(({ clause }: { clause: string }) => clause)];
      };

      assert.deepEqual(await outcomeOf('智慧黑板'), ['approved']);
      assert.deepEqual(await outcomeOf('会议室多媒体设备，内置电脑'), ['approved']);
      assert.deepEqual(await outcomeOf('办公桌椅'), ['referred', 'paid-in-other-goods']);
      assert.deepEqual(await outcomeOf('台式电脑'), ['referred', 'computer-as-other-goods']);
    });

    it('without such lines leave goods that have them inside to a person', async () => {
      const { office } = here;
      const { lines } = boards(office);
      const alone = composed(office, { lines: lines.slice(0, 1), items: [] });

      assertJudged(await office.submit({ ...alone, softwarePlan: null }), 'referred', [
        'INT-09 computer-as-other-goods /lines/0/description',
      ]);
    });

    const faults: readonly [string, Partial<OrderLine>, string][] = [
      ['in a line that is not there', { pricedIn: 9 }, '/lines/1/pricedIn'],
      ['in itself', { pricedIn: 2 }, '/lines/1/pricedIn'],
      ['beside a price of their own', { unitPrice: '4999.00' }, '/lines/1/unitPrice'],
    ];
    for (const [how, changes, pointer] of faults) {
      it(`are refused ${how}, at the place of it`, async () => {
        const answer = await here.office.submit(boards(here.office, {}, changes));

        assertRefused(answer, 422, 'order.priced_in');
        assert.deepEqual(answer.body.errors.map((error: { pointer: string }) => error.pointer).slice(0, 1), [pointer]);
      });
    }

    it('are refused with money of their own, and get none by the contract', async () => {
      const { office } = here;
      const order = boards(office);
      const funding = [{ budgetLine: office.hardwareLine, amount: '0.00' }];
      const lines = order.lines.map((line) => (line.pricedIn ? { ...line, funding } : line));

      const funded = await office.submit({ ...order, lines });
      const approved = await office.submit(boards(office));
      const priced = await stepsOf(office.officer).contract(
        approved,
        contractFor(boards(office), { lines: [{ line: 2, unitPrice: '0.01' }] }),
      );

      assertRefused(funded, 422, 'order.priced_in');
      assert.equal(funded.body.errors[0].pointer, '/lines/1/funding');
      assertApproved(approved);
      assertRefused(priced, 422, 'contract.unknown_part');
    });
  });
});

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Tx } from '../../src/db/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { reconcileGate } from '../../src/orders/reconcile-gate.ts';
import { gateProjections, parseLeaf } from '../../src/orders/reconcile-log.ts';
import { rederiveDecision } from '../../src/orders/rederive-decision.ts';
import { findAfter } from '../orders/history-support.ts';
import { actsOf, assertRefused, idOf, movesOf } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { assertSound, closedByTwo, commitmentSums, goOn, nextLineOf } from './close-year-support.ts';
import { assertFindings, contracted, stepsOf } from './fulfilment-support.ts';
import { assertPaid, came, credit, delivered, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

/** Orders that went every way a payment can go. */
interface Paid {
  readonly office: Office;
  readonly partly: Response;
  readonly rejected: Response;
  readonly closed: Response;
  readonly credited: Response;
  readonly terminated: Response;
  readonly classified: Response;
}

async function payEverything(gate: Gate): Promise<Paid> {
  const [office, secret] = [await openOffice(gate), await openOffice(gate, { isClassified: true })];
  const payers = await payersOf(gate);
  const { maker } = payers;
  const machine = { amount: '4999.00', lines: [{ line: 1, quantity: 1, amount: '4999.00' }] };
  const paid = async (of: Office, own: { readonly final?: boolean; readonly invoiceOn?: string } = {}) => {
    const order = of.order({ quantity: 3 });
    const ready = await delivered(of, order);
    const items = own.final
      ? ([
          [1, 3],
          [2, 3],
        ] as const)
      : [];
    return pay(maker, ready, invoice(order, { machines: own.final ? 3 : 2, items, ...own }));
  };
  const partly = await paid(office);
  const rejected = await paid(office, { invoiceOn: '2026-05-01' });
  const closed = await paid(office, { final: true });
  await credit(payers, closed.body.payment.id, machine);
  const taken = await paid(office);
  await credit(payers, taken.body.payment.id, machine);
  const credited = await maker.get(`/v1/orders/${idOf(taken)}`);
  const short = office.order({ quantity: 3 });
  const some = await came(office, await contracted(office, short), { machines: 2 });
  const ended = await pay(maker, some, invoice(short, { machines: 2 }));
  const terminated = await stepsOf(office.officer).terminate(ended);
  await credit(payers, ended.body.payment.id, machine);
  const classified = await paid(secret);
  await credit(payers, classified.body.payment.id, machine);
  for (const answer of [partly, closed, taken, ended, classified]) assertPaid(answer);
  return { office, partly, rejected, closed, credited, terminated, classified };
}

describe('the evidence of payments', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    let had: Paid;
    before(async function () {
      this.timeout(60_000);
      gate = await startGate({ engine });
      had = await payEverything(gate);
    });
    after(() => gate.close());

    const afterChange = <Found>(change: (tx: Tx) => Promise<unknown>, find: (tx: Tx) => Promise<Found>) =>
      findAfter(gate, change, find);
    const unreconciled = async (tx: Tx): Promise<readonly string[]> =>
      (await reconcileGate(tx)).unreconciled.map(
        ({ check, of, expected, found }) => `${check} ${of} ${expected} ${found}`,
      );
    const differences = async (tx: Tx): Promise<readonly string[]> => {
      const { differences: found } = await verifyLog(tx, { parse: parseLeaf, projections: gateProjections([]) });
      return found.map(({ table, kind, field }) => [table, kind, ...(field ? [field] : [])].join(' '));
    };

    it('agrees: moves with counters, orders and payments, every table with the log, every decision along all three arrows', async () => {
      await assertSound(gate);
      await commitmentSums(gate);
    });

    it('finds money that was spent without a payment, and a payment that spent no money', async () => {
      const { hardwareLine } = had.office;
      const id = had.partly.body.payment.id;

      const changed = await afterChange(
        (tx) => tx('payments').where({ id }).update({ amount_fen: 999_801 }),
        unreconciled,
      );
      const gone = await afterChange((tx) => tx('payments').where({ id }).delete(), unreconciled);
      const moved = await afterChange(
        (tx) =>
          tx('moves')
            .where({ account: hardwareLine, cause: 'payment', order_id: idOf(had.partly) })
            .update({ quantity: 1 }),
        unreconciled,
      );

      assert.deepEqual(changed, ['commitment payments 999801 999800']);
      assert.deepEqual(gone, ['commitment payments 0 999800']);
      assert.ok(moved.includes('commitment payments 999800 1'), moved.join('\n'));
    });

    it('finds payments, credit notes and parts that are not what the log says', async () => {
      const { id } = had.partly.body.payment;
      const changes: readonly (readonly [string, (tx: Tx) => Promise<unknown>, readonly string[]])[] = [
        [
          'another invoice',
          (tx) => tx('payments').where({ id }).update({ invoice_number: 'X' }),
          ['payments differs invoice_number'],
        ],
        [
          'a payment that is final now',
          (tx) => tx('payments').where({ id }).update({ is_final: 1 }),
          ['payments differs is_final'],
        ],
        [
          'a rejected one that was approved',
          (tx) => tx('payments').where({ id: had.rejected.body.payment.id }).update({ outcome: 'approved' }),
          ['payments differs outcome'],
        ],
        [
          'a payment that is gone',
          (tx) => tx('payments').where({ id }).delete(),
          ['payments no-row', 'payment_parts no-leaf'],
        ],
        [
          'another quantity',
          (tx) => tx('payment_parts').where({ document_id: id }).update({ quantity: 1 }),
          ['payment_parts differs quantity'],
        ],
        [
          'a part that is gone',
          (tx) => tx('payment_parts').where({ document_id: id }).delete(),
          ['payment_parts no-row'],
        ],
        [
          'another line that paid',
          (tx) => tx('payment_parts').where({ document_id: id }).update({ funding: '[]' }),
          ['payment_parts differs funding'],
        ],
        [
          'another credit note',
          (tx) =>
            tx('credit_notes')
              .where({ order_id: idOf(had.classified) })
              .update({ amount_fen: 1 }),
          ['credit_notes differs amount_fen'],
        ],
        [
          'an order that is open again',
          (tx) =>
            tx('orders')
              .where({ id: idOf(had.closed) })
              .update({ state: 'accepted' }),
          ['orders differs state'],
        ],
      ];
      for (const [what, change, wanted] of changes) {
        const found = await afterChange(change, differences);
        assert.deepEqual([...new Set(found)].sort(), [...wanted].sort(), what);
      }
    });

    it('finds that a payment was met from money that was not encumbered', async () => {
      const find = async (tx: Tx) => {
        const { differences: found } = await rederiveDecision(tx, had.partly.body.decision.id);
        return found.map(({ arrow, pointer }) => `${arrow} ${pointer.replace(/JZ.*/, 'JZ')}`);
      };
      const orderId = idOf(had.partly);

      const fewer = await afterChange(
        (tx) =>
          tx('moves')
            .where({ order_id: orderId, cause: 'encumbrance', account: had.office.hardwareLine })
            .update({ quantity: 1_000_000 }),
        find,
      );

      assert.deepEqual(fewer, ['balances /detail/gathered/payment/encumbered/JZ']);
    });

    it('keeps what a classified order paid out of the open log', async () => {
      const { body } = await gate.installer.get('/v1/log/entries?limit=200&from=0');
      const own = body.items.filter(({ record }: { record: string }) => record.includes(idOf(had.classified)));
      assert.ok(own.length >= 4);
      for (const { record } of own) assert.doesNotMatch(record, /999800|499900|invoice|FP-|HZ-/);
    });
  });
});

describe('a payment over the end of a year', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    async function partlyPaid(machines = 10) {
      const payers = await payersOf(gate);
      const order = office.order({ quantity: 10 });
      const items = [1, 2].map((item) => ({ item, seats: 10 }));
      const ready = await came(office, await contracted(office, order), { machines, items });
      const paid = await pay(payers.maker, ready, invoice(order, { machines: 6 }));
      assertPaid(paid);
      return { payers, order, paid };
    }

    it('leaves what was spent in its year and pays the rest from the line it was carried to', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      await nextLineOf(gate, office.softwareLine);
      const { payers, order, paid } = await partlyPaid();

      await closedByTwo(gate, { encumbered: 'carry-over' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const rest = await pay(
        payers.maker,
        fresh,
        invoice(order, {
          machines: 4,
          items: [
            [1, 10],
            [2, 10],
          ],
          final: true,
        }),
      );
      await credit(payers, paid.body.payment.id, {
        amount: '4999.00',
        lines: [{ line: 1, quantity: 1, amount: '4999.00' }],
      });

      assertPaid(rest);
      assert.deepEqual(await movesOf(gate, next, rest), [
        'carry-over 19996.00 outside → encumbered',
        'payment 19996.00 encumbered → spent',
      ]);
      const old = await moneyOf(gate, office.hardwareLine);
      assert.deepEqual([old.encumbered, old.spent], ['0.00', '24995.00']);
      await assertSound(gate);
    });

    it('pays from the closed year what was kept open there', async () => {
      const { payers, order, paid } = await partlyPaid();
      await closedByTwo(gate, { encumbered: 'keep-open' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);

      const rest = await pay(
        payers.maker,
        fresh,
        invoice(order, {
          machines: 4,
          items: [
            [1, 10],
            [2, 10],
          ],
          final: true,
        }),
      );

      assertPaid(rest);
      const old = await moneyOf(gate, office.hardwareLine);
      assert.deepEqual([old.encumbered, old.spent], ['0.00', '49990.00']);
      await assertSound(gate);
    });

    it('is kept by a supplement, which names what was paid on its line, also after a carry-over', async () => {
      const next = await nextLineOf(gate, office.hardwareLine, { appropriation: '10000.00' });
      const nextSoftware = await nextLineOf(gate, office.softwareLine, { appropriation: '10000.00' });
      const { payers, order, paid } = await partlyPaid(9);
      const { amend } = actsOf(office.officer);
      const more = office.order({ quantity: 11, reference: order.reference });
      const [line] = more.lines;
      const model = order.lines[0]?.model ?? null;
      assert.ok(line);
      const elsewhere = {
        ...more,
        lines: [{ ...line, model, funding: [{ budgetLine: office.softwareLine, amount: '54989.00' }] }],
      };

      assertRefused(await amend(paid, elsewhere), 422, 'order.below_spent');
      await closedByTwo(gate, { encumbered: 'carry-over' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const softwarePlan = more.softwarePlan?.map((item) => ({
        ...item,
        funding: item.funding?.map(({ amount }) => ({ budgetLine: nextSoftware, amount: amount ?? null })) ?? [],
      }));
      const funding = [
        { budgetLine: office.hardwareLine, amount: '29994.00' },
        { budgetLine: next, amount: '24995.00' },
      ];
      const named = {
        ...more,
        fiscalYear: 2027,
        softwarePlan: softwarePlan ?? [],
        lines: [{ ...line, model, funding }],
      };
      const supplement = await amend(fresh, named);

      assertFindings(supplement, 'approved', []);
      assert.deepEqual(await movesOf(gate, next, supplement), [
        'carry-over 19996.00 outside → encumbered',
        'reservation 4999.00 available → reserved',
        'encumbrance 4999.00 reserved → encumbered',
      ]);
      const rest = await pay(payers.maker, supplement, invoice({ ...order, ...named }, { machines: 3 }));
      assert.deepEqual(findingsIn(rest), ['approved']);
      assert.equal((await moneyOf(gate, next)).spent, '14997.00');
      await assertSound(gate);
    });
  });
});

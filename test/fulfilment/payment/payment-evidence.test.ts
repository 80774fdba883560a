import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Tx } from '../../../src/db/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { rederiveDecision } from '../../../src/proof/rederive/rederive-decision.ts';
import { findAfter } from '../../orders/history/history-support.ts';
import { idOf } from '../../orders/life-support.ts';
import { assertSound, commitmentSums } from '../../orders/year-end/close-year-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted, stepsOf } from '../fulfilment-support.ts';
import { assertPaid, came, credit, delivered, invoice, pay, payersOf } from './payment-support.ts';

/** Orders that went every way a payment can go. */
interface PaymentStory {
  readonly office: Office;
  readonly partly: Response;
  readonly rejected: Response;
  readonly closed: Response;
  readonly credited: Response;
  readonly terminated: Response;
  readonly classified: Response;
}

async function payEverything(gate: Gate): Promise<PaymentStory> {
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
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let had: PaymentStory;
    before(async () => {
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
      const { differences: found } = await verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });
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

    it('finds that an invoice or a credit note could be put again, and parts made those of another payment or order', async () => {
      const { id } = had.partly.body.payment;
      const notes = { order_id: idOf(had.classified) };
      const changes: readonly (readonly [string, (tx: Tx) => Promise<unknown>, string])[] = [
        [
          'an invoice that may be paid again',
          (tx) => tx('payments').where({ id }).update({ invoice_key: null }),
          'payments differs invoice_key',
        ],
        [
          'an invoice that was never paid and cannot be paid now',
          (tx) => tx('payments').where({ id: had.rejected.body.payment.id }).update({ invoice_key: 'X/1' }),
          'payments differs invoice_key',
        ],
        [
          'a note that may be credited again',
          (tx) => tx('credit_notes').where(notes).update({ number_key: 'X/1' }),
          'credit_notes differs number_key',
        ],
        [
          'parts of another payment',
          (tx) => tx('payment_parts').where({ document_id: id }).update({ payment_id: had.closed.body.payment.id }),
          'payment_parts differs payment_id',
        ],
        [
          'parts of a credit note that took back another payment',
          (tx) => tx('payment_parts').where(notes).where('quantity', '<', 0).update({ payment_id: id }),
          'payment_parts differs payment_id',
        ],
        [
          'parts of another order',
          (tx) =>
            tx('payment_parts')
              .where({ document_id: id })
              .update({ order_id: idOf(had.closed) }),
          'payment_parts differs order_id',
        ],
      ];
      for (const [what, change, wanted] of changes) {
        assert.deepEqual([...new Set(await afterChange(change, differences))], [wanted], what);
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

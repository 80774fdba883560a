import assert from 'node:assert/strict';
import { inSnapshot, inTransaction, type Tx } from '../../src/db/index.ts';
import { listOrderUnits, type Move, moveUnits, reconcileCounters } from '../../src/ledger/index.ts';
import { type GovernedDeps, governed } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { countingIds, testClock } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';

const deps: GovernedDeps = { clock: testClock().now, newId: countingIds(), origin: 'gate.test' };

type Step = Pick<Move, 'from' | 'to' | 'cause' | 'quantity'> & { readonly orderId?: string };

const onLine = (step: Step): Move => ({ accountKind: 'budget-line', account: 'JZ-1', orderId: null, ...step });
const reserve = (quantity: number, orderId = 'ord_1'): Move =>
  onLine({ from: 'available', to: 'reserved', cause: 'reservation', quantity, orderId });

describe('money under contract', () => {
  forEachEngine('statements', (engine) => {
    const opened = databaseForEachTest(engine);

    beforeEach(async () => {
      await opened.db.writer('budget_lines').insert({
        ...{ code: 'JZ-1', agency_code: '11421000MB1234562Q', fiscal_year: 2026, project: 'P' },
        ...{ project_kind: 'ordinary', economic_class: '31002', is_government_procurement: 1, log_index: 0 },
      });
      await move(onLine({ from: 'outside', to: 'available', cause: 'appropriation', quantity: 1_000 }));
    });

    async function move(...moves: readonly Move[]): Promise<void> {
      await inTransaction(opened.db, (tx) =>
        governed(tx, deps, async (entry) => {
          const { logIndex } = entry.append({ type: 'test.moved', subject: 'test/1', by: null, body: {} });
          await moveUnits(entry.tx, [{ logIndex, keyId: 'key_1', moves }]);
        }),
      );
    }
    const line = (): Promise<Record<string, number>> => opened.db.reader('budget_lines').first();
    const reconcile = () => inSnapshot(opened.db, (tx: Tx) => reconcileCounters(tx));

    it('encumbers what is reserved, and gives it back with a cause of its own', async () => {
      const encumber = (quantity: number) =>
        onLine({ from: 'reserved', to: 'encumbered', cause: 'encumbrance', quantity, orderId: 'ord_1' });
      await move(reserve(400), encumber(300));
      for (const cause of ['release', 'termination'] as const) {
        await move(onLine({ from: 'encumbered', to: 'available', cause, quantity: 100, orderId: 'ord_1' }));
      }

      const { reserved_fen, encumbered_fen } = await line();
      const standing = await inSnapshot(opened.db, (tx) => listOrderUnits(tx, ['ord_1']));
      assert.deepEqual({ reserved_fen, encumbered_fen }, { reserved_fen: 100, encumbered_fen: 100 });
      assert.deepEqual(standing.map(({ bucket, quantity }) => `${bucket} ${quantity}`).sort(), [
        'encumbered 100',
        'reserved 100',
      ]);
      assert.deepEqual((await reconcile()).mismatches, []);
    });

    it('takes nothing more when it encumbers: beside it another order gets the last fen and not one more', async () => {
      const encumber = onLine({
        from: 'reserved',
        to: 'encumbered',
        cause: 'encumbrance',
        quantity: 600,
        orderId: 'ord_1',
      });
      await move(reserve(600));

      await assert.rejects(move(encumber, reserve(401, 'ord_2')), /do not allow/);
      await move(encumber, reserve(400, 'ord_2'));

      const { reserved_fen, encumbered_fen } = await line();
      assert.deepEqual({ reserved_fen, encumbered_fen }, { reserved_fen: 400, encumbered_fen: 600 });
    });

    for (const [what, forbidden] of [
      [
        'money that was not reserved',
        onLine({ from: 'available', to: 'encumbered', cause: 'encumbrance', quantity: 1 }),
      ],
      ['more than is reserved', onLine({ from: 'reserved', to: 'encumbered', cause: 'encumbrance', quantity: 101 })],
    ] as const) {
      it(`is never ${what}`, async () => {
        await move(reserve(100));

        await assert.rejects(move(forbidden));

        assert.equal((await line()).encumbered_fen, 0);
      });
    }

    it('is spent by payments and comes back by a credit note, and never more than there is', async () => {
      const encumber = onLine({
        from: 'reserved',
        to: 'encumbered',
        cause: 'encumbrance',
        quantity: 400,
        orderId: 'ord_1',
      });
      const pay = (quantity: number) =>
        onLine({ from: 'encumbered', to: 'spent', cause: 'payment', quantity, orderId: 'ord_1' });
      const credit = (quantity: number) =>
        onLine({ from: 'spent', to: 'encumbered', cause: 'credit', quantity, orderId: 'ord_1' });
      await move(reserve(400), encumber);
      await move(pay(300));
      await move(credit(50));

      await assert.rejects(move(pay(151)));
      await assert.rejects(move(credit(251)));

      const { reserved_fen, encumbered_fen, spent_fen } = await line();
      const standing = await inSnapshot(opened.db, (tx) => listOrderUnits(tx, ['ord_1']));
      assert.deepEqual(
        { reserved_fen, encumbered_fen, spent_fen },
        { reserved_fen: 0, encumbered_fen: 150, spent_fen: 250 },
      );
      assert.deepEqual(standing.map(({ bucket, quantity }) => `${bucket} ${quantity}`).sort(), [
        'encumbered 150',
        'spent 250',
      ]);
      assert.deepEqual((await reconcile()).mismatches, []);
    });

    for (const [what, from, to, cause] of [
      ['given back without a credit note', 'spent', 'available', 'release'],
      ['taken from what nobody contracted', 'available', 'spent', 'payment'],
      ['taken from what is only reserved', 'reserved', 'spent', 'payment'],
    ] as const) {
      it(`is not ${what}`, async () => {
        await assert.rejects(move(onLine({ from, to, cause, quantity: 1 })), /no arrow/);
      });
    }

    it('does not go back to being reserved', async () => {
      await assert.rejects(
        move(onLine({ from: 'encumbered', to: 'reserved', cause: 'release', quantity: 1 })),
        /no arrow/,
      );
    });
  });
});

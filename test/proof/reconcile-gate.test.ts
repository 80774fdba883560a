import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { describeReconciliationFault, reconcileGate } from '../../src/proof/reconcile/reconcile-gate.ts';
import { findAfter, livedGate } from '../orders/history/history-support.ts';
import { onOneEngine } from '../support/databases.ts';

describe('reconciling a gate', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = livedGate(engine);

    const reconciledAfter = (change: (tx: Tx) => Promise<unknown>) => findAfter(here.gate, change, reconcileGate);
    async function assertFound(expected: readonly string[], change: (tx: Tx) => Promise<unknown>): Promise<void> {
      const { isSound, unreconciled, count } = await reconciledAfter(change);
      assert.deepEqual(
        unreconciled.map((one) => `${one.check} ${one.subject} ${one.of} ${one.expected} ${one.found}`),
        expected,
      );
      assert.equal(count, expected.length);
      assert.equal(isSound, expected.length === 0);
    }

    it('finds nothing where every way an order can go was gone', async () => {
      const result = await inSnapshot(here.gate.db, reconcileGate);

      assert.deepEqual(result.unreconciled, []);
      assert.equal(result.isSound, true);
      assert.equal(result.orders, Number((await here.gate.db.reader('orders').count({ rows: '*' }))[0]?.rows));
      assert.ok(result.accounts > 0 && result.moves > 0);
    });

    it('finds a counter that is not the fold of its moves', async () => {
      const { reserved_fen: reserved } = await here.gate.db
        .reader('budget_lines')
        .where({ code: here.lived.office.hardwareLine })
        .first();
      const subject = `budget-line/${here.lived.office.hardwareLine}`;

      await assertFound([`counter ${subject} reserved_fen ${reserved} ${Number(reserved) + 1}`], (tx) =>
        tx('budget_lines').where({ code: here.lived.office.hardwareLine }).increment('reserved_fen', 1),
      );
    });

    it('finds a commitment that is not what the order asks for, even where the counter was made to fit', async () => {
      const code = here.lived.office.hardwareLine;
      const of = { order_id: here.lived.approved, account: code };

      await assertFound([`commitment order/${here.lived.approved} budget-line/${code} 999800 999801`], async (tx) => {
        await tx('moves').where(of).increment('quantity', 1);
        await tx('budget_lines').where({ code }).increment('reserved_fen', 1);
      });
    });

    it('finds seats that are not held as the order asks for', async () => {
      const account = here.lived.entitlement;

      await assertFound([`commitment order/${here.lived.approved} entitlement/${account} 2 1`], async (tx) => {
        await tx('moves').where({ order_id: here.lived.approved, account }).update({ quantity: 1 });
        await tx('entitlements').where({ id: account }).update({ held_seats: 1 });
      });
    });

    it('finds a referral that holds nothing although its record says that it does', async () => {
      const moves = await here.gate.db.reader('moves').where({ order_id: here.lived.referred }).orderBy('account');
      assert.equal(moves.length, 2);

      await assertFound(
        moves.map((move) => `commitment order/${here.lived.referred} budget-line/${move.account} ${move.quantity} 0`),
        async (tx) => {
          for (const { account, quantity } of moves)
            await tx('budget_lines').where({ code: account }).decrement('reserved_fen', quantity);
          await tx('moves').where({ order_id: here.lived.referred }).delete();
        },
      );
    });

    it('finds units that an ended order still has', async () => {
      for (const id of [here.lived.withdrawn, here.lived.expired]) {
        const back = await here.gate.db.reader('moves').where({ order_id: id, from_bucket: 'reserved' }).first();
        const { log_index, account, quantity } = back;

        await assertFound([`nothing-stands order/${id} budget-line/${account} 0 ${quantity}`], async (tx) => {
          await tx('moves').where({ log_index, account }).delete();
          await tx('budget_lines').where({ code: account }).increment('reserved_fen', quantity);
        });
      }
    });

    it('finds a filing whose used amount is not that of its live orders; a withdrawn one gives it back', async () => {
      const number = here.lived.planFiling;
      const { used_fen: used } = await here.gate.db.reader('plan_filings').where({ number }).first();
      const order = await here.gate.db.reader('orders').where({ id: here.lived.approved }).first();
      assert.equal(Number(used), Number(order.total_fen));

      await assertFound([`plan-filing plan-filing/${number} usedFen ${used} 0`], (tx) =>
        tx('plan_filings').where({ number }).update({ used_fen: 0 }),
      );
    });

    it('finds columns that history is counted by and that the body does not say', async () => {
      const where = { order_id: here.lived.approved, revision: 1 };
      const { twin_key: twin } = await here.gate.db.reader('order_revisions').where(where).first();
      const other = '0'.repeat(64);

      await assertFound([`history order/${here.lived.approved} twinKey ${twin} ${other}`], (tx) =>
        tx('order_revisions').where(where).update({ twin_key: other }),
      );
      await assertFound([`history order/${here.lived.approved} exemptionDocument null X`], (tx) =>
        tx('order_revisions').where(where).update({ exemption_document: 'X' }),
      );
    });

    it('finds moves without a leaf and moves of an order that is none', async () => {
      const move = await here.gate.db
        .reader('moves')
        .where({ order_id: here.lived.withdrawn, to_bucket: 'reserved' })
        .first();
      const back = { ...move, from_bucket: 'reserved', to_bucket: 'available', cause: 'release', sequence: 1 };
      const invented = { order_id: 'ord_none' };

      await assertFound(
        [`move 1000000/0 ${move.account} leaf 1000000 –`, `move 1000000/1 ${move.account} leaf 1000000 –`],
        async (tx) => {
          await tx('moves').insert({ ...move, ...invented, log_index: 1_000_000, sequence: 0 });
          await tx('moves').insert({ ...back, ...invented, log_index: 1_000_000 });
        },
      );
      await assertFound(
        [
          `move ${move.log_index}/8 ${move.account} order/ord_none –`,
          `move ${move.log_index}/9 ${move.account} order/ord_none –`,
        ],
        async (tx) => {
          await tx('moves').insert({ ...move, ...invented, sequence: 8 });
          await tx('moves').insert({ ...back, ...invented, sequence: 9 });
        },
      );
    });

    it('says what it found in both languages', async () => {
      const { unreconciled } = await reconciledAfter((tx) =>
        tx('plan_filings').where({ number: here.lived.planFiling }).update({ used_fen: 0 }),
      );
      const [one] = unreconciled;
      assert.ok(one);

      assert.match(describeReconciliationFault(one).en, /what the filing counts as used/);
      assert.match(describeReconciliationFault(one)['zh-CN'], /采购计划备案已用金额/);
    });
  });
});

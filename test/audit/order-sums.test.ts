import assert from 'node:assert/strict';
import { steps } from '../../db/migrations/0065-sums-and-looks.ts';
import { inSnapshot, inTrial, type Tx } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { NATIONAL_REGION } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { countOrderSums, findOrderSums, type TotalSum } from '../../src/reports/index.ts';
import { livedGate } from '../orders/history/history-support.ts';
import { actsOf } from '../orders/life-support.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { statementsDuring } from '../support/sent-statements.ts';
import { catchUp } from './audit-support.ts';

const SCOPE = { grant: { region: NATIONAL_REGION }, region: undefined, agencyCode: undefined, isSubtree: false };
const AUDIT = '/v1/reports/software-audit?fiscalYear=2026';
const MONEY = '/v1/reports/computers-without-software-money?fiscalYear=2026';

forEachEngine('statements', (engine) => {
  describe('what orders come to, in reports', () => {
    const here = livedGate(engine);
    let audit: Caller;
    let poor: Office;

    before(async () => {
      audit = await here.gate.as('audit');
      poor = await openOffice(here.gate, { softwareMoney: '671.00' });
      await order(poor);
      await catchUp(here.gate);
    });

    const order = async (office: Office): Promise<string> => {
      const answer = await office.submit(office.order({ quantity: 1 }));
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.order.id;
    };
    /** By kind and name, added up. */
    const added = (sums: readonly TotalSum[]): ReadonlyMap<string, readonly number[]> => {
      const all = new Map<string, readonly number[]>();
      for (const { kind, name, orders, amountFen } of sums) {
        const [count = 0, amount = 0] = all.get(`${kind} ${name}`) ?? [];
        all.set(`${kind} ${name}`, [count + orders, amount + amountFen]);
      }
      return new Map([...all].sort());
    };
    const asked = () => inSnapshot(here.gate.db, async (tx) => added(await findOrderSums(tx, SCOPE, 2026)));
    const counted = () =>
      inSnapshot(here.gate.db, async (tx) => added(await countOrderSums(tx, tx('agencies').select('code'), 2026)));
    /** What is read of the orders themselves meanwhile, and whose. */
    const readOfOrders = async (act: () => Promise<unknown>): Promise<readonly (readonly unknown[])[]> => {
      const sent = await statementsDuring(here.gate.db, async () => void (await act()));
      return sent
        .filter(({ sql }) => /(from|join) `(order_prices|orders)` as/.test(sql))
        .map(({ bindings }) => bindings);
    };
    const verify = async (tx: Tx) => {
      const { differences } = await verifyLog(tx, { parse: parseLeaf, projections: await allProjections() });
      return differences.map(({ table, key, kind, field }) => [table, key, kind, field]);
    };

    it('are read as they were counted, and no order with them', async () => {
      const [known, wanted] = [await asked(), await counted()];
      const orders = await readOfOrders(async () => [await read(audit, AUDIT), await read(audit, MONEY)]);

      assert.deepEqual(known, wanted);
      assert.ok([...known.keys()].filter((key) => key.startsWith('state ')).length > 4, [...known.keys()].join());
      assert.deepEqual(orders, []);
    });

    it('are counted anew of those who have amended or withdrawn an order since, and of nobody else', async () => {
      const [busy, other] = [await openOffice(here.gate), await openOffice(here.gate)];
      const [kept, given] = [await busy.submit(busy.order({ quantity: 1 })), await busy.submit(busy.order())];
      await order(other);
      await catchUp(here.gate);
      const before = await asked();
      const { amend, withdraw } = actsOf(busy.officer);
      const more = { ...busy.order({ quantity: 2 }), reference: kept.body.order.reference };
      assert.equal((await amend(kept, more)).body.decision?.outcome, 'approved');
      assert.equal((await withdraw(given)).body.state, 'withdrawn');

      const orders = await readOfOrders(asked);
      const after = await asked();

      assert.deepEqual(after, await counted());
      assert.notDeepEqual(after, before);
      assert.ok(orders.length > 0);
      for (const bindings of orders) {
        assert.ok(bindings.includes(busy.agencyCode) && !bindings.includes(other.agencyCode), String(bindings));
      }
      await catchUp(here.gate);
      assert.deepEqual([await asked(), await readOfOrders(asked)], [await counted(), []]);
    });

    it('names agencies that buy computers without money for software before and after their orders are summed', async () => {
      const office = await openOffice(here.gate, { softwareMoney: '671.00', hardwareMoney: '100000.00' });
      await order(office);
      const { items: before } = await read(audit, MONEY);
      await catchUp(here.gate);
      const { items: after } = await read(audit, MONEY);

      const own = before.find(({ agencyCode }: { readonly agencyCode: string }) => agencyCode === office.agencyCode);
      assert.deepEqual([own.state, own.computerOrders], ['used-up', 1]);
      assert.deepEqual(after, before);
    });

    it('are counted from the orders where the log is far ahead of them, as from before there were sums', async () => {
      const { gate } = here;
      const wanted = await counted();
      const found = await inTrial(gate.db, async (tx) => {
        await tx('order_sums').delete();
        await tx('cursors').where({ name: 'audit-marks' }).update({ log_index: 1_000_000 });
        const far = added(await findOrderSums(tx, SCOPE, 2026));
        await tx('cursors')
          .where({ name: 'audit-marks' })
          .update({ log_index: (await tx('log_head').first()).size });
        const [, filling] = steps;
        for (const sql of filling?.statements(engine) ?? []) await tx.raw(sql);
        return { far, filled: added(await findOrderSums(tx, SCOPE, 2026)) };
      });

      assert.deepEqual(found, { far: wanted, filled: wanted });
    });

    it('come back out of the log when they and their cursor are taken away', async () => {
      const { gate } = here;
      const wanted = await gate.db.reader('order_sums').orderBy(['agency_code', 'fiscal_year', 'kind', 'name']);
      for (const table of ['order_signals', 'rule_statistics', 'audited_orders', 'order_sums']) {
        await gate.db.writer(table).delete();
      }
      await gate.db.writer('cursors').where({ name: 'audit-marks' }).delete();
      await catchUp(gate);

      const found = await gate.db.reader('order_sums').orderBy(['agency_code', 'fiscal_year', 'kind', 'name']);
      assert.deepEqual(found, wanted);
      assert.ok(found.length > 0);
    });

    it('are held against the orders, unless a leaf says that they are behind', async () => {
      const { gate } = here;
      await catchUp(gate);
      const key = `${poor.agencyCode}/2026/price/desktop`;
      const sums = (tx: Tx) => tx('order_sums').where({ agency_code: poor.agencyCode, kind: 'price' });
      const made = { agency_code: poor.agencyCode, fiscal_year: 2020, kind: 'computers', name: '', orders: 1 };
      const foundAfter = (change: (tx: Tx) => Promise<unknown>) =>
        inTrial(gate.db, async (tx) => {
          await change(tx);
          return verify(tx);
        });

      assert.deepEqual(await inSnapshot(gate.db, verify), []);
      assert.deepEqual(await foundAfter((tx) => sums(tx).update({ orders: 7 })), [
        ['order_sums', key, 'differs', 'orders'],
      ]);
      assert.deepEqual(await foundAfter((tx) => sums(tx).update({ amount_fen: 7 })), [
        ['order_sums', key, 'differs', 'amount_fen'],
      ]);
      assert.deepEqual(await foundAfter((tx) => sums(tx).delete()), [['order_sums', key, 'no-row', null]]);
      assert.deepEqual(await foundAfter((tx) => tx('order_sums').insert({ ...made, amount_fen: 0 })), [
        ['order_sums', `${poor.agencyCode}/2020/computers/`, 'no-leaf', null],
      ]);
      await order(poor);
      assert.deepEqual(await foundAfter((tx) => sums(tx).update({ orders: 7 })), []);
    });
  });
});

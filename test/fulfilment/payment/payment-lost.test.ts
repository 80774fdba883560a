import assert from 'node:assert/strict';
import { type Fault, injectFaults } from '../../faults/database-faults.ts';
import { idOf } from '../../orders/life-support.ts';
import { assertSound } from '../../orders/year-end/close-year-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { assertPaid, delivered, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('a payment whose transaction dies', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('leaves nothing, wherever it died, and is made once when it is asked for again', async () => {
      const office = await openOffice(gate);
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 14 });
      let last = await delivered(office, order);
      const faults = injectFaults(gate.db);
      const deaths: readonly (readonly [Fault, number])[] = [
        ...[0, 3, 6, 9, 12, 15, 18, 21].map((statements) => ['outage', statements] as const),
        ...(['outage-at-commit', 'deadlock', 'deadlock-at-commit', 'lost', 'lost-to-caller'] as const).map(
          (fault) => [fault, 4] as const,
        ),
      ];

      for (const [index, [fault, statements]] of deaths.entries()) {
        const [key, statement] = [{ 'idempotency-key': `dies-${index}` }, invoice(order, { machines: 1 })];
        faults.arm(fault, statements);
        const first = await pay(maker, last, statement, key);
        faults.disarm();
        const again = await pay(maker, last, statement, key);
        assert.ok([201, 503].includes(first.status), `${fault}: ${first.status}`);
        assertPaid(again);
        assert.equal((await moneyOf(gate, office.hardwareLine)).spent, `${4999 * (index + 1)}.00`, fault);
        last = again;
      }

      assert.ok(
        [...faults.struck.values()].reduce((sum, times) => sum + times, 0) >= 8,
        JSON.stringify([...faults.struck]),
      );
      const { items } = (await maker.get(`/v1/orders/${idOf(last)}/payments`)).body;
      assert.equal(items.length, deaths.length);
      await assertSound(gate);
    });

    it('explains its decision rule by rule, part by part', async () => {
      const office = await openOffice(gate);
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const paid = await pay(maker, await delivered(office, order), invoice(order, { machines: 2, items: [[1, 2]] }));

      const { body } = await maker.get(`/v1/decisions/${paid.body.decision.id}/explanation`);

      assert.deepEqual(findingsIn(paid), ['approved']);
      const explained = body.rules.filter(({ id }: { id: string }) => ['ACC-01', 'LIC-05'].includes(id));
      const results = explained.flatMap(
        ({ id, instances }: { id: string; instances: { pointer: string; result: string }[] }) =>
          instances.map(({ pointer, result }) => `${id} ${pointer} ${result}`),
      );
      assert.deepEqual(results.sort(), [
        'ACC-01 /lines/0 pass',
        'ACC-01 /softwarePlan/0 pass',
        'LIC-05 /softwarePlan/0 pass',
      ]);
    });
  });
});

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { rederiveDecision } from '../../../src/proof/rederive/rederive-decision.ts';
import { findAfter } from '../../orders/history/history-support.ts';
import { idOf } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertSound, deliveriesOf, everything } from './acceptance-support.ts';

describe('the evidence of deliveries', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let accepted: Response;
    let returned: Response;
    let classified: Response;
    before(async () => {
      gate = await startGate({ engine });
      const office = await openOffice(gate);
      const secret = await openOffice(gate, { isClassified: true });
      const { accept, giveBack } = deliveriesOf(office);
      const delivery = everything(office, 2);
      accepted = await accept(await contracted(office, office.order({ quantity: 2 })), delivery);
      returned = await giveBack(accepted, [String(delivery.devices?.[0]?.serial)]);
      classified = await deliveriesOf(secret).accept(await contracted(secret, secret.order()), everything(secret, 1));
      assert.deepEqual([accepted.status, returned.status, classified.status], [201, 201, 201]);
    });
    after(() => gate.close());

    const differences = async (tx: Tx): Promise<readonly string[]> => {
      const { differences: found } = await verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });
      return found.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' '));
    };
    const acceptance = ({ body }: Response): string => body.acceptance.id;

    it('agrees along every arrow, also of a classified order', async () => {
      await assertSound(gate);
      for (const answer of [accepted, classified]) {
        const one = await inSnapshot(gate.db, (tx) => rederiveDecision(tx, answer.body.decision.id));

        assert.deepEqual([one.isErased, one.differences], [false, []]);
      }
    });

    it('shows a delivery, its machine, its licence or its statement that was changed, taken away or slipped in', async () => {
      const id = acceptance(accepted);
      const part = { acceptance_id: id, position: 0 };
      for (const [expected, change] of [
        [
          `acceptances ${id} differs accepted_on`,
          (tx: Tx) => tx('acceptances').where({ id }).update({ accepted_on: '2026-05-01' }),
        ],
        [
          `acceptances ${id} differs statement`,
          (tx: Tx) => tx('acceptances').where({ id }).update({ statement: '{}' }),
        ],
        [
          `accepted_devices ${id}/0 differs serial`,
          (tx: Tx) => tx('accepted_devices').where(part).update({ serial: 'X' }),
        ],
        [
          `accepted_devices ${id}/0 differs is_matched`,
          (tx: Tx) => tx('accepted_devices').where(part).update({ is_matched: 0 }),
        ],
        [
          `accepted_items ${id}/0 differs matched_seats`,
          (tx: Tx) => tx('accepted_items').where(part).update({ matched_seats: 1 }),
        ],
        [`accepted_items ${id}/0 no-row`, (tx: Tx) => tx('accepted_items').where(part).delete()],
        [`accepted_items ${id}/9 no-leaf`, (tx: Tx) => tx('accepted_items').insert(slippedIn(part, idOf(accepted)))],
        [
          `order_returns ${returned.body.id} no-row`,
          (tx: Tx) => tx('order_returns').where({ id: returned.body.id }).delete(),
        ],
      ] as const) {
        const found = await findAfter(gate, change, differences);

        assert.ok(found.includes(expected), `${expected}: ${found.join('; ')}`);
      }
    });

    it('shows what an undertaking says was delivered and no decision does, and the other way round', async () => {
      const [{ id }] = await gate.db
        .reader('undertakings')
        .where({ order_id: idOf(accepted) })
        .select('id');
      const expected = [`undertakings ${id} differs delivered_seats`];

      for (const seats of [1, 0, 3]) {
        const change = (tx: Tx) => tx('undertakings').where({ id }).update({ delivered_seats: seats });
        assert.deepEqual(await findAfter(gate, change, differences), expected);
      }
    });

    it('shows a machine that is said to have gone back although no return was logged', async () => {
      for (const answer of [accepted, classified]) {
        const id = acceptance(answer);
        const there = await gate.db.reader('accepted_devices').where({ acceptance_id: id, returned_on: null }).first();
        const where = { acceptance_id: id, position: there.position };
        const change = (tx: Tx) => tx('accepted_devices').where(where).update({ returned_on: '2026-05-01' });

        assert.deepEqual(await findAfter(gate, change, differences), [
          `accepted_devices ${id}/${there.position} differs returned_on`,
        ]);
      }
    });

    it('shows an undertaking that was put in, for any order', async () => {
      for (const answer of [accepted, classified]) {
        const row = await gate.db
          .reader('undertakings')
          .where({ order_id: idOf(answer) })
          .first();
        const putIn = (tx: Tx) => tx('undertakings').insert({ ...row, id: 'und_put_in', delivered_seats: 0 });
        const exchanged = async (tx: Tx) => {
          await tx('undertakings').where({ id: row.id }).delete();
          await putIn(tx);
        };

        assert.deepEqual(await findAfter(gate, putIn, differences), ['undertakings und_put_in no-leaf']);
        const found = await findAfter(gate, exchanged, differences);
        assert.ok(found.includes('undertakings und_put_in no-leaf'), found.join('; '));
      }
    });

    it('shows an order whose delivery was undone, and a statement that is not the one that was judged', async () => {
      const id = idOf(classified);
      const decision = classified.body.decision.id;

      const undone = await findAfter(
        gate,
        (tx) => tx('orders').where({ id }).update({ state: 'contracted' }),
        differences,
      );
      const forged = await findAfter(
        gate,
        (tx) => tx('acceptances').where({ decision_id: decision }).update({ statement: '{"acceptedOn":"2026-06-01"}' }),
        async (tx) => (await rederiveDecision(tx, decision)).differences.map(({ recorded }) => recorded),
      );

      assert.deepEqual(undone, [`orders ${id} differs state`]);
      assert.deepEqual(forged, ['the statement of the delivery is another one']);
    });

    it('shows a classified delivery to its agency only, and lists what was delivered', async () => {
      const finance = await gate.as('finance');
      const path = `/v1/orders/${idOf(classified)}`;

      const masked = (await finance.get(`${path}/acceptances`)).body.items[0];
      const checks = (await finance.get(`${path}/checklist`)).body.lines[0].checks;

      assert.equal(masked.devices[0].serial, '***');
      assert.notEqual(classified.body.acceptance.devices[0].serial, '***');
      const model = checks.find(({ fact }: { fact: string }) => fact === 'line.os.product');
      assert.equal(model?.value ?? '***', '***');
    });
  });
});

function slippedIn(part: { readonly acceptance_id: string }, orderId: string) {
  return {
    ...{ acceptance_id: part.acceptance_id, position: 9, order_id: orderId, pointer: '/items/9', item: 1 },
    ...{ seats: 1, matched_seats: 1, proof_seats: 1, entitlement_id: null, because: '[]' },
  };
}

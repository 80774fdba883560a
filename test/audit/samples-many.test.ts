import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { catchUp, type DrawnOrder, draw } from './audit-support.ts';

/** More than are looked at together, and not a whole number of that. */
const MANY = 1_203;
/** Behind the head of the log, and before where the counting is said to be. */
const FAR = 1_000_000;

type Row = Readonly<Record<string, string | number | null>>;

/** How often the order at a place was rejected: 10 points each, 30 at most; one in seven has nothing to be seen. */
const rejectionsOf = (at: number): number => (at * 31) % 7;

/** Writes an order again and again, with what was seen of each. */
async function manyOrders({ db }: Gate, orderId: string): Promise<readonly string[]> {
  const order: Row = await db.reader('orders').where({ id: orderId }).first();
  const audited: Row = await db.reader('audited_orders').where({ order_id: orderId }).first();
  const places = Array.from({ length: MANY }, (_, at) => ({ at, id: `ord_${(at * 7_919) % 10_007}_${at}` }));
  const orders = places.map(({ at, id }) => ({ ...order, id, order_key: `many ${at}`, reference: `many ${at}` }));
  await db.writer.batchInsert('orders', orders, 100);
  const known = places.map(({ at, id }) => ({ ...audited, order_id: id, log_index: FAR + at }));
  await db.writer.batchInsert('audited_orders', known, 100);
  const signals = places.flatMap(({ at, id }) => {
    const signal = { order_id: id, log_index: FAR + at, quantity: rejectionsOf(at) };
    return signal.quantity === 0 ? [] : [{ ...signal, kind: 'rejected' }];
  });
  await db.writer.batchInsert('order_signals', signals, 100);
  await db
    .writer('cursors')
    .where({ name: 'audit-marks' })
    .update({ log_index: 2 * FAR });
  return places.map(({ id }) => id);
}

/** The highest scores first, and among equal ones the hash of the seed and the order: anybody can draw it again. */
function inOrderOf(seed: string, scores: ReadonlyMap<string, number>): readonly string[] {
  const lotOf = (id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');
  return [...scores]
    .map(([id, score]) => ({ id, score, lot: lotOf(id) }))
    .sort((one, other) => other.score - one.score || (one.lot < other.lot ? -1 : 1))
    .map(({ id }) => id);
}

forEachEngine((engine) => {
  describe('an audit sample of many orders', () => {
    let gate: Gate;
    let audit: Caller;
    let ids: readonly string[] = [];
    let first = '';

    before(async () => {
      gate = await startGate({ engine });
      const office = await openOffice(gate);
      first = (await office.submit(office.order())).body.order.id;
      audit = await gate.as('audit');
      await catchUp(gate);
      ids = await manyOrders(gate, first);
    });
    after(() => gate.close());

    const drawnBy = async (wish: object): Promise<readonly string[]> => {
      const { body } = await draw(audit, { size: 200, seed: 'many', ...wish });
      assert.equal(body.population, MANY + 1);
      return body.items.map(({ orderId }: DrawnOrder) => orderId);
    };

    it('by risk is of the highest scores among all of them, and of equal ones by lot', async () => {
      const points = new Map(ids.map((id, at) => [id, Math.min(30, 10 * rejectionsOf(at))]));
      const risky = new Map([...points].filter(([, score]) => score > 0));

      const drawn = await drawnBy({ by: 'risk' });

      assert.deepEqual(drawn, inOrderOf('many', risky).slice(0, 200));
      assert.deepEqual(new Set(drawn.map((id) => points.get(id))), new Set([30]));
    });

    it('at random is by lot among all of them', async () => {
      const all = new Map([first, ...ids].map((id) => [id, 0]));

      assert.deepEqual(await drawnBy({ by: 'random' }), inOrderOf('many', all).slice(0, 200));
    });
  });
});

import assert from 'node:assert/strict';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type Administrators, administratorsOf, deliveriesOf } from './connector-support.ts';
import { type CallingPlatform, connectPlatform } from './platform-support.ts';
import { openReceiver, type ReceiverStub } from './receiver-stub.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a leaf of which the gate cannot make a message', () => {
    let gate: Gate;
    let office: Office;
    let stub: ReceiverStub;
    let both: Administrators;
    let platform: CallingPlatform;
    let alarms: string[];
    let errors: unknown[];

    beforeEach(async () => {
      stub = await openReceiver();
      gate = await startGate({ engine, clock: testClock(), env: { GATE_OUTBOUND_ALLOW: stub.allowed } });
      office = await openOffice(gate, { region: '421000' });
      both = await administratorsOf(gate);
      platform = await connectPlatform(gate, both, { url: stub.url });
      [alarms, errors] = [[], []];
    });
    afterEach(async () => {
      await gate.close();
      await stub.close();
    });

    const cleared = async (): Promise<string> => {
      const { body } = await office.submit(office.order());
      assert.equal(body.decision.outcome, 'approved', JSON.stringify(body.decision?.findings));
      return String(body.order.id);
    };
    /** What is kept of an order is no JSON any more, as after a damage of the disk; answers what it was. */
    const damage = async (orderId: string, body = '{'): Promise<string> => {
      const rows = gate.db.writer('order_revisions').where({ order_id: orderId });
      const before = await rows.clone().first('body');
      await rows.clone().update({ body });
      return String(before.body);
    };
    const tell = () =>
      deliveriesOf(gate, [stub.allowed], {
        onFailing: ({ id }, reason) => alarms.push(`${id} ${reason}`),
        onError: (error) => errors.push(error),
      }).deliverDue();
    const shown = async () => (await both.system.get(`/v1/platforms/${platform.id}/deliveries`)).body;
    const told = () => stub.taken.map(({ body }) => JSON.parse(body).subject).toSorted();

    it('is put aside with that as the reason, and the others are told', async () => {
      const orders = [await cleared(), await cleared(), await cleared()];
      const [first, damaged = '', last] = orders;
      await damage(damaged);

      await tell();

      const { state, items } = await shown();
      const failed = items.filter((item: { outcome: string }) => item.outcome === 'failed');
      assert.deepEqual(told(), [`order/${first}`, `order/${last}`].toSorted());
      assert.deepEqual([state.failures, state.nextAttemptAt], [0, null]);
      assert.deepEqual(
        state.undelivered.map((leaf: Record<string, unknown>) => [leaf.failures, leaf.status, leaf.error]),
        [[1, null, 'not-made']],
      );
      assert.deepEqual(
        failed.map(({ index, error, status }: Record<string, unknown>) => [index, error, status]),
        [[state.undelivered[0].index, 'not-made', null]],
      );
      assert.equal(errors.length, 1);
      assert.match(await gate.registry.metrics(), /gate_undelivered_leaves 1\n/);
    });

    it('is tried again, people are told, and it comes as soon as it can be made', async () => {
      const order = await cleared();
      const body = await damage(order);
      for (let n = 0; n < 6; n += 1) {
        await tell();
        gate.clock.advance({ ms: 900_000 });
      }
      const alone = (await shown()).state;
      const later = await cleared();
      await tell();
      const before = told();
      gate.clock.advance({ ms: 900_000 });
      await damage(order, body);
      await tell();

      assert.deepEqual([alone.failures, alone.undelivered.length], [0, 1]);
      assert.deepEqual([alone.isFailing, alarms], [true, [`${platform.id} not-made`]]);
      assert.deepEqual(before, [`order/${later}`]);
      assert.deepEqual(told(), [`order/${later}`, `order/${order}`].toSorted());
      assert.deepEqual((await shown()).state.undelivered, []);
    });

    it('is not blamed for a key that the gate lacks: then the receiver waits as a whole', async () => {
      const order = await cleared();
      const keys = join(gate.dataDir, 'keys');
      const [name = ''] = readdirSync(keys).filter((file) => file.startsWith('certificate-'));
      renameSync(join(keys, name), join(keys, 'away'));
      await tell();
      const { state } = await shown();
      renameSync(join(keys, 'away'), join(keys, name));
      gate.clock.advance({ ms: 5_000 });
      await tell();

      assert.deepEqual([state.failures, state.undelivered], [1, []]);
      assert.deepEqual(told(), [`order/${order}`]);
    });

    it('is not blamed for what the database says: then the receiver waits as a whole', async () => {
      await cleared();
      await gate.db.writer.raw('alter table order_revisions rename to order_revisions_away');
      await tell();
      await gate.db.writer.raw('alter table order_revisions_away rename to order_revisions');

      const { state } = await shown();
      assert.equal(errors.length, 1);
      assert.deepEqual([state.failures, state.undelivered], [1, []]);
      assert.deepEqual(told(), []);
    });
  });
});

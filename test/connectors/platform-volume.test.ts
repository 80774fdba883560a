import assert from 'node:assert/strict';
import { openOutbound } from '../../src/connectors/receivers/outbound.ts';
import { allowedHostOf } from '../../src/connectors/receivers/outbound-address.ts';
import { randomFrom } from '../faults/random.ts';
import { contractFor } from '../fulfilment/fulfilment-support.ts';
import { ENGINES } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { administratorsOf, deliveriesOf } from './connector-support.ts';
import { type CallingPlatform, connectPlatform, eventOf } from './platform-support.ts';
import { openReceiver, type ReceiverStub, type Treatment } from './receiver-stub.ts';

/** `ORDERS=10000 npx mocha test/connectors/platform-volume.test.ts` for the whole of it. */
const ORDERS = Number(process.env.ORDERS ?? 300);
const CALLED_BACK = 60;
/** Of one agency: more small orders of one item within a month would look like one that was split. */
const BATCH = 100;
const SEED = Number(process.env.SEED ?? 20_261_126);

/** The engine that is slower to set up tells nothing else here: what is tested is the way to the platform. */
const [engine = 'sqlite'] = ENGINES;

describe(`${ORDERS} orders on their way to a platform that fails, hangs, drops and comes back`, function () {
  this.timeout(60_000 + ORDERS * 60);
  let gate: Gate;
  let stub: ReceiverStub;
  let platform: CallingPlatform;
  const { whole } = randomFrom(SEED);
  const random = (): number => whole(0, 999_999) / 1_000_000;

  before(async () => {
    stub = await openReceiver();
    gate = await startGate({ engine, env: { GATE_OUTBOUND_ALLOW: stub.allowed, GATE_QUEUE_MAX: '20000' } });
    platform = await connectPlatform(gate, await administratorsOf(gate), { url: stub.url });
  });
  after(async () => {
    await gate.close();
    await stub.close();
  });

  const orders: { readonly id: string; readonly body: ReturnType<Office['order']> }[] = [];

  it('reach it, each at least once and with one id, in spite of all that and of a restart', async () => {
    for (let left = ORDERS; left > 0; left -= BATCH) {
      const office = await openOffice(gate);
      const bodies = Array.from({ length: Math.min(left, BATCH) }, () => office.order());
      const { body } = await office.officer.post('/v1/orders/batch', { orders: bodies });
      for (const [place, { order, decision }] of body.results.entries()) {
        const submitted = bodies[place];
        assert.ok(submitted && decision?.outcome === 'approved', JSON.stringify(decision?.findings ?? body));
        orders.push({ id: order.id, body: submitted });
      }
    }
    stub.treat = treatment(random);
    const startedAt = performance.now();
    for (let round = 0; round < 40 + ORDERS / 5; round += 1) {
      await tell();
      if (await isToldEverything()) break;
      // The platform is away over a weekend, and the gate is started anew meanwhile: nothing remembers but the database.
      gate.clock.advance(round === 3 ? { days: 3 } : { ms: 15 * 60_000 });
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    console.info(`      ${ORDERS} orders, ${stub.calls()} calls, ${stub.taken.length} taken, ${seconds.toFixed(1)} s`);

    const effects = new Map(stub.taken.map(({ headers, body }) => [headers['idempotency-key'], JSON.parse(body)]));
    assert.deepEqual(
      [...effects.values()].map(({ data }) => data.order.id).toSorted(),
      orders.map(({ id }) => id).toSorted(),
    );
    const { body } = await (await gate.as('audit')).get(`/v1/platforms/${platform.id}/deliveries?limit=1`);
    assert.equal(body.state.failures, 0);
  });

  it('are put under contract once each, by events that come twice and in any order', async () => {
    const some = orders.slice(0, CALLED_BACK);
    const events = some.flatMap(({ id, body }) => {
      const contract = eventOf(gate, 'platform.contract.signed', { orderId: id, contract: contractFor(body) });
      const news = eventOf(gate, 'platform.delivery.reported', { orderId: id, note: '已发货' });
      return [contract, news, contract, news];
    });
    const shuffled = events.map((event) => ({ event, rank: random() })).toSorted((a, b) => a.rank - b.rank);

    const answers = await Promise.all(shuffled.map(({ event }) => platform.call(event)));

    assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.outcome}`))], ['200 applied']);
    const contracts = await gate.db.reader('order_contracts').count({ count: '*' }).first();
    const reports = await gate.db.reader('platform_reports').count({ count: '*' }).first();
    assert.deepEqual([Number(contracts?.count), Number(reports?.count)], [CALLED_BACK, 2 * CALLED_BACK]);
  });

  /** A process of its own each time, as after a restart; a platform that hangs is given up on soon. */
  async function tell(): Promise<void> {
    const allowed = [stub.allowed].flatMap((entry) => allowedHostOf(entry) ?? []);
    const outbound = openOutbound({ allowed, timeoutMs: 400 });
    const deliveries = deliveriesOf(gate, [stub.allowed], { outbound, holder: `job_${performance.now()}`, random });
    await deliveries.deliverDue();
    await deliveries.stop();
    outbound.close();
  }

  async function isToldEverything(): Promise<boolean> {
    const { body } = await (await gate.as('audit')).get(`/v1/platforms/${platform.id}/deliveries?limit=1`);
    const head = await (await gate.as('audit')).get('/v1/log/head');
    return body.state.nextIndex === head.body.size && body.state.undelivered.length === 0;
  }
});

/** Of a hundred calls one fails, one is cut off after it was taken, and one in a thousand is never answered. */
function treatment(random: () => number): () => Treatment {
  return () => {
    const chance = random();
    if (chance < 0.001) return 'hang';
    if (chance < 0.01) return 'drop';
    return chance < 0.02 ? 503 : 200;
  };
}

import assert from 'node:assert/strict';
import { readsOfParts } from '../../../src/gate/serve-parts.ts';
import { gateContract } from '../../../src/http/contract/contract.ts';
import { keyFolder } from '../../../src/log/index.ts';
import { contracted } from '../../fulfilment/fulfilment-support.ts';
import { came } from '../../fulfilment/payment/payment-support.ts';
import { registered } from '../../orders/tricky-cases/tricky-orders.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { until } from '../../support/until.ts';
import { askRaw, besideWithoutReaders, withoutInstance } from './readers-support.ts';

/** What is asked of each list of which readers answer a page. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  listAllocations: ['/v1/allocations'],
  listBudgetLines: ['/v1/budget-lines?fiscalYear=2026', '/v1/budget-lines?limit=1'],
  listDevices: ['/v1/devices?limit=1', '/v1/devices?after=nowhere'],
  listEntitlements: ['/v1/entitlements'],
  listInstallations: ['/v1/installations'],
  listOrders: ['/v1/orders', '/v1/orders?state=approved&limit=1', '/v1/orders?sort=-total', '/v1/orders?after=nowhere'],
  listUndertakings: ['/v1/undertakings', '/v1/undertakings?state=open'],
  listUnregisteredOrders: ['/v1/unregistered-orders'],
};

const LISTS = Object.keys(QUESTIONS);

/** Half of an order has come to this office, and a seat of another licence is given to the machine. */
async function bought(gate: Gate, office: Office): Promise<void> {
  const { agencyCode } = office;
  await came(office, await contracted(office, office.order({ quantity: 2 })), { machines: 1 });
  await office.submit(office.order());
  const { body } = await office.officer.get('/v1/devices?limit=1');
  const deviceId = body.items[0].id;
  const entitlementId = await openEntitlement(gate, { agencyCode, seats: 1 });
  await registered(gate, '/v1/allocations', { agencyCode, entitlementId, deviceId });
  await registered(gate, '/v1/installations', {
    ...{ agencyCode, deviceId, category: 'antivirus-client', product: '奇安信天擎', version: '10' },
    ...{ source: 'survey', seenFrom: '2026-05-01', seenLast: '2026-05-20' },
  });
  gate.clock.advance({ days: 30 });
}

it('the lists whose pages readers answer are all in the contract', () => {
  const pages = gateContract().operations.filter(({ weight }) => weight === 'page');

  assert.deepEqual(pages.map(({ id }) => id as string).toSorted(), LISTS);
});

forEachEngine('statements', (engine) => {
  describe('a page of a list while orders are coming', () => {
    let gate: Gate;
    let other: Awaited<ReturnType<typeof besideWithoutReaders>>;
    let office: Office;
    let elsewhere: Caller;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_READERS: '2' } });
      other = await besideWithoutReaders(gate);
      office = await openOffice(gate);
      elsewhere = await gate.as('finance', { grant: { region: '110000' } });
      await bought(gate, office);
    });
    after(async () => {
      await other.close();
      await gate.close();
    });

    const answered = async () => Number(/gate_reads_answered (\d+)/.exec(await gate.registry.metrics())?.[1]);
    /** Refusals apart, which come before anybody reads. One that comes late, when the order before it is forgotten, is asked with another order. */
    const askApart = async (path: string, secret: string | undefined) => {
      for (;;) {
        await office.submit(office.order());
        const before = await answered();
        const said = await askRaw({ url: gate.url, path, secret });
        if (said.status !== 200 || (await answered()) > before) return said;
      }
    };
    const sizeIn = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
      Number(headers['gate-log-size']);
    const itemsIn = ({ bytes }: { readonly bytes: Buffer }) => JSON.parse(bytes.toString()).items;

    it('is read by the thread that decides as long as none has come', async () => {
      await until('the last order is forgotten', async () => {
        const before = await answered();
        await office.officer.get('/v1/orders');
        return (await answered()) === before;
      });
      const before = await answered();

      for (const [path] of Object.values(QUESTIONS)) await office.officer.get(path ?? '');

      assert.equal(await answered(), before);
    });

    it('is read by the thread that decides while a reader begins', async () => {
      await until('a reader has begun', async () => {
        const { body } = await office.submit(office.order());
        const page = await office.officer.get('/v1/orders?limit=1');
        assert.equal(page.body.items[0].id, body.order.id);
        return (await answered()) > 0;
      });
    });

    it('is to the byte what the thread that decides would have answered, to everybody', async () => {
      const { db, deps } = gate;
      const known = await readsOfParts({ db, clock: deps.clock, origin: deps.origin, keys: keyFolder(gate.dataDir) });
      assert.deepEqual(
        Object.keys(known).filter((id) => LISTS.includes(id)),
        Object.keys(known).filter((id) => gateContract().operations.find((one) => one.id === id)?.weight === 'page'),
      );

      const shown = new Set<string>();
      for (const [list, paths] of Object.entries(QUESTIONS)) {
        for (const path of paths) {
          for (const { secret } of [office.officer, gate.installer, elsewhere]) {
            const apart = await askApart(path, secret);
            const here = await askRaw({ url: other.url, path, secret });
            assert.deepEqual([apart.status, apart.headers], [here.status, here.headers], path);
            assert.equal(withoutInstance(apart), withoutInstance(here), path);
            if (apart.status === 200 && itemsIn(apart).length > 0) shown.add(list);
          }
        }
      }
      assert.deepEqual([...shown], LISTS);
    });

    it('knows what its caller was told a moment ago, and says how long the log was', async () => {
      const { secret } = office.officer;
      const [device] = (await office.officer.get('/v1/devices?limit=1')).body.items;
      let { etag } = (await office.officer.get(`/v1/devices/${device.id}`)).headers;
      const before = await answered();

      for (const state of ['idle', 'in-use', 'idle', 'in-use']) {
        const { body } = await office.submit(office.order());
        const orders = await askRaw({ url: gate.url, path: '/v1/orders?limit=1', secret });
        const event = { effectiveOn: '2026-07-01', reason: '盘点', changes: { state } };
        const told = { 'if-match': String(etag) };
        const changed = await gate.installer.post(`/v1/devices/${device.id}/events`, event, told);
        const devices = await askRaw({ url: gate.url, path: '/v1/devices?limit=1', secret });
        ({ etag } = changed.headers);

        assert.equal(changed.status, 200, JSON.stringify(changed.body));
        assert.deepEqual([itemsIn(orders)[0].id, itemsIn(devices)[0].state], [body.order.id, state]);
        assert.ok(sizeIn(orders) > body.decision.log.index, 'the order has its leaf');
        assert.ok(sizeIn(devices) > Number(JSON.parse(String(etag))), 'the change has its leaf');
      }
      assert.ok((await answered()) > before, 'readers have read some of them');
    });

    it('lets orders be decided while it is read, and of two pages the later one never knows less', async () => {
      const { secret } = office.officer;
      const before = await answered();
      let [told, isOver] = [0, false];

      const reading = LISTS.slice(0, 2).map(async (_list, reader) => {
        const paths = Object.values(QUESTIONS).flatMap(([path]) => path ?? []);
        let last = 0;
        for (let at = reader; !isOver; at += 1) {
          const known = Math.max(told, last);
          const page = await askRaw({ url: gate.url, path: paths[at % paths.length] ?? '', secret });
          assert.equal(page.status, 200);
          last = sizeIn(page);
          assert.ok(last >= known, `${paths[at % paths.length]}: ${last} leaves after ${known}`);
        }
      });
      for (let at = 0; at < 20; at += 1) {
        const { status, body } = await office.submit(office.order());
        assert.equal(status, 201);
        told = body.decision.log.index + 1;
      }
      isOver = true;
      await Promise.all(reading);

      assert.ok((await answered()) > before, 'readers have read some of them');
    });
  });
});

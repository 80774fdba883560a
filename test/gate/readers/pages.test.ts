import assert from 'node:assert/strict';
import { pagesOfParts } from '../../../src/gate/serve-parts.ts';
import { keyFolder } from '../../../src/log/index.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { until } from '../../support/until.ts';
import { askRaw, besideWithoutReaders, withoutInstance } from './readers-support.ts';

/** What is asked of each list of which readers answer a page. */
const QUESTIONS = {
  listOrders: ['/v1/orders', '/v1/orders?state=approved&limit=1', '/v1/orders?sort=-total', '/v1/orders?after=nowhere'],
};

forEachEngine((engine) => {
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

    it('is read by the thread that decides as long as none has come', async () => {
      await office.officer.get('/v1/orders');

      assert.equal(await answered(), 0);
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
      const known = await pagesOfParts({ db, clock: deps.clock, origin: deps.origin, keys: keyFolder(gate.dataDir) });
      assert.deepEqual(Object.keys(QUESTIONS), Object.keys(known));

      for (const path of Object.values(QUESTIONS).flat()) {
        for (const { secret } of [office.officer, gate.installer, elsewhere]) {
          const apart = await askApart(path, secret);
          const here = await askRaw({ url: other.url, path, secret });
          assert.deepEqual([apart.status, apart.headers], [here.status, here.headers], path);
          assert.equal(withoutInstance(apart), withoutInstance(here), path);
        }
      }
    });

    it('shows the order whose answer its caller has just read', async () => {
      for (let at = 0; at < 5; at += 1) {
        const { body } = await office.submit(office.order());
        const page = await office.officer.get('/v1/orders?limit=1');

        assert.equal(page.body.items[0].id, body.order.id);
      }
    });
  });
});

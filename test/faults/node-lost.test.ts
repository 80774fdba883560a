import assert from 'node:assert/strict';
import { pino } from 'pino';
import {
  type Database,
  inSnapshot,
  openDatabase,
  openReadingDatabase,
  openStoppableReads,
} from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';
import { PASSWORD, type SignedUp, signUp } from '../access/sessions/session-people.ts';
import { ENGINES, sharedMariadb } from '../support/databases.ts';
import { type Gate, shippedPack, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A node for each test that loses one. */
const NODES = 6;

if (ENGINES.includes('mysql')) {
  describe('a node of a list that dies in the middle of a read', () => {
    let gate: Gate;
    let office: Office;
    let person: SignedUp;
    let proxies: TcpProxy[];
    let url: string;
    let listed: Awaited<ReturnType<typeof openGate>>;
    let server: Awaited<ReturnType<typeof startServer>>;
    before(async () => {
      gate = await startGate({ engine: 'mysql' });
      office = await openOffice(gate);
      person = await signUp(gate);
      const orders = Array.from({ length: 100 }, () => office.order());
      assert.equal((await office.officer.post('/v1/orders/batch', { orders })).status, 200);
      const { port } = await sharedMariadb();
      proxies = await Promise.all(Array.from({ length: NODES }, () => startTcpProxy(port)));
      url = gate.databaseUrl.replace(/(?<=@)[^/]+/, proxies.map((proxy) => `127.0.0.1:${proxy.port}`).join(','));
      listed = await openGate({
        config: loadConfig({ DATABASE_URL: url, GATE_DATA_DIR: gate.dataDir, GATE_READERS: '0' }),
        logger: pino({ level: 'fatal' }),
        clock: gate.clock.now,
        pack: shippedPack(),
      });
      server = await startServer(listed.app, { port: 0, host: '127.0.0.1' });
    });
    after(async () => {
      await server.close();
      await listed.close();
      for (const proxy of proxies) await proxy.close();
      await gate.close();
    });

    /** The node in use answers nothing to the next question in which the marker occurs, and is gone from then on. */
    const loseNodeAt = async (marker: string): Promise<void> => {
      const [used] = proxies;
      assert.ok(used);
      await used.loseAnswerTo(marker);
      proxies.shift();
      await used.close();
    };
    const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${office.officer.secret}`, 'content-type': 'application/json' };
      return fetch(`http://127.0.0.1:${server.port}${path}`, { headers, ...init });
    };

    it('is not noticed by who asks for a list', async () => {
      const lost = loseNodeAt(office.agencyCode);

      const answer = await ask(`/v1/orders?agencyCode=${office.agencyCode}&limit=3`);
      await lost;

      const { items } = (await answer.json()) as { items: readonly object[] };
      assert.deepEqual([answer.status, items.length], [200, 3]);
    });

    it('is not noticed by who signs in', async () => {
      const lost = loseNodeAt(person.email);
      const body = JSON.stringify({ email: person.email, password: PASSWORD });

      const answer = await ask('/v1/session', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      await lost;

      assert.equal(answer.status, 201, await answer.text());
    });

    it('neither cuts an export of the log nor has it say anything twice', async () => {
      const { secret } = await gate.as('audit');
      const lost = loseNodeAt('`log_index` >= 100 ');

      const answer = await ask('/v1/log/export', { headers: { authorization: `Bearer ${secret}` } });
      const lines = (await answer.text()).trimEnd().split('\n');
      await lost;

      const said = lines.map((line) => JSON.parse(line) as { index?: number; size?: number });
      const indexes = said.flatMap(({ index }) => index ?? []);
      assert.ok(indexes.length > 100);
      assert.deepEqual(
        indexes,
        indexes.map((_, place) => place),
      );
      assert.equal(said.at(-1)?.size, indexes.length);
    });

    const readIn = async (db: Database, marker: string, again?: boolean) => {
      let begun = 0;
      const lost = loseNodeAt(marker);
      const reading = inSnapshot(
        db,
        async (tx) => {
          begun += 1;
          await tx.raw(`select '${marker}'`);
          return 'read';
        },
        ...(again === undefined ? [] : [{ again }]),
      );
      const [read] = await Promise.allSettled([reading, lost]);
      return { begun, read: read.status === 'fulfilled' ? read.value : read.status };
    };

    it('has work read once more from a reader, too, and not when it writes as it reads', async () => {
      const reading = openReadingDatabase(url, openStoppableReads());
      try {
        const [reader, stream] = [await readIn(reading, 'by a reader'), await readIn(reading, 'into a file', false)];

        assert.deepEqual(reader, { begun: 2, read: 'read' });
        assert.deepEqual(stream, { begun: 1, read: 'rejected' });
      } finally {
        await reading.close();
      }
    });

    it('has nothing read once more when all was read, and only the end of the snapshot is lost', async () => {
      const db = openDatabase(url);
      try {
        let begun = 0;
        let lost: Promise<void> | undefined;

        const read = await inSnapshot(db, async (tx) => {
          begun += 1;
          await tx.raw('select 1');
          lost = loseNodeAt('COMMIT');
          return 'read';
        });
        await lost;

        assert.deepEqual([read, begun], ['read', 1]);
      } finally {
        await db.close();
      }
    });
  });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import {
  type Database,
  inSnapshot,
  inTransaction,
  openDatabase,
  openReadingDatabase,
  openStoppableReads,
  selectedRows,
  type Tx,
} from '../../src/db/index.ts';
import { ENGINES, sharedMariadb } from '../support/databases.ts';
import { closedAtLast } from '../support/left-open.ts';

async function waitsOf(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ waits: number }>(await tx.raw('select @@wsrep_sync_wait as waits'));
  return Number(row?.waits);
}

/** A server that was built without clusters: it knows no variable of theirs, since the way to it changes the name. */
async function startServerWithoutClusters(port: number) {
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    client.on('data', (chunk) => {
      target.write(chunk.toString('latin1').replace('wsrep_sync_wait', 'wsrep_none_here'), 'latin1');
    });
    target.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, target]) {
      socket.on('error', () => undefined).on('close', () => [client, target].map((each) => each.destroy()));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: closedAtLast('a server without clusters', async () => {
      server.close();
      await once(server, 'close');
    }),
  };
}

if (ENGINES.includes('mysql')) {
  describe('every connection to one host, which may be a proxy before a cluster', () => {
    const use = async <T>(db: Database, work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } finally {
        await db.close();
      }
    };

    it('waits for what was acknowledged on another node: of who decides, of who reads, and of readers', async () => {
      const url = (await sharedMariadb()).urlOf('');
      const [db, reading] = [openDatabase(url), openReadingDatabase(url, openStoppableReads())];

      const waits = await use(reading, () =>
        use(db, async () => [
          await inTransaction(db, waitsOf),
          await inSnapshot(db, waitsOf),
          await inSnapshot(reading, waitsOf),
        ]),
      );

      assert.deepEqual(waits, [1, 1, 1]);
    });

    it('is made also to a server that was built without clusters', async () => {
      const server = await startServerWithoutClusters((await sharedMariadb()).port);
      const db = openDatabase(`mysql://root@127.0.0.1:${server.port}/`);

      const one = await use(db, () => inTransaction(db, async (tx) => selectedRows(await tx.raw('select 1 as one'))));
      await server.close();

      assert.deepEqual(one, [{ one: 1 }]);
    });
  });
}

import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  inTransaction,
  kindOfDatabaseError,
  openDatabase,
  selectedRows,
} from '../../src/db/index.ts';
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import { ENGINES, sharedMariadb } from '../support/databases.ts';
import { latch } from '../support/latch.ts';

/** As they are when it is frozen: more of both kinds than there are connections. */
const [WRITERS, READERS] = [7, 12];

const LEFT = { code: 'SERVER_LEFT' };

if (ENGINES.includes('mysql')) {
  describe('a process that is being stopped', () => {
    let proxies: readonly TcpProxy[];
    let db: Database;
    const open = async (count: number): Promise<void> => {
      const { port } = await sharedMariadb();
      proxies = await Promise.all(Array.from({ length: count }, () => startTcpProxy(port)));
      db = openDatabase(`mysql://root@${proxies.map((proxy) => `127.0.0.1:${proxy.port}`)}/mysql`);
    };
    afterEach(async () => {
      await db.close();
      for (const proxy of proxies) await proxy.close();
    });

    const leavesTheSilent = async (): Promise<void> => {
      const frozen = latch();
      const [writing, reading] = [latch(), latch()];
      const writes = Array.from({ length: WRITERS }, () =>
        inTransaction(
          db,
          async (tx) => {
            writing.open();
            await frozen.opened;
            await tx.raw('select 1');
          },
          { isBatch: true },
        ),
      );
      const reads = Array.from({ length: READERS }, () =>
        inSnapshot(db, async (tx) => {
          reading.open();
          await frozen.opened;
          await tx.raw('select 1');
        }),
      );
      const ends = Promise.allSettled([...writes, ...reads]);
      await Promise.all([writing.opened, reading.opened]);
      for (const proxy of proxies) proxy.freeze();
      frozen.open();

      db.leaveWhenSilent();

      // Those that had no connection yet may have waited for one too long by then; one that is silent would be asked again.
      const kinds = (await ends).map((end) => (end.status === 'rejected' ? kindOfDatabaseError(end.reason) : 'done'));
      assert.deepEqual(new Set(kinds), new Set(['outage']));
      await assert.rejects(
        inSnapshot(db, (tx) => tx.raw('select 1')),
        LEFT,
      );
      await assert.rejects(
        inTransaction(db, (tx) => tx.raw('select 1')),
        LEFT,
      );
    };

    it('leaves a server that says nothing: nobody waits for it any more, and nobody begins to', async () => {
      await open(1);
      await leavesTheSilent();
    });

    it('leaves all servers of a list when none of them says anything', async () => {
      await open(2);
      await leavesTheSilent();
    });

    it('lets a server that answers others work on a statement for as long as it takes', async () => {
      await open(1);
      db.leaveWhenSilent();

      const woken = await inSnapshot(db, async (tx) =>
        selectedRows<{ woken: number }>(await tx.raw('select sleep(2) as woken')),
      );

      assert.deepEqual(woken, [{ woken: 0 }]);
    });
  });
}

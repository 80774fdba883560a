import assert from 'node:assert/strict';
import { inSnapshot, openDatabase, selectedRows } from '../../src/db/index.ts';
import { openNodeLook } from '../../src/db/nodes/node-look.ts';
import { ODD_ANSWERS, ODD_GREETINGS, startOddDatabase } from '../faults/odd-database.ts';
import { ENGINES, sharedMariadb } from '../support/databases.ts';

const [firstAnswer = () => undefined] = Object.values(ODD_ANSWERS);

/** Whatever is thrown where nobody catches it ends a gate; mocha would name any test that runs then. */
async function withoutThrow(work: () => Promise<void>): Promise<readonly unknown[]> {
  const thrown: unknown[] = [];
  const hear = (error: unknown): void => void thrown.push(error);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', hear);
  try {
    await work();
  } finally {
    process.removeListener('uncaughtException', hear);
    for (const other of others) process.on('uncaughtException', other);
  }
  return thrown;
}

describe('a database server that answers oddly', () => {
  const greeted = Object.entries(ODD_GREETINGS).map(([says, hello]) => [says, firstAnswer, { hello }] as const);
  const answered = Object.entries(ODD_ANSWERS).map(([says, answer]) => [says, answer, {}] as const);
  for (const [says, answer, greeting] of [...answered, ...greeted]) {
    it(`is not well, and ends nothing: ${says}`, async () => {
      const server = await startOddDatabase(answer, greeting);
      const look = openNodeLook({ host: '127.0.0.1', port: server.port, user: 'root' });
      const found: unknown[] = [];

      const thrown = await withoutThrow(async () => {
        for (let turn = 0; turn < 2; turn += 1) found.push(await look.findFault());
      });

      look.close();
      await server.close();
      assert.deepEqual(thrown, []);
      assert.equal(
        found.every((fault) => fault !== null),
        true,
      );
    });
  }

  it('is named for what it does, and not for what it would be if it were one', async () => {
    const server = await startOddDatabase(firstAnswer);
    const look = openNodeLook({ host: '127.0.0.1', port: server.port, user: 'root' });

    const fault = await look.findFault();

    look.close();
    await server.close();
    assert.equal(fault?.says.en, 'answers something that was not asked, as no database server does');
    assert.equal(fault?.isSilent, false);
  });

  if (ENGINES.includes('mysql')) {
    for (const place of ['before', 'behind']) {
      it(`keeps nobody from the server that is well: ${place} it in the list`, async () => {
        const { port } = await sharedMariadb();
        const odd = await startOddDatabase(firstAnswer);
        const ports = place === 'before' ? [odd.port, port] : [port, odd.port];
        const db = openDatabase(`mysql://root@${ports.map((each) => `127.0.0.1:${each}`)}/mysql`);
        let used: unknown;

        const thrown = await withoutThrow(async () => {
          used = await inSnapshot(db, async (tx) =>
            selectedRows<{ port: number }>(await tx.raw('select @@port as port')),
          );
        });

        await db.close();
        await odd.close();
        assert.deepEqual([used, thrown], [[{ port }], []]);
      });
    }
  }
});

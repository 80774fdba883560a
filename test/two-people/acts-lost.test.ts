import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest from 'supertest';
import { openDatabase } from '../../src/db/index.ts';
import { createApp } from '../../src/gate/app.ts';
import { suppliersActs } from '../../src/suppliers/suppliers-routes.ts';
import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { ENGINES } from '../support/databases.ts';
import { startGate } from '../support/gate.ts';
import { countRows, supplier } from './two-people.ts';

if (ENGINES.includes('mysql')) {
  describe('an act of the installer whose commit is confirmed to nobody', () => {
    it('is found when it runs again without an Idempotency-Key: it is done once, and answered as done', async () => {
      const gate = await startGate({ engine: 'mysql' });
      const database = new URL(gate.databaseUrl);
      const proxy = await startTcpProxy(Number(database.port));
      database.port = String(proxy.port);
      const db = openDatabase(database.href);
      const { deps } = gate;
      const { createSupplier } = suppliersActs(deps);
      assert.ok(createSupplier && 'act' in createSupplier);
      let losing: Promise<unknown> | undefined;
      // Armed only now: the commits of what is read before would be lost instead.
      const act: typeof createSupplier.act = (entry, asked) => {
        losing ??= proxy.loseAnswerTo('COMMIT;');
        return createSupplier.act(entry, asked);
      };
      const [acts, options] = [{ createSupplier: { ...createSupplier, act } }, { isPartial: true }];
      const client = supertest(createApp({ db, deps, acts, handlers: {}, logger: pino({ level: 'silent' }), options }));

      const { status, body } = await client
        .post('/v1/suppliers')
        .set('Authorization', `Bearer ${gate.installer.secret}`)
        .send(supplier());
      await losing;

      assert.equal(status, 201, JSON.stringify(body));
      assert.equal(await countRows(gate, 'suppliers'), 1);
      await db.close();
      await proxy.close();
      await gate.close();
    });
  });
}

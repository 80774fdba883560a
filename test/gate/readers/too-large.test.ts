import assert from 'node:assert/strict';
import type { Engine } from '../../../src/db/index.ts';
import { forEachEngine } from '../../support/databases.ts';
import { startGate } from '../../support/gate.ts';
import { IS_LONG } from '../../support/long.ts';
import { openOffice } from '../../support/office.ts';

/** What was stated at deliveries of every order, a gigabyte of it: nearly twice what a reader may have. */
const HUGE: Readonly<Record<Engine, string>> = {
  sqlite: `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)
    select orders.id as order_id, hex(zeroblob(300000)) as statement from n cross join orders`,
  mysql: `select orders.id as order_id, repeat('0', 600000) as statement from seq_1_to_1500 cross join orders`,
};

/** A reader fights for its last megabytes: eight seconds on each engine. */
const forEachInLongRun = (about: (engine: Engine) => void): void => {
  if (IS_LONG) forEachEngine('statements', about);
};

forEachInLongRun((engine) => {
  describe('a report that takes more memory than a reader has', () => {
    it('is answered with 503 and what to do; the gate decides meanwhile, and the next report is made', async () => {
      const gate = await startGate({ engine, env: { GATE_READERS: '1' } });
      const office = await openOffice(gate);
      const { body: bought } = await office.submit(office.order());
      const dossier = () => office.officer.get(`/v1/orders/${bought.order.id}/dossier`, { 'accept-language': 'en' });
      await gate.db.writer.raw('alter table acceptances rename to acceptances_kept');
      await gate.db.writer.raw(`create view acceptances as ${HUGE[engine]}`);

      const asked = dossier();
      const order = await office.submit(office.order());
      const tooLarge = await asked;
      await gate.db.writer.raw('drop view acceptances');
      await gate.db.writer.raw('alter table acceptances_kept rename to acceptances');
      const next = await dossier();
      await gate.close();

      assert.deepEqual([tooLarge.status, tooLarge.body.code], [503, 'read.too_large'], JSON.stringify(tooLarge.body));
      assert.equal(tooLarge.headers['retry-after'], '60');
      assert.match(tooLarge.body.detail, /Ask for less/);
      assert.deepEqual([order.status, next.status], [201, 200]);
    });
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import { size } from '../support/long.ts';
import { openOffice } from '../support/office.ts';
import { importBudget, sheetOf } from './finance-sheet.ts';

const ROWS = size({ test: 3_000, long: 6_000 });

describe('orders beside a large import', () => {
  forEachEngine('locks', (engine) => {
    const here = gateForEachTest(engine);

    it('are decided between its pieces, and none waits past its deadline', async () => {
      const office = await openOffice(here.gate);
      const lines = Array.from({ length: ROWS }, (_, at) => ({ 指标编码: `JZ-${at}`, 单位编码: office.agencyCode }));
      let isOver = false;

      const importing = importBudget(here.gate.installer, sheetOf(...lines)).finally(() => {
        isOver = true;
      });
      while (!isOver) {
        const { status } = await office.submit(office.order());
        assert.equal(status, 201, 'past its deadline an order is answered by 503');
        await sleep(10);
      }

      assert.equal((await importing).body.created, ROWS);
      const rows: { log_index: number; type: string }[] = await here.gate.db
        .reader('log_leaves')
        .select('log_index', 'type')
        .orderBy('log_index');
      const types = rows.map(({ type }) => type);
      const [first, last] = [types.indexOf('import.begun'), types.indexOf('import.finished')];
      assert.ok(types.slice(first, last).includes('order.decided'), 'no order was decided before the import was over');
    });
  });
});

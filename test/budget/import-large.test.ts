import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { reconcileCounters } from '../../src/ledger/index.ts';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import { importBudget, sheetOf, withBureau } from './finance-sheet.ts';

const ROWS = 50_000;
/** Three to four times what it takes on a machine with nothing else to do; a query for each row would take minutes. */
const SECONDS_MAX = 60;
const GROWTH_MB_MAX = 500;

function rows(changed: (at: number) => boolean): string {
  const lines = Array.from({ length: ROWS }, (_, at) => ({
    ...{ 指标编码: `JZ-2026-${String(at).padStart(6, '0')}`, 项目名称: `项目 ${at % 500}` },
    ...{ '指标额度（元）': `${100_000 + at}.00`, '已用（元）': changed(at) ? '7.00' : '0' },
  }));
  return sheetOf(...lines);
}

/** How much memory the process takes at most meanwhile, and how long everybody else waits for a turn. */
async function watched<T>(work: () => Promise<T>): Promise<{ answer: T; seconds: number; growthMb: number }> {
  const start = performance.now();
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  try {
    const answer = await work();
    return { answer, seconds: (performance.now() - start) / 1_000, growthMb: (most - before) / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

describe('a budget of fifty thousand lines', () => {
  forEachEngine((engine) => {
    const here = gateForEachTest(engine);

    it('is imported in seconds, in little memory, and changes nothing when it comes again', async function () {
      this.timeout(4 * SECONDS_MAX * 1_000);
      await withBureau(here.gate);
      const file = rows(() => false);
      const [head] = [await here.gate.db.reader('log_head').first('size')];

      const first = await watched(() => importBudget(here.gate.installer, file));
      const again = await watched(() => importBudget(here.gate.installer, file));
      const some = await importBudget(
        here.gate.installer,
        rows((at) => at % 50 === 0),
      );

      assert.deepEqual(
        [first.answer.body.created, again.answer.body.unchanged, some.body.revised],
        [ROWS, ROWS, 1_000],
      );
      const after = await here.gate.db.reader('log_head').first('size');
      // Two files that changed something said when they began and when they ended.
      assert.equal(Number(after.size) - Number(head.size), ROWS + 1_000 + 4);
      for (const { seconds, growthMb } of [first, again]) {
        assert.ok(seconds < SECONDS_MAX, `${seconds} s`);
        assert.ok(growthMb < GROWTH_MB_MAX, `${growthMb} MB`);
      }
      const { accounts, moves, mismatches } = await inSnapshot(here.gate.db, reconcileCounters);
      assert.deepEqual([accounts, moves, mismatches], [ROWS, ROWS + 1_000, []]);
    });
  });
});

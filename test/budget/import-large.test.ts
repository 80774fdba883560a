import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { reconcileCounters } from '../../src/ledger/index.ts';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { heldBytes } from '../support/garbage.ts';
import { size } from '../support/long.ts';
import { importBudget, sheetOf, withBureau } from './finance-sheet.ts';

const ROWS = size({ test: 3_000, long: 50_000 });
const CHANGED_EVERY = 50;
/** Fifty thousand rows hold some 45; the rows of the file held as a whole are 60 more. */
const HELD_MB_MAX = 80;

function rows(changed: (at: number) => boolean): string {
  const lines = Array.from({ length: ROWS }, (_, at) => ({
    ...{ 指标编码: `JZ-2026-${String(at).padStart(6, '0')}`, 项目名称: `项目 ${at % 500}` },
    ...{ '指标额度（元）': `${100_000 + at}.00`, '已用（元）': changed(at) ? '7.00' : '0' },
  }));
  return sheetOf(...lines);
}

/** How much more memory than before is held at most meanwhile, looked at every two seconds. */
async function watched<T>(work: () => Promise<T>): Promise<{ answer: T; heldMb: number }> {
  const before = heldBytes();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, heldBytes());
  }, 2_000);
  try {
    return { answer: await work(), heldMb: (most - before) / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

describe(`a budget of ${ROWS.toLocaleString('en')} lines`, () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('is imported in little memory, and changes nothing when it comes again', async function () {
      this.timeout(600_000);
      await withBureau(here.gate);
      const file = rows(() => false);
      const [head] = [await here.gate.db.reader('log_head').first('size')];

      const first = await watched(() => importBudget(here.gate.installer, file));
      const again = await watched(() => importBudget(here.gate.installer, file));
      const some = await importBudget(
        here.gate.installer,
        rows((at) => at % CHANGED_EVERY === 0),
      );

      assert.deepEqual(
        [first.answer.body.created, again.answer.body.unchanged, some.body.revised],
        [ROWS, ROWS, ROWS / CHANGED_EVERY],
      );
      const after = await here.gate.db.reader('log_head').first('size');
      // Two files that changed something said when they began and when they ended.
      assert.equal(Number(after.size) - Number(head.size), ROWS + ROWS / CHANGED_EVERY + 4);
      for (const { heldMb } of [first, again]) assert.ok(heldMb < HELD_MB_MAX, `${heldMb} MB`);
      const { accounts, moves, mismatches } = await inSnapshot(here.gate.db, reconcileCounters);
      assert.deepEqual([accounts, moves, mismatches], [ROWS, ROWS + ROWS / CHANGED_EVERY, []]);
    });
  });
});

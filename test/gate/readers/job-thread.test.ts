import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type JobStep, StoppedStep } from '../../../src/db/index.ts';
import { JOB_THREAD_LIMITS, type JobThreadLimits, openJobThread } from '../../../src/gate/readers/job-thread.ts';
import type { ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import type { Refusal } from '../../../src/kernel/index.ts';
import { latch } from '../../support/latch.ts';

const LIMITS: JobThreadLimits = { ...JOB_THREAD_LIMITS, idleMsMax: 5 };

const STEP: JobStep<null, string> = { name: 'draw', open: () => () => assert.fail('it is taken elsewhere') };

/** A thread whose steps end when they are stopped, and not before. */
function endlessThread(): ReaderThread {
  return {
    read: () => assert.fail('nothing is read'),
    take: (_step, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    isWhole: () => true,
    end: async () => undefined,
  };
}

/** A thread that notes which steps it takes, and ends none before it may. */
function notingThread(taken: unknown[], mayEnd: Promise<void>): ReaderThread {
  const take: ReaderThread['take'] = async ({ input }) => {
    const place = taken.push(input);
    await mayEnd;
    return place;
  };
  return { ...endlessThread(), take };
}

describe('a step that somebody waits for', () => {
  it('goes before the next step of a job, and jobs go on however much is asked', async () => {
    const taken: unknown[] = [];
    const held = latch();
    const thread = openJobThread(() => notingThread(taken, held.opened), LIMITS);
    const named: JobStep<string, number> = { name: 'any', open: STEP.open as never };

    const running = thread.take(named, 'backtest');
    await Promise.resolve();
    const waiting = [
      ...['rederive', 'pack', 'digests'].map((input) => thread.take(named, input)),
      ...['preview', 'sample'].map((name) => {
        const caller = { name, signal: new AbortController().signal };
        return thread.takeFor(caller, (take) => take(named, name));
      }),
    ];
    await nextTurn();
    held.open();
    const places = await Promise.all(waiting);
    await thread.close();

    assert.equal(await running, 1);
    assert.deepEqual(taken, ['backtest', 'preview', 'rederive', 'sample', 'pack', 'digests']);
    assert.deepEqual(places, [3, 5, 6, 2, 4]);
  });

  it('is refused with 503 when it takes too long, and says that less can be asked for', async () => {
    const thread = openJobThread(endlessThread, { ...LIMITS, stepMsMax: 5 });

    await assert.rejects(thread.take(STEP, null), ({ kind, code, message, hints }: Refusal) => {
      assert.deepEqual([kind, code, hints.retryAfterS], ['unavailable', 'read.too_long', 60]);
      return /\(draw\)\. Ask for less/.test(message);
    });
    await thread.close();
  });

  it('is stopped by the end of the gate, and none begins any more', async () => {
    const thread = openJobThread(endlessThread, LIMITS);
    const running = assert.rejects(thread.take(STEP, null), StoppedStep);
    await Promise.resolve();

    await thread.close();
    await running;

    await assert.rejects(thread.take(STEP, null), StoppedStep);
  });
});

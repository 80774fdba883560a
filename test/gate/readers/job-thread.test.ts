import assert from 'node:assert/strict';
import { type JobStep, StoppedStep } from '../../../src/db/index.ts';
import { openJobThread } from '../../../src/gate/readers/job-thread.ts';
import type { ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import type { Refusal } from '../../../src/kernel/index.ts';

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

/** A thread that notes which steps it takes. */
function notingThread(taken: unknown[]): ReaderThread {
  return { ...endlessThread(), take: async ({ input }) => taken.push(input) };
}

describe('a step that somebody waits for', () => {
  it('goes before the next step of a job, and jobs go on however much is asked', async () => {
    const taken: unknown[] = [];
    const thread = openJobThread(() => notingThread(taken), { stepMsMax: 60_000, idleMsMax: 5 });
    const named: JobStep<string, number> = { name: 'any', open: STEP.open as never };

    const running = thread.take(named, 'backtest');
    await Promise.resolve();
    const places = await Promise.all([
      ...['rederive', 'pack', 'digests'].map((input) => thread.take(named, input)),
      ...['preview', 'sample'].map((input) => thread.takeAsked(named, input)),
    ]);
    await thread.close();

    assert.equal(await running, 1);
    assert.deepEqual(taken, ['backtest', 'preview', 'rederive', 'sample', 'pack', 'digests']);
    assert.deepEqual(places, [3, 5, 6, 2, 4]);
  });

  it('is refused with 503 when it takes too long, and says that less can be asked for', async () => {
    const thread = openJobThread(endlessThread, { stepMsMax: 5, idleMsMax: 5 });

    await assert.rejects(thread.take(STEP, null), ({ kind, code, message, hints }: Refusal) => {
      assert.deepEqual([kind, code, hints.retryAfterS], ['unavailable', 'read.too_long', 60]);
      return /\(draw\)\. Ask for less/.test(message);
    });
    await thread.close();
  });

  it('is stopped by the end of the gate, and none begins any more', async () => {
    const thread = openJobThread(endlessThread, { stepMsMax: 60_000, idleMsMax: 5 });
    const running = assert.rejects(thread.take(STEP, null), StoppedStep);
    await Promise.resolve();

    await thread.close();
    await running;

    await assert.rejects(thread.take(STEP, null), StoppedStep);
  });
});

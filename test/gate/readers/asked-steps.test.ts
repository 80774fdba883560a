import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { Database, JobStep, StepCaller, TakeStep } from '../../../src/db/index.ts';
import { loadConfig } from '../../../src/gate/config.ts';
import { gateJobThread } from '../../../src/gate/readers/gate-job-thread.ts';
import { JOB_THREAD_LIMITS, type JobThreadLimits, openJobThread } from '../../../src/gate/readers/job-thread.ts';
import type { ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import { Refusal } from '../../../src/kernel/index.ts';
import { until } from '../../support/until.ts';

const STEP: JobStep<string, null> = { name: 'portion', open: () => () => assert.fail('it is taken elsewhere') };

const { threadsMax: atOnceMax, waitingMax } = JOB_THREAD_LIMITS.asked;

/** A thread that a test plays: each step ends when the test says so, or when it is stopped. */
function playedThread(limits: Partial<JobThreadLimits['asked']> = {}) {
  const taken: { readonly input: unknown; readonly signal: AbortSignal; readonly end: () => void }[] = [];
  const played: ReaderThread = {
    read: () => assert.fail('nothing is read'),
    take: ({ input }, signal) =>
      new Promise((resolve, reject) => {
        taken.push({ input, signal, end: () => resolve(null) });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    isWhole: () => true,
    end: async () => undefined,
  };
  const asked = { ...JOB_THREAD_LIMITS.asked, ...limits };
  const thread = openJobThread(() => played, { ...JOB_THREAD_LIMITS, idleMsMax: 5, asked });
  /** Asks for two portions, one after the other, as a sample is gathered. */
  const ask = async (caller: StepCaller): Promise<string> => {
    try {
      return await thread.takeFor(caller, (take) => twoPortions(take, caller.name));
    } catch (error) {
      if (!(error instanceof Refusal)) return String(error);
      return `${error.kind}, ${error.code}, again after ${error.hints.retryAfterS} s`;
    }
  };
  const begun = (count: number): Promise<void> => until(`${count} steps have begun`, () => taken.length === count);
  return { thread, taken, ask, begun };
}

async function twoPortions(take: TakeStep, name: string): Promise<string> {
  for (const portion of [1, 2]) await take(STEP, `${name} ${portion}`);
  return 'done';
}

function caller(name: string): StepCaller & { readonly leave: () => void } {
  const left = new AbortController();
  return { name, signal: left.signal, leave: () => left.abort() };
}

const inputsOf = (taken: readonly { readonly input: unknown }[]): readonly unknown[] => taken.map(({ input }) => input);

describe('what somebody asks for in steps', () => {
  it('is stopped in the middle of a step when its caller has left, and the next caller has the thread', async () => {
    const { thread, taken, ask, begun } = playedThread();
    const leaving = caller('leaving');
    const asked = ask(leaving);
    await begun(1);
    const other = ask(caller('other'));

    leaving.leave();
    await begun(2);
    taken[1]?.end();
    await begun(3);
    taken[2]?.end();

    assert.equal(await asked, 'unavailable, read.stopped, again after 5 s');
    assert.equal(await other, 'done');
    assert.deepEqual(inputsOf(taken), ['leaving 1', 'other 1', 'other 2']);
    await thread.close();
  });

  it('is not begun for a caller who left while his step waited for the thread', async () => {
    const { thread, taken, ask, begun } = playedThread();
    const ofJob = thread.take(STEP, 'job 1');
    await begun(1);
    const leaving = caller('leaving');
    const asked = ask(leaving);
    await nextTurn();

    leaving.leave();
    const after = thread.take(STEP, 'job 2');
    taken[0]?.end();
    await begun(2);
    taken[1]?.end();
    await Promise.all([ofJob, after]);

    assert.equal(await asked, 'unavailable, read.stopped, again after 5 s');
    assert.deepEqual(inputsOf(taken), ['job 1', 'job 2']);
    assert.equal(thread.taken(), 2);
    await thread.close();
  });

  it('ends between two portions when its caller leaves there', async () => {
    const { thread, taken, begun } = playedThread();
    const leaving = caller('leaving');
    const asked = thread.takeFor(leaving, async (take) => {
      await take(STEP, 'first');
      leaving.leave();
      return take(STEP, 'second');
    });
    await begun(1);

    taken[0]?.end();

    await assert.rejects(asked, ({ code }: Refusal) => code === 'read.stopped');
    assert.deepEqual(inputsOf(taken), ['first']);
    await thread.close();
  });

  it('is refused with 503 and a time where as many wait as may, until one of them has left', async () => {
    const { thread, ask, begun } = playedThread();
    const callers = Array.from({ length: atOnceMax + waitingMax }, (_, at) => caller(`caller ${at}`));
    const asked = callers.map(ask);
    await begun(1);

    assert.equal(waitingMax, 32);
    assert.equal(await ask(caller('one too many')), 'unavailable, read.busy, again after 5 s');
    callers.at(-1)?.leave();
    const last = ask(caller('instead of the one who left'));

    await thread.close();
    assert.equal(await asked.pop(), 'unavailable, read.busy, again after 5 s');
    assert.deepEqual(new Set(await Promise.all([...asked, last])), new Set(['StoppedStep: the gate is being stopped']));
  });

  it('is refused to one caller who fills half of the line, so that others may wait', async () => {
    const { thread, ask, begun } = playedThread();
    const asked = Array.from({ length: 1 + waitingMax / 2 }, () => ask(caller('same')));
    await begun(1);

    assert.equal(await ask(caller('same')), 'unavailable, read.busy, again after 5 s');
    const others = Array.from({ length: atOnceMax - 1 + waitingMax / 2 }, (_, at) => ask(caller(`other ${at}`)));

    await thread.close();
    assert.deepEqual(
      new Set(await Promise.all([...asked, ...others])),
      new Set(['StoppedStep: the gate is being stopped']),
    );
  });

  it('is refused with 503 and a time where it has waited too long', async () => {
    const { thread, ask, begun } = playedThread({ threadsMax: 1, waitMsMax: 20 });
    const held = ask(caller('one'));
    await begun(1);

    assert.equal(await ask(caller('two')), 'unavailable, read.busy, again after 5 s');

    await thread.close();
    await held;
  });

  it('ends at its next pause when its caller leaves, where the gate has no thread for it', async () => {
    const config = loadConfig({ DATABASE_URL: 'sqlite:nowhere', GATE_READERS: '0' });
    const db = {} as Database;
    const { takeFor } = gateJobThread({ config, registry: new Registry(), db, isIdle: () => true });
    const leaving = caller('leaving');
    let pieces = 0;
    const endless: JobStep<null, null> = {
      name: 'endless',
      open:
        ({ pause }) =>
        async () => {
          for (;;) {
            pieces += 1;
            if (pieces === 3) leaving.leave();
            await pause();
          }
        },
    };

    await assert.rejects(
      takeFor(leaving, (take) => take(endless, null)),
      ({ code }: Refusal) => code === 'read.stopped',
    );
    assert.equal(pieces, 3);
  });

  it('leaves every second turn to jobs, however many wait', async () => {
    const { thread, taken, ask, begun } = playedThread();
    const asked = Array.from({ length: atOnceMax + waitingMax }, (_, at) => ask(caller(`caller ${at}`)));
    await begun(1);
    const ofJobs = ['job 1', 'job 2', 'job 3'].map((input) => thread.take(STEP, input));

    for (let at = 0; at < 6; at += 1) {
      await begun(at + 1);
      taken[at]?.end();
    }
    await Promise.all(ofJobs);

    const turns = inputsOf(taken.slice(0, 6)).map((input) => (String(input).startsWith('job') ? input : 'asked'));
    assert.deepEqual(turns, ['asked', 'job 1', 'asked', 'job 2', 'asked', 'job 3']);
    await thread.close();
    await Promise.all(asked);
  });
});

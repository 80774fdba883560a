import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../src/db/index.ts';
import { type RunningJobs, startJobs } from '../../src/gate/start-jobs.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { closedAtLast } from '../support/left-open.ts';

describe('starting jobs', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
  });
  after(() => gate.close());

  const start = (job: Job, onError: (error: unknown, name: string) => void): RunningJobs => {
    const { stop } = startJobs([job], { db: gate.db, clock: gate.clock.now, holder: 'process-1', onError });
    return { stop: closedAtLast('jobs', stop) };
  };
  const noError = (error: unknown): void => assert.fail(String(error));

  for (const doneBy of ['one-process', 'every-process'] as const) {
    it(`begins no turn of ${doneBy} while one hangs, and ends when that has ended`, async () => {
      const seen: string[] = [];
      let letGo = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const work = async (): Promise<void> => {
        seen.push('begun');
        await held;
        seen.push('ended');
      };
      const stop = async (): Promise<void> => void seen.push('stopped');

      const jobs = start({ name: 'hanging', when: { everyMs: 1, firstMs: 0 }, doneBy, work, stop }, noError);
      await sleep(100);
      const whileHanging = [...seen];
      const stopped = jobs.stop();
      letGo();
      await stopped;
      await sleep(20);

      assert.deepEqual(whileHanging, ['begun']);
      assert.deepEqual(seen, ['begun', 'ended', 'stopped']);
    });

    it(`takes turns of ${doneBy} after one that failed, and tells which job failed`, async () => {
      const told: string[] = [];
      let turns = 0;
      let jobs: RunningJobs | undefined;
      await new Promise<void>((resolve) => {
        const work = async (): Promise<void> => {
          turns += 1;
          if (turns < 3) throw new Error(`turn ${turns}`);
          resolve();
        };
        jobs = start({ name: 'failing', when: { everyMs: 1 }, doneBy, work }, (error, name) =>
          told.push(`${name}: ${error}`),
        );
      });
      await jobs?.stop();

      assert.deepEqual(told, ['failing: Error: turn 1', 'failing: Error: turn 2']);
    });
  }

  it('tells a turn that it may not go on, once the job is to stop', async () => {
    const answers: boolean[] = [];
    const work: Job['work'] = async (mayGoOn) => {
      while (await mayGoOn()) {
        answers.push(true);
        await sleep(5);
      }
      answers.push(false);
    };
    const jobs = start({ name: 'long', when: { everyMs: 1 }, doneBy: 'every-process', work }, noError);
    while (answers.length === 0) await sleep(5);

    await jobs.stop();

    assert.deepEqual([answers[0], answers.at(-1)], [true, false]);
  });

  it('takes the first turn of a daily job soon after the start', async () => {
    let turns = 0;
    const work: Job['work'] = async () => {
      turns += 1;
    };
    const when = { dailyAt: '0 0 1 1 *', firstMs: 1 };

    const jobs = start({ name: 'nightly', when, doneBy: 'one-process', work }, noError);
    for (let rounds = 0; turns === 0 && rounds < 200; rounds += 1) await sleep(5);
    await jobs.stop();

    assert.equal(turns, 1);
  });
});

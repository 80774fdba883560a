import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { every } from '../../src/kernel/index.ts';

const noError = (error: unknown): void => assert.fail(String(error));

describe('what is done again and again', () => {
  it('is not begun once more while it hangs, and has ended when it was stopped', async () => {
    let [begun, ended] = [0, 0];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const task = async (): Promise<void> => {
      begun += 1;
      await held;
      ended += 1;
    };

    const repetition = every(1, task, noError);
    repetition.turn();
    repetition.turn();
    await sleep(50);
    const whileHanging = begun;
    const stopped = repetition.stop();
    letGo();
    await stopped;

    assert.deepEqual([whileHanging, begun, ended], [1, 1, 1]);
  });

  it('goes on after an error, which is told', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const done = new Promise<void>((resolve) => {
      const repetition = every(
        1,
        async () => {
          runs += 1;
          if (runs < 3) throw new Error(`run ${runs}`);
          void repetition.stop().then(resolve);
        },
        (error) => errors.push(error),
      );
    });

    await done;

    assert.deepEqual(errors.map(String), ['Error: run 1', 'Error: run 2']);
  });
});

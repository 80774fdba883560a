import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inSnapshot, openDatabase, readAhead } from '../../src/db/index.ts';
import { forEachEngine, freshDatabaseUrl } from '../support/databases.ts';

describe('reading ahead', () => {
  /** Answers when it is told to. */
  const openQuestions = () => {
    const told: string[] = [];
    const answers = new Map<number, (answer: number | Error) => void>();
    return {
      told,
      ask: (part: number) => {
        told.push(`asked ${part}`);
        const answer = new Promise<number>((resolve, reject) => {
          answers.set(part, (it) => (it instanceof Error ? reject(it) : resolve(it)));
        });
        return [answer, Promise.resolve(String(part))] as const;
      },
      answer: (part: number, it: number | Error) => answers.get(part)?.(it),
    };
  };

  it('asks one part more before it hands over an answer, and no more than that', async () => {
    const { told, ask, answer } = openQuestions();
    const read = readAhead([1, 2, 3], ask);

    const first = read.next();
    assert.deepEqual(told, ['asked 1', 'asked 2']);
    answer(1, 10);
    assert.deepEqual((await first).value, [10, '1']);
    assert.deepEqual(told, ['asked 1', 'asked 2']);
    const second = read.next();
    answer(2, 20);
    answer(3, 30);

    assert.deepEqual(
      [(await second).value, (await read.next()).value],
      [
        [20, '2'],
        [30, '3'],
      ],
    );
    assert.deepEqual([(await read.next()).done, told.length], [true, 3]);
    assert.equal((await readAhead([], ask).next()).done, true);
  });

  it('leaves nothing behind when whoever looks at an answer fails, or a part that was asked ahead does', async () => {
    const { told, ask, answer } = openQuestions();
    const looking = (async () => {
      for await (const [first] of readAhead([1, 2, 3], ask)) throw new Error(`${first} is odd`);
    })().catch((error: unknown) => told.push(String(error)));
    answer(1, 11);
    await sleep(5);
    assert.deepEqual(told, ['asked 1', 'asked 2']);
    answer(2, new Error('cut off'));
    await looking;

    assert.deepEqual(told, ['asked 1', 'asked 2', 'Error: 11 is odd']);
  });

  it('hands on what fails, when its turn comes', async () => {
    const { ask, answer } = openQuestions();
    const read = readAhead([1, 2], ask);
    const first = read.next();
    answer(2, new Error('cut off'));
    await sleep(5);
    answer(1, 1);

    assert.deepEqual((await first).value, [1, '1']);
    await assert.rejects(read.next(), /cut off/);
  });

  forEachEngine('statements', (engine) => {
    it(`runs all statements in one snapshot, on ${engine}`, async () => {
      const fresh = await freshDatabaseUrl(engine);
      const db = openDatabase(fresh.url);
      const answers = await inSnapshot(db, async (tx) => {
        const all: unknown[] = [];
        const ask = (part: number) =>
          [tx('agencies').count({ agencies: '*' }), tx.select(tx.raw('? as part', [part]))] as const;
        for await (const [[counted], [asked]] of readAhead([1, 2, 3], ask)) {
          all.push(Number(counted?.agencies), Number(asked.part));
        }
        return all;
      });
      await db.close();
      await fresh.drop();

      assert.deepEqual(answers, [0, 1, 0, 2, 0, 3]);
    });
  });
});

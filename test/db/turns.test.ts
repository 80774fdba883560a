import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Database, Engine } from '../../src/db/index.ts';
import { inTurn } from '../../src/db/turns.ts';
import { latch } from '../support/latch.ts';

/** Work that writes, each until the test ends it; the turns need no more of a database than its name. */
function writersOf(engine: Engine) {
  const db = { engine, writer: {} } as Database;
  const running = new Set<string>();
  const begin = (name: string): { readonly end: () => Promise<void> } => {
    const ended = latch();
    const turn = inTurn(db, false, async () => {
      running.add(name);
      await ended.opened;
      running.delete(name);
    });
    return {
      end: () => {
        ended.open();
        return turn;
      },
    };
  };
  return { begin, running: () => [...running].join() };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a turn to write', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  for (const engine of ['sqlite', 'mysql'] as const) {
    it(`is one at a time on ${engine}, and again so once those who had waited too long have written`, async () => {
      const { begin, running } = writersOf(engine);
      const first = begin('a');
      const late = begin('late');
      await soon();
      const before = running();

      mock.timers.tick(5_000);
      await soon();
      const beside = running();
      const last = begin('last');
      await late.end();
      await soon();
      const after = running();
      await first.end();
      await soon();
      const atLast = running();
      await last.end();

      assert.deepEqual([before, beside, after, atLast], ['a', 'a,late', 'a', 'last']);
    });
  }
});

import assert from 'node:assert/strict';
import { laterAttempt, type RetrySchedule, scheduleAt } from '../../../src/cli/exchange/retry-schedule.ts';

const due = (turns: RetrySchedule, now: number): readonly string[] =>
  [...turns].filter(([, { from }]) => from <= now).map(([name]) => name);

describe('the turn of a file that is watched', () => {
  it('comes once the file has stayed as it is for two seconds, not a millisecond before', () => {
    const first = scheduleAt(0, new Map(), [{ name: 'a.json', state: '10 bytes' }]);
    const second = scheduleAt(1_999, first, [{ name: 'a.json', state: '10 bytes' }]);

    assert.deepEqual([due(second, 1_999), due(second, 2_000)], [[], ['a.json']]);
  });

  it('begins anew with every change, and keeps no other file waiting', () => {
    const both = [
      { name: 'a.json', state: '10 bytes' },
      { name: 'b.json', state: '10 bytes' },
    ];
    const grown = [
      { name: 'a.json', state: '20 bytes' },
      { name: 'b.json', state: '10 bytes' },
    ];

    const turns = scheduleAt(1_900, scheduleAt(0, new Map(), both), grown);

    assert.deepEqual(
      [due(turns, 2_000), due(turns, 3_899), due(turns, 3_900)],
      [['b.json'], ['b.json'], ['a.json', 'b.json']],
    );
  });

  it('comes later each time the file was taken in vain, after a minute at most, and anew once it has changed', () => {
    let turn = { state: '10 bytes', from: 0, attempts: 0 };
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      turn = laterAttempt(turn, 0);
      pauses.push(turn.from);
    }

    assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    const turns = scheduleAt(100, new Map([['a.json', turn]]), [{ name: 'a.json', state: '20 bytes' }]);
    assert.deepEqual([due(turns, 2_099), due(turns, 2_100)], [[], ['a.json']]);
  });
});

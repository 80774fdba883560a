import assert from 'node:assert/strict';
import { byDueDay } from '../../src/web/home/tray-order.ts';

describe('the order of the in-tray', () => {
  it('goes by the day on which the first of a kind is due, whatever kind it is', () => {
    const entries = [
      { kind: 'order-to-review', urgent: 3, dueFirst: '2026-06-02' },
      { kind: 'draft-to-answer', urgent: 0, dueFirst: null },
      { kind: 'finding-to-answer', urgent: 0, dueFirst: '2026-06-09' },
      { kind: 'undertaking-overdue', urgent: 1, dueFirst: '2026-05-20' },
      { kind: 'proposal-to-sign', urgent: 5, dueFirst: '2026-06-02' },
    ];

    const kinds = byDueDay(entries).map(({ kind }) => kind);

    const [first, second, third, fourth, last] = kinds;
    assert.deepEqual([first, second, third], ['undertaking-overdue', 'proposal-to-sign', 'order-to-review']);
    assert.deepEqual([fourth, last], ['finding-to-answer', 'draft-to-answer']);
  });

  it('begins with rectifications that are overdue, though something else is due since longer', () => {
    const entries = [
      { kind: 'campaign-to-close', urgent: 6, dueFirst: '2026-03-31' },
      { kind: 'rectification-to-judge', urgent: 1, dueFirst: '2026-05-01' },
      { kind: 'rectification-overdue', urgent: 27, dueFirst: '2026-05-13' },
    ];

    const kinds = byDueDay(entries).map(({ kind }) => kind);

    assert.deepEqual(kinds, ['rectification-overdue', 'campaign-to-close', 'rectification-to-judge']);
  });
});

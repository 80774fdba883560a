import assert from 'node:assert/strict';
import type { Attempt, DeliveryCursor } from '../../src/connectors/receivers/delivery.ts';
import {
  progressAfter,
  type ReceiverProgress,
  UNDELIVERED_MAX,
} from '../../src/connectors/receivers/receiver-progress.ts';
import { instant } from '../../src/kernel/index.ts';

const AT = instant('2026-11-27T08:00:00.000Z');
const WHEN = { at: AT, random: () => 1 };

const cursorAt = (nextIndex: number, own: Partial<DeliveryCursor> = {}): DeliveryCursor => ({
  ...{ receiverId: 'plf_1', nextIndex, failures: 0, failingSince: null, nextAttemptAt: null, deliveredAt: null },
  ...own,
});
const message = (index: number) => ({
  ...{ index, type: 'order.decided', subject: `order/ord_${index}`, id: `gate/${index}`, body: '{}' },
});
const answered = (index: number, status: number): Attempt => ({
  ...{ message: message(index), at: AT },
  answer: { status, error: null, retryAfter: null, durationMs: 1 },
});
const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, place) => place);
const told = (attempts: readonly Attempt[], lanes = 8) => ({
  ...{ lanes, fresh: attempts.map((attempt) => attempt.message), behind: [], dropped: new Set<number>() },
  ...{ next: 1_000, attempts },
});
const fresh: ReceiverProgress = { cursor: cursorAt(0), undelivered: [] };

describe('where a receiver stands', () => {
  it('is behind what it has refused, up to a number of them; a receiver that refuses more fails as a whole', () => {
    const refused = indexes(UNDELIVERED_MAX + 1).map((index) => answered(index, 422));

    const most = progressAfter(fresh, told(refused.slice(0, UNDELIVERED_MAX)), WHEN);
    const more = progressAfter(fresh, told(refused), WHEN);
    const again = progressAfter(more, told(refused.slice(UNDELIVERED_MAX)), WHEN);

    assert.deepEqual([most.cursor.nextIndex, most.cursor.failures], [1_000, 0]);
    assert.deepEqual([more.cursor.nextIndex, more.cursor.failures], [UNDELIVERED_MAX, 1]);
    assert.deepEqual([again.cursor.nextIndex, again.cursor.failures], [UNDELIVERED_MAX, 2]);
    assert.equal(again.undelivered.length, UNDELIVERED_MAX);
    assert.ok(again.cursor.nextAttemptAt !== null);
  });

  it('is before what is away with everything else, and what was not tried is no failure', () => {
    const { cursor, undelivered } = progressAfter(fresh, told([answered(3, 503), answered(4, 503)]), WHEN);
    const untried = progressAfter(fresh, { ...told([answered(3, 200)]), fresh: [message(3), message(5)] }, WHEN);

    assert.deepEqual([cursor.nextIndex, cursor.failures, undelivered], [3, 1, []]);
    assert.deepEqual([untried.cursor.nextIndex, untried.cursor.failures], [5, 0]);
  });

  it('keeps the order of the log for a receiver that is told in it, unless that refuses', () => {
    const failing = progressAfter(fresh, told([answered(3, 200), answered(4, 503)], 1), WHEN);
    const refusing = progressAfter(fresh, told([answered(3, 200), answered(4, 422)], 1), WHEN);

    assert.deepEqual([failing.cursor.nextIndex, failing.cursor.failures], [4, 1]);
    assert.deepEqual([refusing.cursor.nextIndex, refusing.cursor.failures], [1_000, 0]);
  });

  it('is before what is to wait because the receiver says so, although it has taken others', () => {
    const waiting = answered(3, 503);
    const asked = { ...waiting, answer: { ...waiting.answer, retryAfter: '120' } };

    const { cursor, undelivered } = progressAfter(fresh, told([asked, answered(4, 200)]), WHEN);

    assert.deepEqual([cursor.nextIndex, cursor.failures, undelivered], [3, 1, []]);
    assert.equal(cursor.nextAttemptAt, '2026-11-27T08:02:00.000Z');
  });

  it('has not failed any more once it has come forward with nothing to be told', () => {
    const failing = { cursor: cursorAt(0, { failures: 6, failingSince: AT }), undelivered: [] };

    const { cursor } = progressAfter(failing, told([]), WHEN);

    assert.deepEqual([cursor.nextIndex, cursor.failures, cursor.failingSince], [1_000, 0, null]);
  });

  it('is left alone, and not asked in a circle, when nothing can be put aside behind what is there', () => {
    const full = progressAfter(fresh, told(indexes(UNDELIVERED_MAX).map((index) => answered(index, 422))), WHEN);
    const later = { ...message(1_001), subject: message(0).subject };

    const { cursor } = progressAfter(full, { ...told([]), behind: [later], next: 1_002 }, WHEN);

    assert.deepEqual([cursor.nextIndex, cursor.failures], [1_001, 1]);
    assert.ok(cursor.nextAttemptAt !== null);
  });
});

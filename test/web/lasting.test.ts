import assert from 'node:assert/strict';
import { lastingOf } from '../../src/web/two-people/lasting.ts';

describe('what a signature would bring about, as its page shows it before', () => {
  const request = { params: { id: 'pay_01' }, body: { reason: '退回 1 台', dueAt: '2026-06-30T16:00:00.000Z' } };

  it('has no number, name or hour of a trial, which will be others', () => {
    const answer = { id: 'crn_1', logIndex: 682, recordedAt: '2026-06-01T02:00:00.000Z', amount: '1100.00' };

    assert.deepEqual(lastingOf(answer, request), { amount: '1100.00' });
  });

  it('keeps what was asked, wherever it stands', () => {
    const answer = {
      payment: { id: 'pay_01' },
      parts: [{ id: 'crp_9', quantity: 1 }],
      dueAt: '2026-06-30T16:00:00.000Z',
    };

    assert.deepEqual(lastingOf(answer, request), {
      payment: { id: 'pay_01' },
      parts: [{ quantity: 1 }],
      dueAt: '2026-06-30T16:00:00.000Z',
    });
  });

  it('is nothing where nothing was answered', () => {
    assert.equal(lastingOf(null, null), null);
  });
});

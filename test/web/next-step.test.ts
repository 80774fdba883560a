import assert from 'node:assert/strict';
import { isLeftToOthers, nextStepOf } from '../../src/web/orders/next/next-step.ts';

const UNTIL = '2026-12-20T16:00:00Z';

describe('what an order waits for', () => {
  it('is the review of the bureaus whose rules referred it, until the hold lapses', () => {
    const step = nextStepOf({ state: 'referred', outcome: 'referred', expiresAt: UNTIL }, ['legalization-office']);
    assert.deepEqual(step, { act: 'review', of: ['legalization-office'], until: '2026-12-21' });
  });

  it('is that review for a referred amendment too, whatever else could be done with what stands', () => {
    for (const state of ['approved', 'contracted'] as const) {
      assert.equal(nextStepOf({ state, outcome: 'referred', expiresAt: null }, ['finance'])?.act, 'review');
    }
  });

  it('is the contract, the delivery, the payment and, of a rejected order, the mending', () => {
    const acts = (['approved', 'contracted', 'accepted', 'rejected'] as const).map((state) => {
      const outcome = state === 'rejected' ? 'rejected' : 'approved';
      return nextStepOf({ state, outcome, expiresAt: null }, [])?.act;
    });
    assert.deepEqual(acts, ['contract', 'accept', 'pay', 'mend']);
  });

  it('is to be amended by the officer once it has lapsed, if it is still wanted', () => {
    const step = nextStepOf({ state: 'expired', outcome: 'approved', expiresAt: UNTIL }, []);
    assert.deepEqual(step, { act: 'renew', of: ['procurement-officer'], until: undefined });
  });

  it('is nothing once it has ended', () => {
    for (const state of ['closed', 'withdrawn', 'terminated'] as const) {
      assert.equal(nextStepOf({ state, outcome: 'approved', expiresAt: null }, []), undefined);
    }
  });

  it('is not the step of whoever bought it, when it is to be accepted or paid', () => {
    const leftToOthers = ['acceptance' as const, 'payment' as const];
    assert.equal(isLeftToOthers({ leftToOthers }, { act: 'accept' }), true);
    assert.equal(isLeftToOthers({ leftToOthers }, { act: 'pay' }), true);
    assert.equal(isLeftToOthers({ leftToOthers }, { act: 'contract' }), false);
    assert.equal(isLeftToOthers({}, { act: 'accept' }), false);
  });
});

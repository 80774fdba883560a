import assert from 'node:assert/strict';
import { alikeNumberFacts } from '../../src/facts/alike-numbers.ts';
import { givenGathered, givenInput, policyWithout } from './support.ts';

const POLICY = 'policy.numbers.comparedLoosely';

describe('numbers that differ by signs alone', () => {
  const gathered = givenGathered({ alikeNumbers: ['HT-1', 'HT1'] });

  it('are named and counted', () => {
    assert.deepEqual(alikeNumberFacts(givenInput({ gathered })), {
      'order.alikeNumbers': ['HT-1', 'HT1'],
      'order.alikeNumberCount': 2,
    });
  });

  it('are none where nothing is like them, and where a policy does not compare them so', () => {
    const none = { 'order.alikeNumbers': [], 'order.alikeNumberCount': 0 };

    assert.deepEqual(alikeNumberFacts(givenInput()), none);
    assert.deepEqual(alikeNumberFacts(givenInput({ gathered, policy: { boolean: () => false } })), none);
  });

  it('are no fact under an older policy', () => {
    assert.deepEqual(alikeNumberFacts(givenInput({ gathered, policy: policyWithout(POLICY) })), {});
  });
});

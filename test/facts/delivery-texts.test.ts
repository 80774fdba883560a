import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenGathered, givenInput, givenLine } from './support.ts';

type Changes = Parameters<typeof givenInput>[0];

function toldOf(order: Partial<OrderSubmission>, changes: Changes = {}) {
  const facts = deriveFacts(givenInput({ ...changes, order })).order;
  const of = (name: string) => facts[`order.otherDelivery${name}`];
  return [of('Days'), of('DayCount'), of('Places')];
}

const NONE = [[], 0, []];

/** Submitted on 2026-04-12. */
describe('texts beside the day of delivery', () => {
  const justification = '请于2026年9月底前交货。';

  it('contradict it one day after their last, and not on it', () => {
    assert.deepEqual(toldOf({ justification, expectedDeliveryOn: '2026-09-30' }), NONE);
    assert.deepEqual(toldOf({ justification, expectedDeliveryOn: '2026-10-01' }), [
      ['2026年9月底前交货'],
      1,
      ['/justification'],
    ]);
  });

  it('contradict it one day before their first, and not on it', () => {
    const lines = [givenLine({ description: '台式机，10月交货' })];

    assert.deepEqual(toldOf({ lines, expectedDeliveryOn: '2026-10-01' }), NONE);
    assert.deepEqual(toldOf({ lines, expectedDeliveryOn: '2026-09-30' }), [['10月交货'], 1, ['/lines/0/description']]);
  });

  it('are told from every place, each once', () => {
    const lines = [givenLine({ description: '台式机，9月底前到货' }), givenLine({ line: 2, description: '10月到货' })];

    assert.deepEqual(toldOf({ justification, lines }), [
      ['2026年9月底前交货', '9月底前到货', '10月到货'],
      3,
      ['/justification', '/lines/0/description', '/lines/1/description'],
    ]);
  });

  it('say nothing where no day is stated, or where there is no text', () => {
    assert.deepEqual(toldOf({ justification, expectedDeliveryOn: null }), NONE);
    assert.deepEqual(toldOf({ justification: null }), NONE);
  });

  it('say nothing to a supplement, which keeps the day of its contract', () => {
    assert.deepEqual(toldOf({ justification }, { gathered: { ...givenGathered(), isSupplement: true } }), NONE);
  });

  it('that run from the contract are compared once it is signed', () => {
    const terms = { justification: '合同签订后15日内交货。', expectedDeliveryOn: '2026-05-22' };
    const on = civilDate('2026-05-06');
    const contract = { signedOn: on, approvedOn: on, preferenceApplied: null, original: null };

    assert.deepEqual(toldOf(terms), NONE);
    assert.deepEqual(toldOf(terms, { gathered: { ...givenGathered(), contract } }).slice(0, 2), [
      ['合同签订后15日内交货'],
      1,
    ]);
  });

  it('are no facts under a policy without words for days', () => {
    const { textWords } = givenInput().policy.decisionDate;
    assert.ok(textWords);
    const { days: _days, ...before } = textWords;
    const none = [undefined, undefined, undefined];

    assert.deepEqual(toldOf({ justification }, { policy: { textWords: before } }), none);
    assert.deepEqual(toldOf({ justification }, { policy: { textWords: undefined } }), none);
  });
});

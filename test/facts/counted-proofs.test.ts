import assert from 'node:assert/strict';
import type { Gathered } from '../../src/facts/gathered.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { proofKey, proofKeysOf, proofsOfOrder } from '../../src/facts/system/counted-proofs.ts';
import { proofFacts } from '../../src/facts/system/proof-facts.ts';
import {
  AGENCY,
  givenGathered,
  givenHistory,
  givenInput,
  givenLineWith,
  givenOrder,
  type OperatingSystem,
  policyWithout,
} from './support.ts';

type Papers = NonNullable<OperatingSystem['evidence']>;

const letter = (reference: string | null, seats: number | null = null): Papers[number] => ({
  kind: 'vendor-authorization-letter',
  reference,
  seats,
});
const coa = (reference: string | null, seats: number | null = null): Papers[number] => ({
  kind: 'coa',
  reference,
  seats,
});

const lineOf = (quantity: number, evidence: Papers, system: Partial<OperatingSystem> = {}): OrderLine =>
  givenLineWith({ ...system, evidence }, { quantity });

/** What each line is found to be, with what other orders use of the same papers. */
function usesOf(
  lines: readonly OrderLine[],
  others: readonly (readonly [Papers[number], number, number | null])[] = [],
) {
  const proofs = Object.fromEntries(
    others.map(([paper, machines, covers]) => [proofKey(AGENCY, paper), { machines, covers }]),
  );
  const gathered: Gathered = givenGathered({ history: givenHistory({ proofs }) });
  const input = givenInput({ order: { lines: [...lines] }, gathered });
  return lines.map((_, index) => {
    const facts = proofFacts(input, index);
    const of = (name: string) => facts[`line.os.${name}`];
    return [of('proofUse'), of('proofNumber'), of('proofCovers'), of('proofMachines')];
  });
}

const NOT_COUNTED = ['not-counted', null, null, null];

describe('papers that prove the systems of a line', () => {
  const cases: readonly [string, number, Papers, readonly unknown[]][] = [
    ['a letter for two covers two', 2, [letter('SQ-1', 2)], ['enough', 'SQ-1', 2, 2]],
    ['a letter for two does not cover five', 5, [letter('SQ-1', 2)], ['short', 'SQ-1', 2, 5]],
    ['a letter that says no number covers all', 5, [letter('SQ-1')], ['enough', 'SQ-1', null, 5]],
    ['two letters cover what they come to', 5, [letter('SQ-1', 2), letter('SQ-2', 3)], ['enough', 'SQ-2', 3, 3]],
    ['one letter twice is one letter', 4, [letter('SQ-1', 2), letter('sq－1', 2)], ['short', 'sq－1', 2, 4]],
    ['one certificate is for one machine', 1, [coa('COA 1')], ['enough', 'COA 1', 1, 1]],
    ['one certificate is not for five machines', 5, [coa('COA 1')], ['short', 'COA 1', 1, 5]],
    ['whatever number stands beside the certificate', 5, [coa('COA 1', 5)], ['short', 'COA 1', 1, 5]],
    ['two certificates are for two machines', 2, [coa('COA 1'), coa('COA 2')], ['enough', 'COA 2', 1, 1]],
    ['the kind alone is a promise for all', 5, [coa(null)], NOT_COUNTED],
    ['words without a number are a promise, too', 5, [coa('随机标签')], NOT_COUNTED],
    ['a promise covers what a letter does not', 5, [letter('SQ-1', 2), coa(null)], ['enough', 'SQ-1', 2, 2]],
    ['what is bought is no proof of the system', 5, [{ kind: 'invoice', reference: 'FP-1', seats: 1 }], NOT_COUNTED],
    ['a paper of no kind is none', 5, [{ kind: null, reference: 'SQ-1', seats: 1 }], NOT_COUNTED],
    ['no paper is the matter of another rule', 5, [], NOT_COUNTED],
  ];
  for (const [says, quantity, evidence, expected] of cases) {
    it(says, () => assert.deepEqual(usesOf([lineOf(quantity, evidence)]), [expected]));
  }

  it('are counted over all lines of an order', () => {
    const five = lineOf(5, [letter('SQ-1', 5)]);
    const ten = lineOf(5, [letter('SQ-1', 10)]);

    assert.deepEqual(usesOf([five, five]), [
      ['enough', 'SQ-1', 5, 5],
      ['short', 'SQ-1', 0, 5],
    ]);
    assert.deepEqual(usesOf([ten, ten]), [
      ['enough', 'SQ-1', 10, 5],
      ['enough', 'SQ-1', 10, 5],
    ]);
  });

  it('are used up by other orders', () => {
    const line = lineOf(5, [letter('SQ-1', 10)]);

    assert.deepEqual(usesOf([line], [[letter('SQ-1'), 5, 10]]), [['enough', 'SQ-1', 10, 5]]);
    assert.deepEqual(usesOf([line], [[letter('ＳＱ-1 '), 6, 10]]), [['used-up', 'SQ-1', 10, 11]]);
    // Another kind of paper may have the same number.
    assert.deepEqual(usesOf([line], [[{ kind: 'serial-list', reference: 'SQ-1' }, 6, 10]]), [
      ['enough', 'SQ-1', 10, 5],
    ]);
    assert.deepEqual(usesOf([line, line], [[letter('SQ-1'), 1, 10]]), [
      ['used-up', 'SQ-1', 10, 11],
      ['used-up', 'SQ-1', 10, 11],
    ]);
  });

  it('cover the least that any order says', () => {
    assert.deepEqual(usesOf([lineOf(5, [letter('SQ-1', 50)])], [[letter('SQ-1'), 5, 5]]), [['used-up', 'SQ-1', 5, 10]]);
    assert.deepEqual(usesOf([lineOf(5, [letter('SQ-1')])], [[letter('SQ-1'), 5, 5]]), [['used-up', 'SQ-1', 5, 10]]);
    assert.deepEqual(usesOf([lineOf(5, [letter('SQ-1')])], [[letter('SQ-1'), 500, null]]), [
      ['enough', 'SQ-1', null, 5],
    ]);
  });

  it('that are listed and not needed are used by nobody', () => {
    const line = lineOf(2, [letter('SQ-1', 2), letter('SQ-2', 5)]);

    assert.deepEqual(usesOf([line], [[letter('SQ-2'), 5, 5]]), [['enough', 'SQ-2', 5, 0]]);
    assert.deepEqual(
      [...proofsOfOrder(givenOrder({ lines: [line] }), ['vendor-authorization-letter']).values()],
      [{ machines: 2, covers: 2 }],
    );
  });

  it('are not asked of what has no system of its own yet', () => {
    for (const state of ['required', 'none', 'dos', 'trial', 'unknown'] as const) {
      assert.deepEqual(usesOf([lineOf(5, [letter('SQ-1', 2)], { state })]), [NOT_COUNTED], state);
    }
  });

  it('may be named by their file, which has one number only where it is written', () => {
    const file = 'a'.repeat(64);
    const named = { kind: 'coa', reference: null, file } as const;

    assert.deepEqual(usesOf([lineOf(2, [named])]), [['short', 'aaaaaaaaaaaa', 1, 2]]);
    assert.equal(proofKey(AGENCY, named), proofKey(AGENCY, { ...named, kind: 'serial-list' }));
    assert.notEqual(proofKey(AGENCY, { ...named, reference: 'COA 1' }), proofKey(AGENCY, named));
    assert.notEqual(proofKey(AGENCY, named), proofKey('12421000MB7654321X', named));
  });

  it('are no facts under an older policy', () => {
    const policy = policyWithout('policy.proof.countedKinds');

    assert.deepEqual(proofFacts(givenInput({ order: { lines: [lineOf(5, [coa('COA 1')])] }, policy }), 0), {});
  });

  it('are looked for by every number that the order names', () => {
    const order = givenOrder({
      lines: [lineOf(1, [letter('SQ-1'), letter('SQ-1'), coa(null)]), lineOf(1, [coa('C 1')])],
    });

    assert.deepEqual(proofKeysOf(order), [proofKey(AGENCY, letter('SQ-1')), proofKey(AGENCY, coa('C 1'))]);
  });
});

import assert from 'node:assert/strict';
import type { GatheredSupplier, SupplierNamesakes } from '../../src/facts/gathered.ts';
import { supplierFacts } from '../../src/facts/supplier-facts.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenGathered, givenInput, givenSupplier, policyWithout } from './support.ts';

const OTHER = '91420000MA4KOTHER0';
const POLICY = 'policy.supplier.namesCompared';
const day = civilDate;

/** Decided on 2026-04-12. */
describe('whose name the supplier has', () => {
  const other = (...debarments: Partial<GatheredSupplier['debarments'][number]>[]) => ({
    ...givenSupplier(...debarments),
    creditCode: OTHER,
  });
  const of = (supplierNamesakes: SupplierNamesakes | undefined, changes: Parameters<typeof givenInput>[0] = {}) => {
    const gathered = givenGathered(supplierNamesakes && { supplierNamesakes });
    const facts = supplierFacts(givenInput({ gathered, ...changes }));
    return [facts['supplier.nameState'], facts['supplier.namesakes']];
  };

  const cases: readonly [string, SupplierNamesakes | undefined, string, readonly string[]][] = [
    ['is its own where no other has it', undefined, 'own', []],
    ['is its own where it is registered by it as another is', { isOwn: true, others: [other()] }, 'own', []],
    ['is that of another whose code it is not', { isOwn: false, others: [other()] }, 'of-another', [OTHER]],
    ['is that of a barred firm', { isOwn: false, others: [other({})] }, 'of-barred', [OTHER]],
    ['is that of a barred firm even where it is its own', { isOwn: true, others: [other({})] }, 'of-barred', [OTHER]],
    [
      'is that of a firm on the local list',
      { isOwn: true, others: [other({ source: 'local-software' })] },
      'of-barred',
      [OTHER],
    ],
    [
      'is no barred firm’s after the listing',
      { isOwn: false, others: [other({ until: day('2026-04-11') })] },
      'of-another',
      [OTHER],
    ],
    ['is no barred firm’s for an affiliate', { isOwn: true, others: [other({ isAffiliate: true })] }, 'own', []],
  ];
  for (const [says, namesakes, state, codes] of cases) {
    it(says, () => assert.deepEqual(of(namesakes), [state, codes]));
  }

  it('names the barred ones of several', () => {
    const clean = { ...other(), creditCode: '91420000MA4KCLEAN0' };

    assert.deepEqual(of({ isOwn: false, others: [clean, other({})] }), ['of-barred', [OTHER]]);
  });

  it('is not asked while there is no supplier, or no name of one', () => {
    assert.deepEqual(of(undefined, { order: { supplier: null } }), [null, null]);
    assert.deepEqual(of(undefined, { order: { supplier: { creditCode: OTHER, name: null } } }), [null, null]);
  });

  it('is its own where a policy compares no names, and no fact under an older policy', () => {
    const namesakes = { isOwn: false, others: [other()] };

    assert.deepEqual(of(namesakes, { policy: { boolean: () => false } }), ['own', []]);
    assert.deepEqual(of(namesakes, { policy: policyWithout(POLICY) }), [undefined, undefined]);
  });
});

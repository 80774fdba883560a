import assert from 'node:assert/strict';
import { supplierFacts } from '../../src/facts/supplier-facts.ts';
import { AGENCY, givenAgency } from './gathered-support.ts';
import { givenGathered, givenInput, givenOrder, policyWithout, SUPPLIER } from './support.ts';

const PARENT = '11420000MB1PARENT6';

describe('what the supplier is to the buyer', () => {
  const gathered = givenGathered({ agency: givenAgency({ parentCode: PARENT }) });
  const relation = (creditCode: string | null, changes: Parameters<typeof givenInput>[0] = {}) => {
    const order = givenOrder({ supplier: creditCode === null ? null : { creditCode, name: '某单位' } });
    return supplierFacts(givenInput({ order, gathered, ...changes }))['supplier.buyerRelation'];
  };

  it('is none for a firm, and the buyer itself or the authority above it by their codes', () => {
    assert.equal(relation(SUPPLIER), 'none');
    assert.equal(relation(AGENCY), 'itself');
    assert.equal(relation(PARENT), 'parent');
  });

  it('is nothing without a supplier, and no fact where an older policy does not ask', () => {
    assert.equal(relation(null), null);
    assert.equal(relation(AGENCY, { policy: policyWithout('policy.supplier.buyersCompared') }), undefined);
  });
});

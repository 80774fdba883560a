import assert from 'node:assert/strict';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import type { Policy } from '../../src/rules/index.ts';
import { givenAgency, givenInput, givenItem, givenLineWith, policyWithout } from './support.ts';

type Kind = ReturnType<typeof givenAgency>['kind'];

function systemFor(kind: Kind, edition: string, policy: Partial<Policy> = {}): unknown {
  const line = givenLineWith({ product: 'Windows 11', edition, version: '25H2' });
  const gathered = { agency: givenAgency({ kind }), products: [] };
  return operatingSystemFacts(givenInput({ gathered, policy, order: { lines: [line] } }), line)['line.os.editionClass'];
}

describe('an edition for education', () => {
  it('is one for schools, and open where an organ of government buys it', () => {
    assert.equal(systemFor('other-institution', '教育版'), 'unit');
    assert.equal(systemFor('party-government-organ', '教育版'), undefined);
    assert.equal(systemFor('party-government-organ', 'Education'), undefined);
    assert.equal(systemFor('party-government-organ', '专业版'), 'unit');
    assert.equal(systemFor('party-government-organ', '家庭版'), 'home');
  });

  it('is open in the plan as well', () => {
    const planned = (kind: Kind) => {
      const order = { softwarePlan: [givenItem({ product: 'WPS Office', edition: '教育版', version: '2023' })] };
      return planItemFacts(givenInput({ gathered: { agency: givenAgency({ kind }), products: [] }, order }))[0];
    };

    assert.equal(planned('other-institution')?.['item.editionClass'], 'unit');
    assert.equal(planned('party-government-organ')?.['item.editionClass'], undefined);
  });

  it('is one for everybody under a policy without words or kinds for it', () => {
    for (const name of ['policy.edition.education', 'policy.edition.educationKinds'])
      assert.equal(systemFor('party-government-organ', '教育版', policyWithout(name)), 'unit');
  });
});

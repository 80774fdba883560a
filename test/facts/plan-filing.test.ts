import assert from 'node:assert/strict';
import type { GatheredPlanFiling } from '../../src/facts/gathered.ts';
import { type PlanFilingState, planFilingFacts, planFilingState } from '../../src/facts/plan/plan-filing.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { fen } from '../../src/kernel/index.ts';
import { givenPlan, policyWith } from './plan-support.ts';
import { policyWithout } from './support.ts';

/** The order of the builders costs 113,400.00 yuan. */
const ENOUGH = fen(11_340_000);

describe('filed implementation plan', () => {
  const cases: readonly [string, PlanFilingState, Partial<GatheredPlanFiling>][] = [
    ['with exactly enough left', 'on-file', {}],
    ['with one fen too little left', 'insufficient', { usedFen: fen(1) }],
    ['with one fen left', 'insufficient', { usedFen: fen(11_339_999) }],
    ['with nothing left', 'exhausted', { usedFen: ENOUGH }],
    ['of another agency', 'other-agency', { isOwn: false }],
    ['of another agency, used up', 'other-agency', { isOwn: false, usedFen: ENOUGH }],
    ['of another year', 'other-agency', { fiscalYear: 2025 }],
    ['for the item', 'on-file', { items: ['desktop'] }],
    ['for the code', 'on-file', { items: ['A02010105'] }],
    ['for other items', 'other-agency', { items: ['laptop', 'software'] }],
  ];
  for (const [says, state, filing] of cases) {
    it(`${says} is ${state}`, () => assert.equal(planFilingState(given(filing)), state));
  }

  it('for software covers every kind of it', () => {
    const software = {
      line: 1,
      goods: 'software',
      description: '办公软件',
      quantity: 1,
      software: { category: 'office' },
    } as const;
    const stateFor = (items: readonly string[]) => planFilingState(given({ items }, { lines: [software] }));

    assert.equal(stateFor(['software']), 'on-file');
    assert.equal(stateFor(['software:office']), 'on-file');
    assert.equal(stateFor(['software:antivirus-client']), 'other-agency');
  });

  it('is held against the prices when no total is stated', () => {
    assert.equal(planFilingState(given({ usedFen: fen(1) }, { total: null })), 'insufficient');
    assert.equal(planFilingState(given({}, { total: null })), 'on-file');
  });

  it('is none without a number, and not needed for gifts', () => {
    assert.equal(planFilingState(given({}, { planFilingNumber: null })), 'none');
    assert.equal(planFilingState(given({}, { planFilingNumber: null, acquisition: 'donation' })), 'not-needed');
    assert.equal(planFilingState(given({}, { planFilingNumber: null, acquisition: 'transfer-in' })), 'not-needed');
    assert.equal(planFilingState(given({}, { planFilingNumber: null, acquisition: 'lease' })), 'none');
  });

  it('that is not registered passes as declared unless the policy asks for more', () => {
    const stateWith = (policy: object) => planFilingState(givenPlan({ gathered: { planFiling: null }, policy }));

    assert.equal(stateWith({}), 'declared');
    assert.equal(stateWith(policyWith({ 'policy.planFiling.registryRequired': true })), 'registry-missing');
    assert.equal(stateWith(policyWithout('policy.planFiling.registryRequired')), undefined);
  });

  it('tells its number and what is left', () => {
    assert.deepEqual(planFilingFacts(given({ usedFen: fen(340_000) })), {
      'planFiling.state': 'insufficient',
      'planFiling.number': 'JZCG-2026-00817',
      'planFiling.remainingFen': 11_000_000,
    });
    assert.equal(planFilingFacts(givenPlan({ gathered: { planFiling: null } }))['planFiling.remainingFen'], null);
  });
});

function given(filing: Partial<GatheredPlanFiling>, order: Partial<OrderSubmission> = {}) {
  const full = { isOwn: true, fiscalYear: 2026, amountFen: ENOUGH, usedFen: fen(0), items: [], version: 1, ...filing };
  return givenPlan({ order, gathered: { planFiling: full } });
}

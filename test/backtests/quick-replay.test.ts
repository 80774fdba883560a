import assert from 'node:assert/strict';
import { openCandidateLaw } from '../../src/backtests/run/candidate-law.ts';
import { placedInput, readsCaps, underCaps } from '../../src/backtests/run/quick-replay.ts';
import type { SilentDecision } from '../../src/backtests/run/silent-decision.ts';
import { placeRecordedFacts, type RecordedFacts } from '../../src/decisions/index.ts';
import { deriveFacts } from '../../src/facts/derive-facts.ts';
import { civilDate, instant } from '../../src/kernel/index.ts';
import { evaluationInput, factsFor } from '../../src/orders/index.ts';
import { compactResults, placedMarks, type RuleSet, screen, withTriedParameter } from '../../src/rules/index.ts';
import { ORDERS } from '../facts/closure-orders.ts';
import { givenInput, shippedPack } from '../facts/support.ts';

describe('judging a record by the places of its facts', () => {
  const ruleSet = shippedPack();
  const lawFor = openCandidateLaw({ ruleSet, asIfOn: civilDate('1970-01-01'), facts: 'recorded' });

  for (const [name, changes] of Object.entries(ORDERS)) {
    it(`says of every rule what judging named facts says: ${name}`, () => {
      const { order: body, gathered, submittedOn, decidedOn, ...derived } = givenInput(changes);
      const facts = deriveFacts({ order: body, gathered, submittedOn, decidedOn, ...derived });
      const { agency } = gathered;
      const days = { submittedOn, decidedOn };
      const input = evaluationInput(
        { stage: 'submission', ruleSet, body, accepted: undefined, agency, gathered, ...days },
        facts,
      );
      const silent = silentDecision(facts, { ruleSet, acquisition: input.acquisition, region: agency.region });
      const law = lawFor(ruleSet, { region: agency.region, level: agency.level, ...days });

      const placed = placedInput({ silent, ruleSet, law });

      const marks = ruleSet.compiled.rules.map((rule) => [rule.id, placedMarks(rule, placed)]);
      assert.deepEqual(Object.fromEntries(marks), compactResults(ruleSet.compiled, screen(ruleSet.compiled, input)));
    });
  }
});

describe('judging a record under other caps', () => {
  const ruleSet = shippedPack();
  const CAPS = ['desktop', 'allInOne', 'laptop', 'workstation', 'server', 'tablet', 'thinClient', 'office'];
  const tried = (name: string, value: unknown) =>
    withTriedParameter(ruleSet, { name, jurisdiction: '421000', levels: null, value });

  for (const cap of CAPS) {
    for (const value of [1, 480_000, null]) {
      it(`says what deriving every fact anew says: ${cap} at ${value}`, () => {
        const candidate = tried(`policy.cap.${cap}`, value);
        const lawFor = openCandidateLaw({ ruleSet: candidate, asIfOn: civilDate('1970-01-01'), facts: 'recorded' });
        for (const [name, changes] of Object.entries(ORDERS)) {
          const { order: body, gathered, submittedOn, decidedOn, ...derived } = givenInput(changes);
          const facts = deriveFacts({ order: body, gathered, submittedOn, decidedOn, ...derived });
          const { agency } = gathered;
          const question = { ruleSet: candidate, body, accepted: undefined, agency, gathered, submittedOn, decidedOn };
          const anew = evaluationInput({ stage: 'submission', ...question }, factsFor(question));
          const silent = silentDecision(facts, { ruleSet, acquisition: anew.acquisition, region: agency.region });
          const law = lawFor(ruleSet, { region: agency.region, level: agency.level, submittedOn, decidedOn });
          assert.ok(law.caps);

          const recorded = placedInput({ silent, ruleSet, law });
          const placed = underCaps(recorded, ruleSet, law.caps);

          const asked = { ...placed, policy: law.candidatePolicy };
          const marks = candidate.compiled.rules.map((rule) => [rule.id, placedMarks(rule, asked)]);
          const results = compactResults(candidate.compiled, screen(candidate.compiled, anew));
          assert.deepEqual(Object.fromEntries(marks), results, name);
          const blind = candidate.compiled.rules.filter((rule) => !readsCaps(rule));
          assert.ok(blind.length > 40 && blind.length < candidate.compiled.rules.length);
          for (const rule of blind) assert.equal(placedMarks(rule, asked), placedMarks(rule, recorded), rule.id);
        }
      });
    }
  }

  it('is not for anything else that facts are derived by', () => {
    const on = { submittedOn: civilDate('2026-04-12'), decidedOn: civilDate('2026-04-12') };
    const lawOf = (name: string, value: unknown) =>
      openCandidateLaw({ ruleSet: tried(name, value), asIfOn: civilDate('1970-01-01'), facts: 'recorded' })(ruleSet, {
        ...{ region: '421000', level: 'city', ...on },
      });
    assert.equal(lawOf('policy.plan.bufferPercent', 55).caps, null);
    assert.equal(lawOf('policy.cap.desktop', 480_000).hasSameFacts, false);
  });
});

interface DecisionFrame {
  readonly ruleSet: RuleSet;
  readonly acquisition: string;
  readonly region: string;
}

/** What rules look at of a decision, whatever it said. */
function silentDecision(facts: RecordedFacts, { ruleSet, acquisition, region }: DecisionFrame): SilentDecision {
  const { order, lines, planItems, funding } = placeRecordedFacts(facts, ruleSet.catalogue);
  const placed = { order, lines, planItems, funding: funding.map((entry) => entry.facts) };
  const at = { submittedAt: instant('2026-04-12T01:00:00.000Z'), decidedAt: instant('2026-04-12T01:00:00.000Z') };
  return {
    ...{ decision: 'dec_1', logIndex: 1, agencyCode: '', stage: 'submission', ...at, ruleSetDigest: '' },
    ...{ derivation: '', region, level: '', acquisition, facts: placed, results: {} },
  };
}

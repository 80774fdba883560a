import assert from 'node:assert/strict';
import { openCandidateLaw } from '../../src/backtests/candidate-law.ts';
import { placedInput } from '../../src/backtests/quick-replay.ts';
import { placeRecordedFacts, type ReadRecord } from '../../src/decisions/index.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { deriveFacts } from '../../src/orders/derive-facts/derive-facts.ts';
import { evaluationInput } from '../../src/orders/index.ts';
import { compactResults, placedMarks, screen } from '../../src/rules/index.ts';
import { ORDERS } from '../orders/derive-facts/closure-orders.ts';
import { givenInput, shippedPack } from '../orders/derive-facts/support.ts';

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
      const detail = { facts: placeRecordedFacts(facts, ruleSet.catalogue), acquisition: input.acquisition, gathered };
      const record = { stage: 'submission', detail } as unknown as ReadRecord;
      const law = lawFor(ruleSet, { region: agency.region, level: agency.level, ...days });

      const placed = placedInput({ record, ruleSet, law });

      const marks = ruleSet.compiled.rules.map((rule) => [rule.id, placedMarks(rule, placed)]);
      assert.deepEqual(Object.fromEntries(marks), compactResults(ruleSet.compiled, screen(ruleSet.compiled, input)));
    });
  }
});

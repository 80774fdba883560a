import assert from 'node:assert/strict';
import { type RuleTest, STAGES } from '../../../src/rules/documents/rule-document.ts';
import {
  compileRuleSet,
  type FactValue,
  judgeByReferenceEvaluator,
  type RuleDocument,
  screen,
} from '../../../src/rules/index.ts';
import { boundaryValues, type Candidate } from '../../../src/rules/review/boundary-values.ts';
import { factsOfTest, inputOfTest, outcomeOf } from '../../../src/rules/review/rule-test-input.ts';
import { packUnderTest } from '../pack-under-test.ts';

/** Fixed, so that a red run is red again; another one is tried by GATE_DIFFERENTIAL_SEED. */
const SEED = Number(process.env.GATE_DIFFERENTIAL_SEED ?? 20_261_125);
const CASES_MIN = 20_000;
const CASES_PER_RULE_MIN = 600;

const { catalogue, rules } = packUnderTest();

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A test of the rule with up to six of its facts moved to where what the rule says could change. */
function caseNear(
  rule: RuleDocument,
  values: ReadonlyMap<string, readonly Candidate[]>,
  random: () => number,
): RuleTest {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const base = pick(rule.tests);
  const facts: Record<string, FactValue> = { ...factsOfTest(rule, base) };
  const missing = new Set(base.missing ?? []);
  const movable = [...values].filter(([, candidates]) => candidates.length > 0);
  for (let moves = 1 + Math.floor(random() * 6); moves > 0 && movable.length > 0; moves -= 1) {
    const [name, candidates] = pick(movable);
    const value = pick(candidates);
    if (value === undefined) missing.add(name);
    else facts[name] = value;
  }
  const stage = random() < 0.05 ? pick(STAGES) : (base.stage ?? rule.stages[0] ?? 'submission');
  return { ...base, facts, missing: [...missing], stage };
}

/** A rule with few facts has fewer different cases than it is asked for. */
const TRIES_PER_CASE = 12;

/** Compares the two over different cases of one rule, and counts how they came out. */
async function compareNear(rule: RuleDocument, cases: number, random: () => number): Promise<Map<string, number>> {
  const compiled = compileRuleSet([rule], catalogue);
  const known = rule.tests.map((test) => factsOfTest(rule, test));
  const values = boundaryValues([rule], catalogue, known);
  const outcomes = new Map<string, number>();
  const seen = new Set<string>();
  for (let tries = cases * TRIES_PER_CASE; tries > 0 && seen.size < cases; tries -= 1) {
    const input = inputOfTest(rule, caseNear(rule, values, random), catalogue);
    const key = JSON.stringify(input);
    if (seen.has(key)) continue;
    seen.add(key);
    const screened = screen(compiled, input);
    assert.deepEqual(await judgeByReferenceEvaluator(compiled, input), screened, `${rule.id}: ${key}`);
    const outcome = outcomeOf(screened);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

describe('the closures and json-rules-engine near the boundaries of each rule', () => {
  it(`agree in at least ${CASES_MIN} different cases from seed ${SEED}, in which every clause fires`, async () => {
    const random = randomFrom(SEED);
    const total = new Map<string, number>();
    const silent: string[] = [];
    let all = 0;
    for (const [nth, rule] of rules.entries()) {
      const wanted = Math.ceil((CASES_MIN - all) / (rules.length - nth));
      for (const [outcome, count] of await compareNear(rule, Math.max(wanted, CASES_PER_RULE_MIN), random)) {
        const kind = rule.clauses.some(({ id }) => id === outcome) ? 'a clause' : outcome;
        total.set(kind, (total.get(kind) ?? 0) + count);
        total.set(`${rule.id}/${outcome}`, count);
        all += count;
      }
      silent.push(...rule.clauses.map(({ id }) => `${rule.id}/${id}`).filter((name) => !total.has(name)));
    }
    console.log(`        ${all} cases: ${distribution(total, all)}`);
    assert.ok(all >= CASES_MIN, `only ${all} cases`);
    assert.deepEqual(silent, [], 'clauses that never fired: agreement says nothing about them');
  });
});

function distribution(total: ReadonlyMap<string, number>, all: number): string {
  return [...total]
    .filter(([outcome]) => !outcome.includes('/'))
    .toSorted(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ${((100 * count) / all).toFixed(1)} %`)
    .join(', ');
}

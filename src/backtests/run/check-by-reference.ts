import type { Pause } from '../../proof/index.ts';
import { type CompiledRuleSet, compactResults, type RuleResult, referenceEvaluate } from '../../rules/index.ts';
import type { ReferenceDifference } from '../report/tally.ts';
import type { ReplayedDecision } from './replay-decision.ts';
import type { Side } from './replay-sides.ts';

/** Has json-rules-engine judge, on both sides, the rules that make the difference: what is told of a change is never ours alone. */
export async function checkChange(replayed: ReplayedDecision, pause: Pause): Promise<readonly ReferenceDifference[]> {
  const { rules } = replayed;
  const { recorded, candidate } = replayed.decisive();
  return [
    ...(await checkSide('recorded', recorded, { rules, pause })),
    ...(await checkSide('candidate', candidate, { rules, pause })),
  ];
}

/** The same for everything that both sets say of an order. */
export async function checkWhole(replayed: ReplayedDecision, pause: Pause): Promise<readonly ReferenceDifference[]> {
  const { recorded, candidate } = replayed.sides();
  const idsOf = ({ judged, isOwn }: Side): readonly string[] =>
    judged.results.map(({ rule }) => rule).filter((rule) => isOwn(rule));
  return [
    ...(await checkSide('recorded', recorded, { rules: idsOf(recorded), pause })),
    ...(await checkSide('candidate', candidate, { rules: idsOf(candidate), pause })),
  ];
}

interface Checking {
  readonly rules: readonly string[];
  readonly pause: Pause;
}

async function checkSide(
  name: ReferenceDifference['side'],
  { compiled, input, judged }: Side,
  { rules, pause }: Checking,
): Promise<readonly ReferenceDifference[]> {
  const found: ReferenceDifference[] = [];
  for (const id of rules) {
    const rule = compiled.find(id);
    const said = judged.results.find((result) => result.rule === id);
    // A rule that only the other side has.
    if (!rule || !said) continue;
    const alone: CompiledRuleSet = { rules: [rule], catalogue: compiled.catalogue, find: () => rule };
    const [closures, reference] = [[said], await referenceEvaluate(alone, input)].map((results) =>
      marks(alone, results),
    );
    if (closures !== reference) {
      found.push({ side: name, rule: id, closures: closures ?? '', reference: reference ?? '' });
    }
    await pause();
  }
  return found;
}

function marks(alone: CompiledRuleSet, results: readonly RuleResult[]): string {
  return Object.values(compactResults(alone, results)).join('');
}

import type { Pause } from '../../proof/index.ts';
import { type CompiledRuleSet, compactResults, judgeByReferenceEvaluator, type RuleResult } from '../../rules/index.ts';
import type { EvaluatorDifference } from '../report/tally.ts';
import type { ReplayedDecision } from './replay-decision.ts';
import type { Side } from './replay-sides.ts';

/** Has json-rules-engine judge, on both sides, the rules that make the difference: what is told of a change is never ours alone. */
export async function confirmChange(replayed: ReplayedDecision, pause: Pause): Promise<readonly EvaluatorDifference[]> {
  const { rules } = replayed;
  const { recorded, candidate } = replayed.decisive();
  return [
    ...(await confirmSide('recorded', recorded, { rules, pause })),
    ...(await confirmSide('candidate', candidate, { rules, pause })),
  ];
}

/** The same for everything that both sets say of an order. */
export async function confirmWhole(replayed: ReplayedDecision, pause: Pause): Promise<readonly EvaluatorDifference[]> {
  const { recorded, candidate } = replayed.sides();
  const idsOf = ({ judged, isOwn }: Side): readonly string[] =>
    judged.results.map(({ rule }) => rule).filter((rule) => isOwn(rule));
  return [
    ...(await confirmSide('recorded', recorded, { rules: idsOf(recorded), pause })),
    ...(await confirmSide('candidate', candidate, { rules: idsOf(candidate), pause })),
  ];
}

interface RulesToConfirm {
  readonly rules: readonly string[];
  readonly pause: Pause;
}

async function confirmSide(
  name: EvaluatorDifference['side'],
  { compiled, input, judged }: Side,
  { rules, pause }: RulesToConfirm,
): Promise<readonly EvaluatorDifference[]> {
  const found: EvaluatorDifference[] = [];
  for (const id of rules) {
    const rule = compiled.find(id);
    const said = judged.results.find((result) => result.rule === id);
    // A rule that only the other side has.
    if (!rule || !said) continue;
    const alone: CompiledRuleSet = { rules: [rule], catalogue: compiled.catalogue, find: () => rule };
    const [closures, reference] = [[said], await judgeByReferenceEvaluator(alone, input)].map((results) =>
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

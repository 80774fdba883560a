import type { Judgement, Outcome } from '../../decisions/index.ts';
import type { Bucket } from '../../rules/index.ts';

type ComparedJudgement = Pick<Judgement, 'outcome' | 'findings' | 'indeterminate'>;

export interface JudgementComparison {
  readonly bucket: Exclude<Bucket, 'not-replayable'>;
  /** Rules of which one side says something that the other does not, each once, by id. */
  readonly rules: readonly string[];
}

const SEVERITY: Readonly<Record<Outcome, number>> = { approved: 0, referred: 1, rejected: 2 };

/** Compares what two rule sets say of one order: findings with their waivers and what could not be evaluated, not their words. */
export function compareJudgements(recorded: ComparedJudgement, candidate: ComparedJudgement): JudgementComparison {
  const [was, is] = [marksOf(recorded), marksOf(candidate)];
  const rules = [...rulesBeside(was, is), ...rulesBeside(is, was)];
  return { bucket: bucketOf(recorded, candidate, rules.length > 0), rules: [...new Set(rules)].sort() };
}

/** What a rejection would have stopped anyway is stricter, whatever else could not be evaluated. */
function bucketOf(
  recorded: ComparedJudgement,
  candidate: ComparedJudgement,
  isOther: boolean,
): JudgementComparison['bucket'] {
  if (candidate.outcome !== 'rejected' && becameIndeterminate(recorded, candidate)) return 'became-indeterminate';
  const difference = SEVERITY[candidate.outcome] - SEVERITY[recorded.outcome];
  if (difference > 0) return 'stricter';
  if (difference < 0) return 'looser';
  return isOther ? 'other-findings' : 'unchanged';
}

function becameIndeterminate(recorded: ComparedJudgement, candidate: ComparedJudgement): boolean {
  if (candidate.indeterminate.length === 0) return false;
  const before = new Set(recorded.indeterminate.map(placeOf));
  return candidate.indeterminate.some((entry) => !before.has(placeOf(entry)));
}

function placeOf({ rule, pointer }: ComparedJudgement['indeterminate'][number]): string {
  return `${rule}${pointer}`;
}

/** Everything that is said against an order, each with the rule that says it. */
function marksOf({ findings, indeterminate }: ComparedJudgement): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const { rule, clause, effect, pointer, waiver } of findings) {
    marks.set(`${rule} ${clause} ${effect} ${pointer} ${waiver?.id ?? ''}`, rule);
  }
  for (const { rule, pointer } of indeterminate) marks.set(`${rule} ? ${pointer}`, rule);
  return marks;
}

function rulesBeside(marks: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...marks].flatMap(([mark, rule]) => (other.has(mark) ? [] : [rule]));
}

import type { Schemas } from '../client/operation.ts';
import { FITTING_TITLES } from './rule-title-words.ts';

type Text = Schemas['Text'];

/** What stands above a finding: what its clause found, where the title of the rule tells of another clause. */
export function titleOfFinding({ rule, clause, title }: Pick<Schemas['Finding'], 'rule' | 'clause' | 'title'>): Text {
  return fittingTo(rule, title)?.clauses[clause] ?? title;
}

/** What a rule is called where nothing is said of its clause. */
export function nameOfRule(rule: string, title: Text): Text {
  return fittingTo(rule, title)?.about ?? title;
}

function fittingTo(rule: string, title: Text) {
  const fitting = FITTING_TITLES[rule];
  return fitting?.title === title['zh-CN'] ? fitting : undefined;
}

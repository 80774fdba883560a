import { type Condition, type ConditionContext, type FactCatalogue, validateCondition } from '../../rules/index.ts';
import { withLeafNames } from './form-facts.ts';
import type { FormIndex } from './form-index.ts';
import type { FormReport } from './form-words.ts';

export interface ConditionPlace {
  readonly index: FormIndex;
  readonly facts: FactCatalogue;
}

/** Holds a condition against the profile of rules, over the cells that it may see. */
export function validateCellCondition(
  condition: Condition,
  pointer: string,
  { index, facts }: ConditionPlace,
  report: FormReport,
): void {
  const tell: ConditionContext['report'] = (place, code, detail = '') => {
    const cell = code === 'leaf.fact_unknown' ? index.cells.get(detail) : undefined;
    if (!cell) report(place, code === 'leaf.fact_unknown' ? 'cell.unknown' : code, detail);
    else if (cell.type === 'text' || cell.type === 'files') report(place, 'check.on_text', detail);
    else report(place, 'cell.in_rows', detail);
  };
  const context: ConditionContext = { catalogue: facts, scopes: ['order'], report: tell, leafNames: new Set() };
  validateCondition(withLeafNames(condition), pointer, context);
}

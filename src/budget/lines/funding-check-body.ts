import type { components } from '../../http/openapi.generated.ts';
import { formatYuan } from '../../kernel/index.ts';
import { type CheckedLine, canBear } from './funding-check.ts';

/** What one line says to what is asked of it, as the contract writes it. */
export function toCheckLineBody(line: CheckedLine): components['schemas']['BudgetCheckLine'] {
  const asked = { budgetLine: line.budgetLine, amount: formatYuan(line.amountFen), state: line.state };
  if (line.state === 'unknown') {
    const nothing = { fiscalYear: null, available: null, availableAfter: null, warnPercent: null, threshold: null };
    return { ...asked, ...nothing, isOfYear: false, isEnough: false, crossed: null };
  }
  const { fiscalYear, isOfYear, warnPercent, threshold, crossed } = line;
  return {
    ...asked,
    ...{ fiscalYear, isOfYear, warnPercent, threshold, crossed },
    available: formatYuan(line.availableFen),
    availableAfter: formatYuan(line.availableAfterFen),
    isEnough: canBear(line),
  };
}

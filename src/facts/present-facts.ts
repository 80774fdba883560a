import type { Facts } from '../rules/index.ts';
import { mergedFacts, type PartialFacts } from './merged-facts.ts';

/**
 * A fact that the system lacks is absent from the record, never a key with `undefined`: that is how rules see it missing.
 * Hardly ever is one missing, and then the record is good as it is: looking takes a tenth of copying.
 */
export function presentFacts(record: PartialFacts): Facts {
  return isComplete(record) ? record : mergedFacts(record);
}

function isComplete(record: PartialFacts): record is Facts {
  for (const name in record) if (record[name] === undefined) return false;
  return true;
}

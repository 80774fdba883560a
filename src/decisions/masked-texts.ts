import { MASK } from '../kernel/index.ts';
import type { FactCatalogue, Facts } from '../rules/index.ts';

/** Codes stay readable: whose order it is, what it is paid from and from whom it is bought is the bureaus' business. */
const CODES: readonly string[] = [
  'funding.budgetLine',
  'line.catalogueCode',
  'planFiling.number',
  'supplier.creditCode',
];

/** The facts with every text masked that the officer wrote; what is no text, and what the registers say, stays. */
export function maskFacts(facts: Facts, catalogue: FactCatalogue): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const fact = catalogue.find(name);
      const isText = fact?.type === 'string' && fact.standing === 'declared' && !CODES.includes(name);
      return [name, isText && value !== null ? MASK : value];
    }),
  );
}

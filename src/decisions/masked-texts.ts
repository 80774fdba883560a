import type { Actor } from '../kernel/index.ts';
import type { FactCatalogue, Facts } from '../rules/index.ts';

/** Stands where a text of a classified order is not shown. */
export const MASK = '***';

/** Whether somebody sees the texts of classified orders: the agency's own people do, and its own machines. */
export function seesTexts({ role, grant }: Actor): boolean {
  if (role === 'procurement-officer' || role === 'agency-approver') return true;
  return role === 'machine' && 'agencies' in grant;
}

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

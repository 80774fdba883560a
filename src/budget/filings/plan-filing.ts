import { type CivilDate, foldedNumber, looseNumber, text } from '../../kernel/index.ts';
import { exact, integer, jsonList, money, type ReferenceKind, read, textField } from '../../reference/index.ts';

/** An implementation plan (采购实施计划) as it was filed with the finance bureau. */
export interface PlanFiling {
  readonly number: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly filedOn: CivilDate;
  readonly amount: string;
  /** What it was filed for; empty means for anything. */
  readonly items: readonly PlanFilingItem[];
}

export interface PlanFilingItem {
  readonly item: string;
  readonly amount: string | null;
  readonly description: string | null;
}

const completeItem = ({ item, amount, description }: PlanFilingItem): PlanFilingItem => ({
  item,
  amount: amount ?? null,
  description: description ?? null,
});

export const PLAN_FILING: ReferenceKind<PlanFiling> = {
  type: 'plan-filing',
  called: text('采购实施计划备案', 'plan filing'),
  table: 'plan_filings',
  key: 'number',
  fields: {
    number: read(exact(textField('number'))),
    agencyCode: textField('agency_code'),
    fiscalYear: integer('fiscal_year'),
    filedOn: textField('filed_on'),
    amount: money('amount_fen'),
    items: jsonList('items', completeItem),
  },
  agency: 'agencyCode',
  identity: { lookUp: ['folded_number'], of: ({ number }) => [foldedNumber(number)] },
  folds: {
    folded_number: ({ number }) => foldedNumber(number),
    loose_number: ({ number }) => looseNumber(number),
  },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    fiscalYear: { by: 'equal', column: 'fiscal_year' },
  },
  listedBy: {
    plan_filings_listed_by_agency: ['agency_code'],
    plan_filings_listed_by_year: ['fiscal_year'],
  },
};

import { formatYuan, text } from '../../kernel/index.ts';
import { type Freeze, freezeIn } from '../../ledger/index.ts';
import {
  derived,
  exact,
  flag,
  folded,
  integer,
  list,
  money,
  optionalInteger,
  optionalText,
  type ReferenceKind,
  type ReferenceRecord,
  read,
  textField,
} from '../../reference/index.ts';
import { boundIn, measuredWith } from './line-amounts.ts';
import { type Threshold, thresholdOf } from './threshold.ts';

/** A budget line as it is stated. Its amounts are counters that moves bring about. */
export interface BudgetLine {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly documentNumber: string | null;
  readonly project: string;
  readonly projectCode: string | null;
  readonly projectKind: 'ordinary' | 'capital-construction';
  readonly functionalClass: string | null;
  /** The departmental one; rules judge by it. */
  readonly economicClass: string;
  readonly governmentEconomicClass: string | null;
  readonly fundType: string | null;
  readonly governmentProcurement: boolean;
  readonly region: string | null;
  /** What it may be spent on, by catalogue code; empty means on anything. */
  readonly catalogueCodes: readonly string[];
  /** Used up to this part of a hundred, it warns; null: it does not. */
  readonly warnPercent: number | null;
  readonly appropriation: string;
  readonly elsewhere: string;
  readonly state: 'open' | 'closed';
  /** Why it takes nothing any more; null while it is open. */
  readonly closedReason: string | null;
}

export const BUDGET_LINE: ReferenceKind<BudgetLine> = {
  type: 'budget-line',
  called: text('预算指标', 'budget line'),
  table: 'budget_lines',
  key: 'code',
  fields: {
    code: read(exact(textField('code'))),
    agencyCode: textField('agency_code'),
    fiscalYear: integer('fiscal_year'),
    documentNumber: optionalText('document_number'),
    project: textField('project'),
    projectCode: optionalText('project_code'),
    projectKind: { ...textField('project_kind'), absent: 'ordinary' },
    functionalClass: optionalText('functional_class'),
    economicClass: textField('economic_class'),
    governmentEconomicClass: optionalText('government_economic_class'),
    fundType: optionalText('fund_type'),
    governmentProcurement: flag('is_government_procurement'),
    region: optionalText('region'),
    catalogueCodes: codeList('catalogue_codes'),
    warnPercent: optionalInteger('warn_percent'),
    appropriation: folded(money('appropriation_fen')),
    elsewhere: folded(money('elsewhere_fen', '0.00')),
    state: derived(openOrClosed('is_closed')),
    closedReason: derived(optionalText('closed_reason')),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'code', of: ({ code }) => [code] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    fiscalYear: { by: 'equal', column: 'fiscal_year' },
    codeBegins: { by: 'begins' },
    documentNumber: { by: 'equal', column: 'document_number' },
    economicClass: { by: 'equal', column: 'economic_class' },
    project: { by: 'equal', column: 'project' },
  },
  listedBy: {
    budget_lines_by_agency: ['agency_code', 'fiscal_year'],
    budget_lines_listed_by_document: ['document_number'],
    budget_lines_listed_by_project: ['project'],
    budget_lines_listed_by_agency: ['agency_code'],
    budget_lines_listed_by_year: ['fiscal_year'],
    budget_lines_listed_by_class: ['economic_class'],
  },
  derive: (line, { before, changes, reason }) => {
    if (before === null) return { ...line, state: 'open', closedReason: null };
    if (changes === null || !('state' in changes)) return line;
    return { ...line, closedReason: changes.state === 'closed' ? reason : null };
  },
};

type CodeList = ReferenceKind<BudgetLine>['fields']['catalogueCodes'];

/** A line from before there was this column may be spent on anything. */
function codeList(column: string): CodeList {
  const field = list(column);
  return { ...field, toValue: (cell) => (cell === null ? [] : field.toValue(cell)) };
}

function openOrClosed(column: string): ReferenceKind<BudgetLine>['fields']['state'] {
  return {
    column,
    absent: 'open',
    toCell: (state) => (state === 'closed' ? 1 : 0),
    toValue: (cell) => (Number(cell) === 1 ? 'closed' : 'open'),
    fromText: (cell) => cell,
    normal: (state) => state,
  };
}

/** A line with where its money stands, as it is answered. */
export interface BudgetLineBalance extends BudgetLine {
  readonly reserved: string;
  readonly encumbered: string;
  readonly spent: string;
  readonly available: string;
  readonly threshold: Threshold;
  /** Null unless the line does not reconcile. */
  readonly frozen: Freeze | null;
}

export function budgetLineBalance(subject: ReferenceRecord<BudgetLine>): BudgetLineBalance {
  const { reserved, encumbered, spent } = boundIn(subject.row);
  const measured = measuredWith(subject, subject.state);
  return {
    ...subject.state,
    reserved: formatYuan(reserved),
    encumbered: formatYuan(encumbered),
    spent: formatYuan(spent),
    available: formatYuan(measured.availableFen),
    threshold: thresholdOf(measured),
    frozen: freezeIn(subject.row),
  };
}

import {
  creditCode,
  id,
  instant,
  label,
  logIndex,
  money,
  optionalLabel,
  optionalLongText,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { columnStep, step } from '../step.ts';

export const steps = [
  // What a finance system says of a line besides. Nothing of it is read by a rule.
  columnStep('0009-budget-line-fields', {
    table: 'budget_lines',
    columns: [
      optionalLabel('project_code'),
      optionalWord('functional_class'),
      optionalWord('government_economic_class'),
      optionalLabel('fund_type'),
      'region char(6)',
      optionalLongText('catalogue_codes'),
      'warn_percent smallint',
      optionalLongText('closed_reason'),
    ],
  }),
  step('0009-budget-revisions', (engine) =>
    tableStatements(engine, 'budget_revisions', {
      columns: [
        id('id'),
        'budget_line varchar(100) not null',
        creditCode('agency_code'),
        'fiscal_year smallint not null',
        // Above zero: more money; below: less.
        money('change_fen'),
        optionalLabel('document_number'),
        optionalLongText('reason'),
        // `act`: asked for by itself; `import`: a file said so.
        word('source'),
        instant('at'),
        id('key_id'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        budget_revisions_by_line: ['budget_line', 'id'],
        budget_revisions_by_agency: ['agency_code', 'fiscal_year', 'id'],
      },
      checks: ['change_fen <> 0'],
    }),
  ),
  step('0009-budget-transfers', (engine) =>
    tableStatements(engine, 'budget_transfers', {
      columns: [
        id('id'),
        'from_line varchar(100) not null',
        'to_line varchar(100) not null',
        creditCode('from_agency'),
        creditCode('to_agency'),
        'fiscal_year smallint not null',
        money('amount_fen'),
        label('document_number'),
        optionalLongText('reason'),
        instant('at'),
        id('key_id'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { budget_transfers_by_from: ['from_line', 'id'], budget_transfers_by_to: ['to_line', 'id'] },
      checks: ['amount_fen > 0', 'from_line <> to_line'],
    }),
  ),
  // Years that were closed, each for a region and those below it. A year without a row is open.
  step('0009-fiscal-years', (engine) =>
    tableStatements(engine, 'fiscal_years', {
      columns: ['region char(6) not null', 'fiscal_year smallint not null', word('state'), logIndex()],
      key: ['region', 'fiscal_year'],
    }),
  ),
];

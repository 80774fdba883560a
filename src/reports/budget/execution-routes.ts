import { allPages } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import type { KeyKind } from '../../http/paging.ts';
import { dayOf, type Text, text } from '../../kernel/index.ts';
import { getRuleSetInForce, policyFor } from '../../rules/index.ts';
import { findScope } from '../find-scope.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { YEAR } from '../report-scope.ts';
import { bucketsBody } from './buckets.ts';
import { type BudgetFigures, type ExecutionRow, NOTHING_IN_COMMON } from './budget-execution.ts';
import { classesOf } from './economic-classes.ts';
import {
  EXECUTION_NOTES,
  executionColumns,
  executionRate,
  GROUPING_WORDS,
  KIND_NOTE,
  usedRate,
} from './execution-table.ts';
import { listBudgetExecution } from './list-budget-execution.ts';

/** How budgets are carried out. */
export function executionHandler(deps: ReportDeps): Handler<'reportBudgetExecution'> {
  return reportHandler(deps, {
    keys: ({ groupBy, sort }) => {
      const keys: readonly KeyKind[] = groupBy === 'project' ? ['string', 'string'] : ['string'];
      return sort === undefined ? keys : ['number', ...keys];
    },
    load: async (tx, { query, grant, at, asOf, kept }) => {
      const { fiscalYear, groupBy = 'agency', sort, region, below, agencyCode } = query;
      const whose = await findScope(tx, { query, grant });
      const ruleSet = await getRuleSetInForce(tx, at);
      const policy = policyFor(ruleSet, { region: whose.region, level: '', on: dayOf(at) });
      const scope = { fiscalYear, grant, region, agencyCode, ...(below !== undefined && { below }) };
      const question = { ...scope, groupBy, sort, asOf, classes: classesOf(policy), kept };
      const execution = await listBudgetExecution(tx, question);
      const table = {
        name: `budget-execution-${fiscalYear}`,
        title: TITLE,
        head: [
          [YEAR, String(fiscalYear)],
          whose.line,
          ...(region !== undefined && below === false ? [OWN] : []),
          [GROUPED, GROUPING_WORDS[groupBy]],
        ],
        columns: executionColumns(groupBy),
        total: { ...NOTHING_IN_COMMON, figures: execution.total },
        notes: groupBy === 'softwareHardware' ? [...EXECUTION_NOTES, KIND_NOTE] : EXECUTION_NOTES,
      } as const;
      return { ...execution, table, groupBy, pages: allPages(execution.reading) };
    },
    head: ({ groupBy, total }, { query }) => ({ fiscalYear: query.fiscalYear, groupBy, total: figuresBody(total) }),
    row: rowBody,
  });
}

const TITLE: Text = text('预算执行情况表', 'Budget execution');
const OWN = [text('单位范围', 'Agencies'), text('仅本级', 'of the region itself, none of those below it')] as const;
const GROUPED = text('统计口径', 'Summed');

type Body = AnswerOf<'reportBudgetExecution', 200>;

function rowBody({ figures, ...common }: ExecutionRow): Body['items'][number] {
  return { ...common, figures: figuresBody(figures) };
}

function figuresBody(figures: BudgetFigures): Body['total'] {
  const rates = { executionRate: executionRate(figures), usedRate: usedRate(figures) };
  return { lines: figures.lines, ...bucketsBody(figures.buckets), ...rates };
}

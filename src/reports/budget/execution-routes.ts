import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type ReportTable, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { dayOf, type Grant, type Text, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { getRuleSetInForce, policyFor } from '../../rules/index.ts';
import { findAgency } from '../find-agency.ts';
import { type AsOfQuery, findAsOf } from '../find-as-of.ts';
import { agencyIn, regionIn, type ScopeQuery, scopeLine, YEAR } from '../report-scope.ts';
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
import { type BudgetExecution, type ExecutionGrouping, listBudgetExecution } from './list-budget-execution.ts';

type Query = ScopeQuery & AsOfQuery & { readonly groupBy?: ExecutionGrouping };

export interface ReportDeps extends Pick<GovernedDeps, 'clock' | 'origin'> {
  readonly db: Database;
}

/** How budgets are carried out. */
export function executionHandler(deps: ReportDeps): Handler<'reportBudgetExecution'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const { query } = req;
    if (format !== 'json') {
      return answerDocument(res, { db: deps.db, format, language, load: (tx) => load(tx, deps, { query, grant }) });
    }
    const limit = limitOf(query);
    const groupBy = query.groupBy ?? 'agency';
    const body = await inSnapshot(deps.db, async (tx) => {
      const { table, reading, total } = await load(tx, deps, { query, grant });
      const after = cursorOf(query, groupBy === 'project' ? ['string', 'string'] : ['string']);
      const rows = await reading.page(after?.map(String), limit + 1);
      const { items, next } = pageOf(rows, limit, reading.keyOf);
      const asOf = asOfBody(table.asOf);
      return {
        fiscalYear: query.fiscalYear,
        groupBy,
        asOf,
        items: items.map(rowBody),
        total: figuresBody(total),
        next,
      };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

type LoadedExecution = BudgetExecution & { readonly table: ReportTable<ExecutionRow> };

async function load(
  tx: Tx,
  { clock, origin }: ReportDeps,
  { query, grant }: { readonly query: Query; readonly grant: Grant },
): Promise<LoadedExecution> {
  const at = clock();
  const { fiscalYear, groupBy = 'agency', region, agencyCode } = query;
  const agency = await findAgency(tx, agencyIn(query, grant), grant);
  const asOf = await findAsOf(tx, query);
  const ruleSet = await getRuleSetInForce(tx, at);
  const policy = policyFor(ruleSet, { region: agency?.region ?? regionIn(query, grant), level: '', on: dayOf(at) });
  const scope = { fiscalYear, grant, region, agencyCode };
  const execution = await listBudgetExecution(tx, { ...scope, groupBy, asOf, classes: classesOf(policy) });
  const table: ReportTable<ExecutionRow> = {
    name: `budget-execution-${fiscalYear}`,
    title: TITLE,
    head: [[YEAR, String(fiscalYear)], scopeLine(query, grant, agency), [GROUPED, GROUPING_WORDS[groupBy]]],
    columns: executionColumns(groupBy),
    total: { ...NOTHING_IN_COMMON, figures: execution.total },
    notes: groupBy === 'softwareHardware' ? [...EXECUTION_NOTES, KIND_NOTE] : EXECUTION_NOTES,
    asOf,
    gate: origin,
    printedAt: at,
  };
  return { ...execution, table };
}

const TITLE: Text = text('预算执行情况表', 'Budget execution');
const GROUPED = text('统计口径', 'Summed');

type Body = AnswerOf<'reportBudgetExecution', 200>;

function rowBody({ figures, ...common }: ExecutionRow): Body['items'][number] {
  return { ...common, figures: figuresBody(figures) };
}

function figuresBody(figures: BudgetFigures): Body['total'] {
  const rates = { executionRate: executionRate(figures), usedRate: usedRate(figures) };
  return { lines: figures.lines, ...bucketsBody(figures.buckets), ...rates };
}

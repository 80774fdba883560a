import type { Tx } from '../../db/index.ts';
import { type Key, type Reading, readingOf } from '../../documents/index.ts';
import type { AsOf } from '../find-as-of.ts';
import type { KeptAnswers } from '../kept/kept-answers.ts';
import { recallAnswer } from '../kept/recall-answer.ts';
import type { LinesScope } from '../report-scope.ts';
import { availableOf } from './buckets.ts';
import {
  addFigures,
  type BudgetFigures,
  type ExecutionRow,
  figuresOf,
  mergeRows,
  NO_FIGURES,
  NOTHING_IN_COMMON,
} from './budget-execution.ts';
import {
  type ExecutionSort,
  type GroupBy,
  type GroupRow,
  type LineSumsRow,
  listChangedLines,
  listGroups,
  listGroupsAsOf,
  listLineLeaves,
  sumLines,
} from './budget-reports-repository.ts';
import { type EconomicClasses, kindOf } from './economic-classes.ts';

export type ExecutionGrouping = GroupBy | 'softwareHardware';

export interface ExecutionQuestion extends LinesScope {
  readonly groupBy: ExecutionGrouping;
  /** Absent: by what the rows are of. */
  readonly sort?: ExecutionSort | undefined;
  readonly asOf: AsOf;
  readonly classes: EconomicClasses;
  /** What was worked out before over the same database. */
  readonly kept?: KeptAnswers;
}

export interface BudgetExecution {
  readonly reading: Reading<ExecutionRow>;
  readonly total: BudgetFigures;
}

/**
 * How budgets are carried out. What stands now is summed by the database, a statement for a page and one for the total;
 * the past is summed from the moves, in memory by group.
 */
export async function listBudgetExecution(tx: Tx, question: ExecutionQuestion): Promise<BudgetExecution> {
  const { asOf, groupBy } = question;
  if (!asOf.isNow) return executionAsOf(tx, question, asOf.index ?? -1);
  const total = await sumLines(tx, question);
  const reading = groupBy === 'softwareHardware' ? await kindsNow(tx, question) : groupsNow(tx, question, groupBy);
  return { reading, total: total ? figuresOf(total) : NO_FIGURES };
}

function groupsNow(tx: Tx, question: ExecutionQuestion, groupBy: GroupBy): Reading<ExecutionRow> {
  return {
    keyOf: keyFor(groupBy, question.sort),
    page: async (after, limit) => {
      const rows = await listGroups(tx, question, { groupBy, sort: question.sort, after, limit });
      return rows.map(toExecutionRow);
    },
  };
}

/** There are some ten classes, so all of them are read and brought together. */
async function kindsNow(tx: Tx, question: ExecutionQuestion): Promise<Reading<ExecutionRow>> {
  const all = { groupBy: 'economicClass', sort: undefined, after: undefined, limit: CLASSES_MAX } as const;
  const classes = await listGroups(tx, question, all);
  return readingByKind(classes.map(toExecutionRow), question);
}

/** A class has five digits, so there are never more. */
const CLASSES_MAX = 100_000;

function readingByKind(
  rows: readonly ExecutionRow[],
  { classes, sort }: Pick<ExecutionQuestion, 'classes' | 'sort'>,
): Reading<ExecutionRow> {
  const ofKinds = rows.map((row) => {
    return { ...NOTHING_IN_COMMON, kind: kindOf(row.economicClass ?? '', classes), figures: row.figures };
  });
  return readingOf<ExecutionRow>(
    mergeRows(ofKinds, ({ kind }) => kind),
    keyFor('softwareHardware', sort),
  );
}

function toExecutionRow(row: GroupRow): ExecutionRow {
  return {
    region: row.region,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    project: row.project,
    economicClass: row.economic_class,
    kind: null,
    budgetLine: row.budget_line,
    figures: figuresOf(row),
  };
}

/** By an amount first, where that is asked for. */
function keyFor(groupBy: ExecutionGrouping, sort?: ExecutionSort): (row: ExecutionRow) => Key {
  const keyOf = plainKeyFor(groupBy);
  return sort === undefined ? keyOf : (row) => [rankOf(row, sort), ...keyOf(row)];
}

function rankOf({ figures: { buckets } }: ExecutionRow, sort: ExecutionSort): number {
  switch (sort) {
    case 'available':
      return availableOf(buckets);
    case '-available':
      return -availableOf(buckets);
    case 'appropriation':
      return buckets.appropriation;
    case '-appropriation':
      return -buckets.appropriation;
    case 'spent':
      return buckets.spent;
    case '-spent':
      return -buckets.spent;
  }
}

function plainKeyFor(groupBy: ExecutionGrouping): (row: ExecutionRow) => Key {
  switch (groupBy) {
    case 'region':
      return ({ region }) => [region ?? ''];
    case 'agency':
      return ({ agencyCode }) => [agencyCode ?? ''];
    case 'project':
      return ({ agencyCode, project }) => [agencyCode ?? '', project ?? ''];
    case 'economicClass':
      return ({ economicClass }) => [economicClass ?? ''];
    case 'softwareHardware':
      return ({ kind }) => [kind ?? ''];
    case 'budgetLine':
      return ({ budgetLine }) => [budgetLine ?? ''];
  }
}

async function executionAsOf(tx: Tx, question: ExecutionQuestion, asOf: number): Promise<BudgetExecution> {
  const groupBy = question.groupBy === 'softwareHardware' ? 'economicClass' : question.groupBy;
  const { fiscalYear, grant, region, below, agencyCode, kept } = question;
  // What moves money later is no matter of then; a line or an agency that is changed voids whatever is kept.
  const rows = await recallAnswer(tx, kept, {
    key: ['execution-as-of', fiscalYear, grant, region, below, agencyCode, groupBy, asOf],
    compute: () => listRowsAsOf(tx, question, { groupBy, asOf }),
  });
  const total = rows.reduce((sum, { figures }) => addFigures(sum, figures), NO_FIGURES);
  const isByKind = question.groupBy === 'softwareHardware';
  const reading = isByKind ? readingByKind(rows, question) : readingOf(rows, keyFor(groupBy, question.sort));
  return { reading, total };
}

interface AsOfGroups {
  readonly groupBy: GroupBy;
  readonly asOf: number;
}

async function listRowsAsOf(tx: Tx, scope: LinesScope, groups: AsOfGroups): Promise<readonly ExecutionRow[]> {
  const unchanged = (await listGroupsAsOf(tx, scope, groups)).map(toExecutionRow);
  const changed = await changedSince(tx, scope, groups);
  const keyOf = keyFor(groups.groupBy);
  return mergeRows([...unchanged, ...changed], (row) => JSON.stringify(keyOf(row)));
}

const LINES_AT_ONCE = 1_000;

/** Lines whose project or class may have been another then: what they were is read from the log. */
async function changedSince(
  tx: Tx,
  scope: LinesScope,
  { groupBy, asOf }: AsOfGroups,
): Promise<readonly ExecutionRow[]> {
  let merged: readonly ExecutionRow[] = [];
  const keyOf = keyFor(groupBy);
  for (let after = ''; ; ) {
    const lines = await listChangedLines(tx, scope, { asOf, after, limit: LINES_AT_ONCE });
    const codes = lines.map(({ code }) => code);
    const states = statesBy(await listLineLeaves(tx, codes, asOf));
    const rows = lines.flatMap((line) => lineRow(line, states.get(line.code), groupBy));
    merged = mergeRows([...merged, ...rows], (row) => JSON.stringify(keyOf(row)));
    const last = lines.at(-1);
    if (!last || lines.length < LINES_AT_ONCE) return merged;
    after = last.code;
  }
}

interface LineState {
  readonly project: string;
  readonly economicClass: string;
}

function statesBy(
  leaves: readonly { readonly subject: string; readonly bytes: string }[],
): ReadonlyMap<string, LineState> {
  return new Map(
    leaves.map(({ subject, bytes }) => {
      const { after } = JSON.parse(bytes) as { readonly after: LineState };
      return [subject.slice('budget-line/'.length), after];
    }),
  );
}

/** A line that was made later did not exist then. */
function lineRow(line: LineSumsRow, state: LineState | undefined, groupBy: GroupBy): readonly ExecutionRow[] {
  if (!state) return [];
  const ofAgency = { agencyCode: line.agency_code, agencyName: line.agency_name };
  const { project, economicClass } = state;
  const common: Readonly<Record<GroupBy, Partial<ExecutionRow>>> = {
    region: { region: line.region },
    agency: ofAgency,
    project: { ...ofAgency, project },
    economicClass: { economicClass },
    budgetLine: { ...ofAgency, project, economicClass, budgetLine: line.code },
  };
  return [{ ...NOTHING_IN_COMMON, ...common[groupBy], figures: figuresOf(line) }];
}

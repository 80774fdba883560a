import type { ActRequest, SignedAct } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type RowError, rowChecker } from '../http/csv-import.ts';
import type { AnswerOf } from '../http/operation.ts';
import { readTable } from '../http/table-file.ts';
import { type Actor, dayOf, type Language } from '../kernel/index.ts';
import type { Governed, GovernedDeps, SubjectContext } from '../log/index.ts';
import { findReachedAgencies, importBudgetLines, planBudgetLines } from './import-budget-lines.ts';
import type { RowChange, RowFault, RowOutcome, StatedLine } from './import-outcome.ts';
import { openSheet } from './sheet.ts';
import type { SheetField, SheetHeading } from './sheet-heading.ts';
import type { SheetRow } from './sheet-row.ts';

type Asked = ActRequest<'importBudgetLines'>;
type Answer = AnswerOf<'importBudgetLines', 200>;

/** More than the largest bureau has lines. */
const ROWS_MAX = 60_000;

/** A sheet as it was read: a row is either a line as it is stated, or says what is wrong with it. */
interface ReadSheet {
  readonly heading: SheetHeading;
  readonly rows: readonly ReadRow[];
}

interface ReadRow {
  readonly row: number;
  readonly key: string | null;
  /** Null: the row is refused as it stands. */
  readonly line: StatedLine | null;
  readonly errors: readonly RowError[];
}

interface Answered {
  readonly status: 200;
  readonly body: Answer;
}

/** A signed act that is done or tried by a command as well. */
export interface ImportAct extends SignedAct<'importBudgetLines'> {
  readonly check: (asked: Asked) => Promise<void>;
  readonly preview: (tx: Tx, asked: Asked) => Promise<Answered>;
  readonly act: (entry: Governed, asked: Asked) => Promise<Answered>;
}

/** Imports the approved budget as a finance system exports it: CSV or XLSX, read before the log's head is taken. */
export function importAct({ newId, clock }: GovernedDeps): ImportAct {
  const check = rowChecker('BudgetLineCreation');
  const read = new WeakMap<Buffer, Promise<ReadSheet>>();
  const sheetOf = (asked: Asked): Promise<ReadSheet> => {
    const sheet = read.get(asked.body) ?? readSheet(asked, check);
    read.set(asked.body, sheet);
    return sheet;
  };
  const contextOf = (actor: Actor, on: SubjectContext['on']): SubjectContext => ({ actor, on, newId });
  return {
    check: async (asked) => void (await sheetOf(asked)),
    agencies: async (tx, asked) => findReachedAgencies(tx, linesIn(await sheetOf(asked)), asked.actor.grant),
    preview: async (tx, asked) => {
      const sheet = await sheetOf(asked);
      const importing = { lines: linesIn(sheet), ...contextOf(asked.actor, dayOf(clock())) };
      return { status: 200, body: answerOf(sheet, await planBudgetLines(tx, importing), { ...asked, dryRun: true }) };
    },
    act: async (entry, asked) => {
      const sheet = await sheetOf(asked);
      const importing = { lines: linesIn(sheet), ...contextOf(asked.actor, entry.on) };
      return {
        status: 200,
        body: answerOf(sheet, await importBudgetLines(entry, importing), { ...asked, dryRun: false }),
      };
    },
  };
}

async function readSheet(asked: Asked, check: ReturnType<typeof rowChecker>): Promise<ReadSheet> {
  const { body: bytes, contentType, language } = asked;
  const { encoding, unit } = asked.query;
  const sheet = openSheet(unit);
  const rows: ReadRow[] = [];
  await readTable({ bytes, encoding, contentType, rowsMax: ROWS_MAX }, (taken) => {
    const row = sheet.take(taken);
    if (row) rows.push(checkedRow(row, sheet.heading(), { check, language }));
  });
  return { heading: sheet.heading(), rows };
}

interface Checking {
  readonly check: ReturnType<typeof rowChecker>;
  readonly language: Language;
}

/** What a cell cannot be read as is said first; what the contract says of the rest comes after. */
function checkedRow(row: SheetRow, heading: SheetHeading, { check, language }: Checking): ReadRow {
  const { body, agencyName, faults } = row;
  const own = faults.map((fault) => errorOf(fault, heading, language));
  const isWhole = faults.some(({ field }) => field === null);
  const known = new Set<string | null>([...faults.map(({ field }) => field), ...(agencyName ? ['agencyCode'] : [])]);
  if (known.has('agencyName')) known.add('agencyCode');
  const schema = isWhole ? [] : check(body, language).filter(({ pointer }) => !known.has(fieldAt(pointer)));
  const errors = [
    ...own,
    ...schema.map(({ pointer, message }) => ({ column: columnOf(heading, fieldAt(pointer)), message })),
  ];
  const key = typeof body.code === 'string' ? body.code : null;
  return { row: row.row, key, line: errors.length > 0 ? null : { row: row.row, body, agencyName }, errors };
}

/** `/catalogueCodes/0` is about the column of the codes. */
function fieldAt(pointer: string): string {
  return pointer.split('/')[1] ?? '';
}

function errorOf({ field, text }: RowFault, heading: SheetHeading, language: Language): RowError {
  return { column: field === null ? null : columnOf(heading, field), message: text[language] };
}

/** Columns under other names than their field's. */
const STANDS_FOR: Readonly<Record<string, readonly SheetField[]>> = {
  agencyCode: ['agencyCode', 'agencyName'],
  elsewhere: ['elsewhere', 'used', 'frozen'],
};

/** The heading of the column that a field was read from; the field's own name where the sheet has no such column. */
function columnOf({ nameOf }: SheetHeading, field: string): string {
  const names: ReadonlyMap<string, string> = nameOf;
  const sources = STANDS_FOR[field] ?? [field];
  return sources.map((source) => names.get(source)).find((name) => name !== undefined) ?? field;
}

function linesIn({ rows }: ReadSheet): readonly StatedLine[] {
  return rows.flatMap(({ line }) => line ?? []);
}

function answerOf(
  { heading, rows }: ReadSheet,
  outcomes: readonly RowOutcome[],
  { dryRun, language }: { readonly dryRun: boolean; readonly language: Language },
): Answer {
  const rest = outcomes.values();
  const answers = rows.map(({ row, key, line, errors }): Answer['rows'][number] => {
    const outcome = line ? rest.next().value : undefined;
    if (!outcome) return { row, status: 'refused', key, errors };
    const { status, faults, changes } = outcome;
    if (faults) return { row, status, key, errors: faults.map((fault) => errorOf(fault, heading, language)) };
    return { row, status, key, ...(changes && { changes: changes.map((change) => changeOf(change, heading)) }) };
  });
  const count = (status: Answer['rows'][number]['status']): number =>
    answers.filter((answer) => answer.status === status).length;
  return {
    dryRun,
    unit: heading.unitOf.get('appropriation') ?? 'yuan',
    rows: answers,
    created: count('created'),
    revised: count('revised'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    negative: outcomes.filter(({ isNegative }) => isNegative).length,
    ignoredColumns: heading.ignored.map((name) => name.slice(0, 200)),
  };
}

function changeOf(
  { field, before, after }: RowChange,
  heading: SheetHeading,
): NonNullable<Answer['rows'][number]['changes']>[number] {
  return { column: columnOf(heading, field), before: shown(before), after: shown(after) };
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(';') : String(value);
}

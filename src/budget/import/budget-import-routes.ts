import type { ActRequest, ActStep, LongAct, StepsDone } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { AnswerOf } from '../../http/operation.ts';
import { dayOf, type Language } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { importSteps, ROWS_AT_ONCE, type RowError, type RowsShape, rowValidator } from '../../reference/index.ts';
import { fileOwner, inPiecesOf, isSheetFile, tableRows } from '../../tables/index.ts';
import {
  type AgenciesOfSheet,
  findReachedAgencies,
  importBudgetLines,
  planBudgetLines,
} from './import-budget-lines.ts';
import type { RowChange, RowFault, RowOutcome, StatedLine } from './import-outcome.ts';
import { type OpenSheet, openSheet } from './sheet.ts';
import type { SheetField, SheetHeading } from './sheet-heading.ts';
import type { SheetRow } from './sheet-row.ts';

type ImportRequest = ActRequest<'importBudgetLines'>;

/** More than the largest bureau has lines. */
const ROWS_MAX = 200_000;

/** What a first reading has found of a sheet, which is read again piece by piece. */
interface SheetSurvey extends AgenciesOfSheet {
  readonly heading: SheetHeading;
  readonly rows: number;
}

interface ReadRow {
  readonly row: number;
  readonly key: string | null;
  /** Null: the row is refused as it stands. */
  readonly line: StatedLine | null;
  readonly errors: readonly RowError[];
}

type RowValidator = ReturnType<typeof rowValidator>;

/**
 * Imports the approved budget as a finance system exports it, CSV or XLSX. It is read once as a whole before the log's
 * head is taken, and once more in pieces, each judged and written in a transaction of its own.
 */
export function importAct({ newId, clock }: GovernedDeps): LongAct<ImportRequest> {
  const check = rowValidator('BudgetLineCreation');
  const surveys = new WeakMap<Buffer, Promise<SheetSurvey>>();
  const surveyOf = (asked: ImportRequest): Promise<SheetSurvey> => {
    const survey = surveys.get(asked.body) ?? surveyed(asked, check);
    surveys.set(asked.body, survey);
    return survey;
  };
  return {
    reach: 'stated',
    check: async (asked) => void (await surveyOf(asked)),
    // Those that were signed for are what it is about, whatever agencies have become known since.
    agencies: async (tx, asked) => asked.agencies ?? findReachedAgencies(tx, await surveyOf(asked), asked.actor.grant),
    steps: async function* (asked, done) {
      const { actor, agencies } = asked;
      yield* stepsOf<Governed>(await surveyOf(asked), { asked, check, done, dryRun: false }, (entry, some) =>
        importBudgetLines(entry, { ...some, actor, agencies, newId, on: entry.on }),
      );
    },
    trial: async function* (asked) {
      const context = { actor: asked.actor, agencies: undefined, newId, on: dayOf(clock()) };
      yield* stepsOf<Tx>(await surveyOf(asked), { asked, check, done: undefined, dryRun: true }, (tx, some) =>
        planBudgetLines(tx, { ...some, ...context }),
      );
    },
  };
}

async function surveyed(asked: ImportRequest, check: RowValidator): Promise<SheetSurvey> {
  const sheet = openSheetOf(asked);
  const [codes, names] = [new Set<string>(), new Set<string>()];
  let rows = 0;
  for await (const read of readRows(asked, sheet, check)) {
    rows += read.length;
    for (const { line } of read) {
      if (line?.agencyName) names.add(line.agencyName);
      else if (typeof line?.body.agencyCode === 'string') codes.add(line.body.agencyCode);
    }
  }
  return { heading: sheet.heading(), rows, codes, names };
}

function openSheetOf({ body: bytes, contentType, query }: ImportRequest): OpenSheet {
  return openSheet(query.unit, { isOpenEnded: isSheetFile({ bytes, contentType }) });
}

async function* readRows(
  asked: ImportRequest,
  sheet: OpenSheet,
  check: RowValidator,
): AsyncGenerator<readonly ReadRow[]> {
  const { body: bytes, contentType, language, query, actor } = asked;
  const file = { bytes, encoding: query.encoding, contentType, owner: fileOwner(actor.grant) };
  for await (const rows of tableRows({ ...file, rowsMax: ROWS_MAX })) {
    yield rows.flatMap((taken) => {
      const row = sheet.take(taken);
      return row ? [validatedRow(row, sheet.heading(), { check, language })] : [];
    });
  }
}

interface ImportRun {
  readonly asked: ImportRequest;
  readonly check: RowValidator;
  readonly done: StepsDone | undefined;
  readonly dryRun: boolean;
}

type LinesAct<Within> = (
  within: Within,
  some: { readonly lines: readonly StatedLine[]; readonly rowOf: ReadonlyMap<string, number> },
) => Promise<readonly RowOutcome[]>;

function stepsOf<Within>(
  { heading, rows }: SheetSurvey,
  { asked, check, done, dryRun }: ImportRun,
  act: LinesAct<Within>,
): AsyncIterable<ActStep<Within>> {
  const rowOf = new Map<string, number>();
  return importSteps<Within, ReadRow, ToldRow>({
    ...{ rows, rowsAtOnce: ROWS_AT_ONCE, done, shape: ROWS },
    pieces: inPiecesOf(ROWS_AT_ONCE, readRows(asked, openSheetOf(asked), check)),
    judge: async (within, piece) => {
      const lines = piece.flatMap(({ line }) => line ?? []);
      return answersOf(piece, await act(within, { lines, rowOf }), { heading, language: asked.language });
    },
    seen: (piece) => {
      for (const { row, key, line } of piece) if (line && key !== null && !rowOf.has(key)) rowOf.set(key, row);
    },
    members: () => ({
      dryRun,
      unit: heading.unitOf.get('appropriation') ?? 'yuan',
      ignoredColumns: heading.ignored.map((name) => name.slice(0, 200)),
    }),
  });
}

interface RowValidation {
  readonly check: ReturnType<typeof rowValidator>;
  readonly language: Language;
}

/** What a cell cannot be read as is said first; what the contract says of the rest comes after. */
function validatedRow(row: SheetRow, heading: SheetHeading, { check, language }: RowValidation): ReadRow {
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

/** What is told of a row, and whether it leaves its line below zero. */
interface ToldRow {
  readonly answer: RowAnswer;
  readonly isNegative: boolean;
}

type RowAnswer = AnswerOf<'importBudgetLines', 200>['rows'][number];

const ROWS: RowsShape<ToldRow> = {
  names: ['created', 'revised', 'unchanged', 'refused', 'negative'],
  namesOf: ({ answer, isNegative }) => (isNegative ? [answer.status, 'negative'] : [answer.status]),
  told: ({ answer }) => answer,
};

function answersOf(
  rows: readonly ReadRow[],
  outcomes: readonly RowOutcome[],
  { heading, language }: { readonly heading: SheetHeading; readonly language: Language },
): readonly ToldRow[] {
  const rest = outcomes.values();
  return rows.map(({ row, key, line, errors }): ToldRow => {
    const outcome = line ? rest.next().value : undefined;
    if (!outcome) return { answer: { row, status: 'refused', key, errors }, isNegative: false };
    const { status, faults, changes, isNegative } = outcome;
    const told = {
      ...(faults && { errors: faults.map((fault) => errorOf(fault, heading, language)) }),
      ...(changes && { changes: changes.map((change) => changeOf(change, heading)) }),
    };
    return { answer: { row, status, key, ...told }, isNegative };
  });
}

function changeOf(
  { field, before, after }: RowChange,
  heading: SheetHeading,
): NonNullable<RowAnswer['changes']>[number] {
  return { column: columnOf(heading, field), before: shown(before), after: shown(after) };
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(';') : String(value);
}

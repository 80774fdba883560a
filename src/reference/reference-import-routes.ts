import type { ActStep, StepsDone } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type Actor, type CivilDate, dayOf, type Language } from '../kernel/index.ts';
import type { Governed, GovernedDeps } from '../log/index.ts';
import type { OwnedFile } from '../tables/index.ts';
import { bodiesOfCsv, type CsvColumn, type CsvRow, ROWS_AT_ONCE, type RowError, rowValidator } from './csv-import.ts';
import { type ImportOutcome, importOfKind, newTrial, planImport } from './import-of-kind.ts';
import { importSteps } from './import-steps.ts';
import { statedFields } from './reference-kind.ts';
import type { RowsShape } from './rows-report.ts';
import type { RecordedKind, RecordingContext } from './write-of-kind.ts';

/** Of an answer to a file, what is told of one row. */
interface RowAnswer {
  readonly row: number;
  readonly status: 'created' | 'unchanged' | 'refused';
  readonly key?: string | null;
  readonly id?: string | null;
  readonly errors?: readonly RowError[];
}

/** A kind of thing that is imported, and the schema that its rows are checked by. */
export interface ImportedKind<S extends object> {
  readonly kind: RecordedKind<S>;
  readonly creation: string;
}

export interface ImportSource {
  readonly file: OwnedFile;
  /** How many it has, as `checkCsv` has found. */
  readonly rows: number;
  readonly actor: Actor;
  readonly language: Language;
}

export interface ReferenceImport {
  readonly steps: (done?: StepsDone) => AsyncIterable<ActStep<Governed>>;
  readonly trial: () => AsyncIterable<ActStep<Tx>>;
}

/** A file of reference data as steps that import it, and as steps that only try. */
export function referenceImport<S extends object>(
  deps: GovernedDeps,
  imported: ImportedKind<S>,
  asked: ImportSource,
): ReferenceImport {
  const { kind } = imported;
  const contextOf = (on: CivilDate): RecordingContext => ({ actor: asked.actor, on, newId: deps.newId });
  return {
    steps: (done) =>
      stepsOf<S, Governed>(imported, { ...asked, done, dryRun: false }, (entry, bodies) =>
        importOfKind(entry, kind, { bodies, ...contextOf(entry.on) }),
      ),
    trial: () => {
      const context = contextOf(dayOf(deps.clock()));
      const trial = newTrial(kind, context);
      return stepsOf<S, Tx>(imported, { ...asked, done: undefined, dryRun: true }, (tx, bodies) =>
        planImport(tx, kind, { bodies, ...context }, trial),
      );
    },
  };
}

interface ImportRun extends ImportSource {
  readonly done: StepsDone | undefined;
  readonly dryRun: boolean;
}

type RowsAct<S extends object, Within> = (
  within: Within,
  bodies: readonly object[],
) => Promise<readonly ImportOutcome<S>[]>;

function stepsOf<S extends object, Within>(
  { kind, creation }: ImportedKind<S>,
  { file, rows, language, done, dryRun }: ImportRun,
  act: RowsAct<S, Within>,
): AsyncIterable<ActStep<Within>> {
  const shape = { dryRun, hasIds: kind.idPrefix !== undefined, language };
  return importSteps<Within, CsvRow, RowAnswer>({
    ...{ rows, rowsAtOnce: ROWS_AT_ONCE, done, shape: ROWS },
    pieces: bodiesOfCsv(file, { columns: columnsOf(kind), check: rowValidator(creation), language }),
    judge: async (within, piece) => {
      const bodies = piece.filter(({ errors }) => errors.length === 0).map(({ body }) => body);
      return rowAnswers(piece, await act(within, bodies), shape);
    },
    members: () => ({ dryRun }),
  });
}

const ROWS: RowsShape<RowAnswer> = {
  names: ['created', 'unchanged', 'refused'],
  namesOf: ({ status }) => [status],
  told: (row) => row,
};

/** The columns of a kind's file: what a creating body states, in its order. */
export function columnsOf<S extends object>(kind: RecordedKind<S>): readonly CsvColumn[] {
  return statedFields(kind).map(([name, field]) => ({
    name,
    isRequired: field.absent === undefined,
    fromText: (cell) => field.fromText(cell),
  }));
}

interface ImportShape {
  readonly dryRun: boolean;
  readonly hasIds: boolean;
  readonly language: Language;
}

function rowAnswers<S extends object>(
  rows: readonly CsvRow[],
  outcomes: readonly ImportOutcome<S>[],
  shape: ImportShape,
): readonly RowAnswer[] {
  const rest = outcomes.values();
  return rows.map(({ row, errors }): RowAnswer => {
    const outcome = errors.length > 0 ? undefined : rest.next().value;
    return { row, ...(outcome ? rowAnswer(outcome, shape) : { status: 'refused' as const, errors }) };
  });
}

function rowAnswer<S extends object>(
  outcome: ImportOutcome<S>,
  { dryRun, hasIds, language }: ImportShape,
): Omit<RowAnswer, 'row'> {
  if (outcome.status === 'refused') {
    return {
      status: 'refused',
      errors: outcome.problems.map(({ field, text }) => ({ column: field, message: text[language] })),
    };
  }
  const key = outcome.status === 'created' ? outcome.draft.key : outcome.key;
  if (!hasIds) return { status: outcome.status, key, id: null };
  // What a preview would make has no identifier yet.
  return { status: outcome.status, id: outcome.status === 'created' && dryRun ? null : key };
}

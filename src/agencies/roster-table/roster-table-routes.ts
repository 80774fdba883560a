import type { ActStep } from '../../access/index.ts';
import type { Database, Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type CivilDate, civilDate, dayOf, type Language, Refusal, text } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { importAtOnce, importSteps, type RowsShape, tryImport } from '../../reference/index.ts';
import { fileOwner, inPiecesOf, type OwnedFile, tableRows } from '../../tables/index.ts';
import { findPlannedRosters, type PlannedRoster, type RosterQuestion } from './find-planned-rosters.ts';
import { importRosters } from './import-rosters.ts';
import { openRosterTable, type SeenRoster } from './read-roster-table.ts';

type Answer = AnswerOf<'importRosterTable', 200>;
type RowAnswer = Answer['rows'][number];

/** With titles and heading: more agencies than a province's largest city has. */
const ROWS_MAX = 20_000;
const ROWS_AT_ONCE = 200;

/** Attachment 1 as offices have it: a row for each agency, with the people in its seats side by side. */
export function rosterTableHandler(db: Database, deps: GovernedDeps): Handler<'importRosterTable'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { dryRun = false, encoding, from } = req.query;
    const language = languageOf(req.get('accept-language'));
    const contentType = req.get('content-type');
    const file = { bytes: req.body, encoding, contentType, owner: fileOwner(actor.grant) };
    const { rows, ignoredColumns } = await readWhole(file);
    const questionOf = (piece: readonly SeenRoster[], on: CivilDate): RosterQuestion => ({
      ...{ rows: piece, actor, language, on, from: from === undefined ? on : civilDate(from) },
    });
    const steps = <Within>(
      judge: (within: Within, piece: readonly SeenRoster[]) => Promise<readonly PlannedRoster[]>,
    ): AsyncIterable<ActStep<Within>> =>
      importSteps<Within, SeenRoster, RowAnswer>({
        ...{ rows: rows.length, rowsAtOnce: ROWS_AT_ONCE, shape: ROWS },
        pieces: inPiecesOf(ROWS_AT_ONCE, piecesOf(rows)),
        judge: async (within, piece) => (await judge(within, piece)).map((planned) => rowAnswer(planned, language)),
        members: () => ({ dryRun, ignoredColumns }),
      });
    const answer = dryRun
      ? await tryImport(
          { db },
          steps<Tx>((tx, piece) => findPlannedRosters(tx, questionOf(piece, dayOf(deps.clock())))),
        )
      : await importAtOnce(
          { db, deps },
          {
            ...{ operation: 'import roster-table', file: req.body, actor },
            steps: steps<Governed>((entry, piece) =>
              importRosters(entry, { question: questionOf(piece, entry.on), newId: deps.newId }),
            ),
          },
        );
    const { text: whole = () => JSON.stringify(answer.body) } = answer;
    res.status(200).type('application/json').send(whole());
  };
}

async function* piecesOf(rows: readonly SeenRoster[]): AsyncGenerator<readonly SeenRoster[]> {
  yield rows;
}

interface WholeTable {
  readonly rows: readonly SeenRoster[];
  readonly ignoredColumns: readonly string[];
}

/** Reads all of it first, so that a table without a heading is refused before anything is written. */
async function readWhole(file: OwnedFile): Promise<WholeTable> {
  const table = openRosterTable();
  const rows: SeenRoster[] = [];
  for await (const piece of tableRows({ ...file, rowsMax: ROWS_MAX }))
    rows.push(...piece.flatMap((row) => table.take(row) ?? []));
  const { ignored, placeOf } = table.heading();
  if (!placeOf.has('agencyCode') && !placeOf.has('agencyName')) throw withoutAgency();
  return { rows, ignoredColumns: ignored.map((name) => name.slice(0, 200)) };
}

function withoutAgency(): Refusal {
  const message = text(
    '表中没有单位名称或统一社会信用代码列。',
    'The table has no column of agencies or of credit codes.',
  );
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

const ROWS: RowsShape<RowAnswer> = {
  names: ['created', 'changed', 'unchanged', 'refused'],
  namesOf: ({ status }) => [status],
  told: (row) => row,
};

function rowAnswer({ seen, agencyCode, terms, faults }: PlannedRoster, language: Language): RowAnswer {
  return {
    ...{ row: seen.row, agencyCode, status: statusOf({ terms, faults }) },
    terms: terms.map(({ does, holder }) => ({ duty: holder.seat, cell: holder.cell, status: does })),
    errors: faults.map((fault) => ({ cell: fault.cell, message: fault.text[language] })),
  };
}

function statusOf({ terms, faults }: Pick<PlannedRoster, 'terms' | 'faults'>): RowAnswer['status'] {
  const done = new Set(terms.map(({ does }) => does));
  if (faults.length > 0) return 'refused';
  if (done.has('described') || done.has('handed-over')) return 'changed';
  return done.has('created') ? 'created' : 'unchanged';
}

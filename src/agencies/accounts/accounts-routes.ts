import type { SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { dayOf, type Language, Refusal, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { fileOwner, type OwnedFile, tableRows } from '../../tables/index.ts';
import { personsImport } from './import-persons.ts';
import { listPersonsToInvite } from './list-persons-to-invite.ts';
import { type PreviewedPerson, previewAccounts } from './preview-accounts.ts';
import { openAccountTable, type SeenPerson } from './read-account-table.ts';

export function accountsActs(deps: GovernedDeps): SignedActs {
  return { importPersons: personsImport(deps) };
}

/** Who may need an account, and what would become of a table of persons. Both read only. */
export function accountsRoutes(db: Database, deps: GovernedDeps): Handlers {
  const getPersonsToInvite: Handler<'listPersonsToInvite'> = async (req, res) => {
    const { duty, region } = req.query;
    const { grant } = actorOf(req);
    const [on, after, limit] = [dayOf(deps.clock()), textCursorOf(req.query), limitOf(req.query)];
    const page = await inSnapshot(db, (tx) => listPersonsToInvite(tx, { duty, region, grant, on, after, limit }));
    res.status(200).json(pageEnding(page.items, page.next));
  };

  const postTable: Handler<'readPersonTable'> = async (req, res) => {
    const { grant } = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const contentType = req.get('content-type');
    const file = { bytes: req.body, encoding: req.query.encoding, contentType, owner: fileOwner(grant) };
    const { rows, ignoredColumns } = await readWhole(file);
    const previewed = await inSnapshot(db, (tx) => previewAccounts(tx, { rows, grant, language }));
    const count = (status: PreviewedPerson['status']) => previewed.filter((row) => row.status === status).length;
    res.status(200).json({
      ...{ created: count('created'), skipped: count('skipped'), refused: count('refused'), ignoredColumns },
      rows: previewed.map((row) => rowBody(row, language)),
    });
  };

  return { listPersonsToInvite: getPersonsToInvite, readPersonTable: postTable };
}

const PERSONS_MAX = 500;
/** Titles, empty rows and notes stand around them. */
const ROWS_MAX = 2_000;
const COLUMN_CHARACTERS_MAX = 200;

async function readWhole(file: OwnedFile) {
  const table = openAccountTable();
  const rows: SeenPerson[] = [];
  for await (const piece of tableRows({ ...file, rowsMax: ROWS_MAX })) {
    rows.push(...piece.flatMap((row) => table.take(row) ?? []));
    if (rows.length > PERSONS_MAX) throw tooManyPersons();
  }
  const ignoredColumns = table.heading().ignored.map((name) => name.slice(0, COLUMN_CHARACTERS_MAX));
  return { rows, ignoredColumns };
}

function tooManyPersons(): Refusal {
  const message = text(
    `一次最多 ${PERSONS_MAX} 人，请分次办理。`,
    `A list has at most ${PERSONS_MAX} persons; divide it.`,
  );
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}

function rowBody(
  { seen, status, person, agencyName, faults }: PreviewedPerson,
  language: Language,
): AnswerOf<'readPersonTable', 200>['rows'][number] {
  return {
    ...{ row: seen.row, name: seen.told.name, status, person, agencyName },
    errors: faults.map(({ field, message }) => ({
      cell: seen.cellOf(field),
      message: typeof message === 'string' ? message : message[language],
    })),
  };
}

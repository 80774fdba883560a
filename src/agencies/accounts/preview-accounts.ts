import type { Tx } from '../../db/index.ts';
import { type Grant, type Language, plainWord, reaches, type Text, text } from '../../kernel/index.ts';
import { agenciesNamed, rowValidator } from '../../reference/index.ts';
import { HAS_ACCOUNT, type NewPerson, roleIn } from './account.ts';
import type { AccountField } from './account-columns.ts';
import type { SeenPerson } from './read-account-table.ts';
import { findAgencyPlaces, type JudgedPerson, validateAccounts } from './validate-accounts.ts';

interface CellFault {
  readonly field: AccountField;
  readonly message: Text | string;
}

/** What would become of a row. */
export interface PreviewedPerson {
  readonly seen: SeenPerson;
  readonly status: 'created' | 'skipped' | 'refused';
  readonly person: NewPerson | null;
  readonly agencyName: string | null;
  readonly faults: readonly CellFault[];
}

export interface AccountsQuestion {
  readonly rows: readonly SeenPerson[];
  readonly grant: Grant;
  readonly language: Language;
}

/** Holds the rows of a table against agencies and accounts, and writes nothing. */
export async function previewAccounts(tx: Tx, question: AccountsQuestion): Promise<readonly PreviewedPerson[]> {
  const codeOf = await findCodes(tx, question);
  const read = question.rows.map((seen) => readPerson(seen, codeOf(seen), question.language));
  const judged = await validateAccounts(
    tx,
    read.map(({ person }) => person),
    question.grant,
  );
  return read.map(({ seen, person, faults }, at) => previewed(seen, faults, judged[at] ?? unjudged(person)));
}

function unjudged({ name }: NewPerson): never {
  throw new Error(`${name} was not judged`);
}

interface ReadPerson {
  readonly seen: SeenPerson;
  readonly person: NewPerson;
  readonly faults: readonly CellFault[];
}

const validate = rowValidator('NewPerson');

/** What a cell does not say is a fault of its own, and stands in the person as nothing. */
function readPerson(seen: SeenPerson, agencyCode: string | null, language: Language): ReadPerson {
  const { name, email, role: word } = seen.told;
  const role = word === null ? null : roleIn(word);
  const faults: CellFault[] = [];
  for (const field of ['name', 'email', 'role'] as const)
    if (seen.told[field] === null) faults.push({ field, message: NOT_TOLD });
  if (role !== null && typeof role !== 'string') faults.push({ field: 'role', message: role });
  const known = typeof role === 'string' ? role : 'agency-liaison';
  const person = { name: name ?? '', email: email ?? '', role: known, agencyCode: agencyCode ?? '' };
  for (const { pointer, message } of validate(person, language)) {
    const field = (['name', 'email'] as const).find((each) => pointer === `/${each}`);
    if (field && seen.told[field] !== null) faults.push({ field, message });
  }
  return { seen, person, faults };
}

const NOT_TOLD = text('请填写。', 'is empty.');

function previewed(seen: SeenPerson, own: readonly CellFault[], judged: JudgedPerson): PreviewedPerson {
  const { person, agencyName, hasAccount } = judged;
  const agency = seen.told.agencyCode === null ? 'agencyName' : 'agencyCode';
  const found = judged.faults
    // An empty cell is no address that comes twice.
    .filter(({ field }) => field === 'agencyCode' || seen.told[field] !== null)
    .map(({ field, text: message }) => ({ field: field === 'agencyCode' ? agency : field, message }) as const);
  const faults = [...own, ...found];
  if (faults.length > 0) return { seen, status: 'refused', person: null, agencyName: null, faults };
  if (!hasAccount) return { seen, status: 'created', person, agencyName, faults };
  return { seen, status: 'skipped', person: null, agencyName, faults: [{ field: 'email', message: HAS_ACCOUNT }] };
}

/** Whose a row is: by its credit code, else by the name of exactly one agency within reach. */
async function findCodes(tx: Tx, { rows, grant }: AccountsQuestion): Promise<(seen: SeenPerson) => string | null> {
  const names = rows.flatMap(({ told }) => (told.agencyCode === null ? (told.agencyName ?? []) : []));
  const named = await agenciesNamed(tx, names);
  const places = await findAgencyPlaces(tx, [...named.values()].flat());
  return ({ told: { agencyCode, agencyName } }) => {
    if (agencyCode !== null) return plainWord(agencyCode).toUpperCase();
    const meant = (named.get(agencyName ?? '') ?? []).filter((code) => {
      const place = places.get(code);
      return place !== undefined && reaches(grant, { code, region: place.region });
    });
    return meant.length === 1 ? (meant[0] ?? null) : null;
  };
}

import type { Release, RightTerms } from './software-match.ts';

/** Rows of one agency as the database hands them over: each with its device and what it says of it, all in one text. */
export interface StoredText {
  readonly agency_code: string;
  readonly count: number;
  readonly list: string | null;
}

/** Copies of one release in an agency, by the devices that they are on. */
export interface CopiesOfAgency extends Release {
  readonly agencyCode: string;
  readonly devices: readonly string[];
}

/** Equal seats, by the devices that have them. */
export interface EqualSeats {
  readonly right: RightTerms;
  readonly devices: readonly string[];
}

/** No name holds these. A row ends with its own mark, and what `group_concat` puts between rows is a comma. */
const FIELD = '\u001f';
const MARK = '\u001e';
const BETWEEN = `${MARK},`.length;
const NONE = '\u0018';

const releaseOf = (table: 'i' | 'e'): string =>
  `${table}.category, ?, ${table}.product, ?, coalesce(${table}.edition, ?), ?, coalesce(${table}.version, ?)`;

const FIELDS_OF_RELEASE = [FIELD, FIELD, FIELD, NONE, FIELD, NONE];

/** Rows that were grouped by long names had to be sorted by them, which took MariaDB as long again as to read them. */
export const COPIES_AS_TEXT = `d.agency_code, count(*) as count,
  group_concat(concat(d.id, ?, ${releaseOf('i')}, ?)) as list`;

export const FIELDS_OF_COPY: readonly string[] = [...FIELDS_OF_RELEASE, MARK];

export const RIGHTS_AS_TEXT = `d.agency_code, count(*) as count,
  group_concat(concat(d.id, ?, ${releaseOf('e')}, ?, e.channel, ?, coalesce(e.valid_from, ?), ?,
    coalesce(e.valid_until, ?), ?)) as list`;

export const FIELDS_OF_RIGHT: readonly string[] = [...FIELDS_OF_RELEASE, FIELD, FIELD, NONE, FIELD, NONE, MARK];

export function copiesInText(stored: StoredText): readonly CopiesOfAgency[] {
  const { agency_code: agencyCode } = stored;
  return [...devicesInText(stored)].map(([said, devices]) => ({ agencyCode, ...releaseIn(said), devices }));
}

export function rightsInText(stored: StoredText): readonly EqualSeats[] {
  return [...devicesInText(stored)].map(([said, devices]) => ({ right: rightIn(said), devices }));
}

/** What was said of devices, with all of which it was said. Of a list that MariaDB has cut, and it tells nobody, a mark is missing. */
function devicesInText({ count, list }: StoredText): ReadonlyMap<string, readonly string[]> {
  const text = list ?? '';
  const said = new Map<string, string[]>();
  let found = 0;
  for (let from = 0, end = text.indexOf(MARK); end >= 0; from = end + BETWEEN, end = text.indexOf(MARK, from)) {
    const field = text.indexOf(FIELD, from);
    const what = text.slice(field + 1, end);
    const devices = said.get(what);
    if (devices) devices.push(text.slice(from, field));
    else said.set(what, [text.slice(from, field)]);
    found += 1;
  }
  if (found !== Number(count)) throw new Error(`the database has cut a list of ${count} rows`);
  return said;
}

function releaseIn(said: string): Release {
  const [category = 'other', product = '', edition = NONE, version = NONE] = said.split(FIELD);
  return { category: category as Release['category'], product, edition: orNull(edition), version: orNull(version) };
}

function rightIn(said: string): RightTerms {
  const [channel = 'volume', validFrom = NONE, validUntil = NONE] = said.split(FIELD).slice(4);
  return {
    ...releaseIn(said),
    channel: channel as RightTerms['channel'],
    validFrom: orNull(validFrom) as RightTerms['validFrom'],
    validUntil: orNull(validUntil) as RightTerms['validUntil'],
  };
}

function orNull(text: string): string | null {
  return text === NONE ? null : text;
}

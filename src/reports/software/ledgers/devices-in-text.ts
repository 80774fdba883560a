import { devicesByText, FIELD, MARK, NONE, orNull } from '../positions/text-list.ts';
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

const releaseOf = (table: 'i' | 'e'): string => `${table}.category, '${FIELD}', ${table}.product, '${FIELD}',
  coalesce(${table}.edition, '${NONE}'), '${FIELD}', coalesce(${table}.version, '${NONE}')`;

/** Rows that were grouped by long names had to be sorted by them, which took MariaDB as long again as to read them. */
export const COPIES_AS_TEXT = `d.agency_code, count(*) as count,
  group_concat(concat(d.id, '${FIELD}', ${releaseOf('i')}, '${MARK}')) as list`;

export const RIGHTS_AS_TEXT = `d.agency_code, count(*) as count,
  group_concat(concat(d.id, '${FIELD}', ${releaseOf('e')}, '${FIELD}', e.channel, '${FIELD}',
    coalesce(e.valid_from, '${NONE}'), '${FIELD}', coalesce(e.valid_until, '${NONE}'), '${MARK}')) as list`;

export function copiesInText(stored: StoredText): readonly CopiesOfAgency[] {
  const { agency_code: agencyCode } = stored;
  return [...saidIn(stored)].map(([said, devices]) => ({ agencyCode, ...releaseIn(said), devices }));
}

export function rightsInText(stored: StoredText): readonly EqualSeats[] {
  return [...saidIn(stored)].map(([said, devices]) => ({ right: rightIn(said), devices }));
}

function saidIn({ list, count }: StoredText): ReadonlyMap<string, readonly string[]> {
  return devicesByText(list, Number(count));
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

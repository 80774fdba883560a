import type { CopiesRow } from './position-rows.ts';

/** Copies of one category in an agency, as the database hands them over: each with its device and release in one text. */
export interface StoredCopies {
  readonly agency_code: string;
  readonly category: string;
  readonly copies: number;
  readonly list: string | null;
}

/** No name holds these. A copy ends with its own mark, since what stands between texts of a `group_concat` is a comma. */
const FIELD = '\u001f';
const MARK = '\u001e';
const END = `${MARK},`;
const NONE = '\u0018';

/**
 * Releases stand in the list: rows that were grouped by them had to be sorted by long names, which took either engine as long
 * again. Of a list that MariaDB has cut, and it tells nobody, a mark is missing.
 */
export const COPIES_AS_TEXT = `count(*) as copies, group_concat(concat(i.device_id, ?, i.product, ?, coalesce(i.edition, ?), ?,
  coalesce(i.version, ?), ?, case when i.seen_last < ? then 1 else 0 end, ?)) as list`;

export function valuesOfText(seenSince: string): string[] {
  return [FIELD, FIELD, NONE, FIELD, NONE, FIELD, seenSince, MARK];
}

/** The same, those of one release together. */
export function copiesIn({ agency_code, category, copies, list }: StoredCopies): readonly CopiesRow[] {
  const text = `${list ?? ''},`;
  const releases = new Map<string, string[]>();
  let found = 0;
  for (let from = 0, end = text.indexOf(END); end >= 0; from = end + END.length, end = text.indexOf(END, from)) {
    const field = text.indexOf(FIELD, from);
    const release = text.slice(field + 1, end);
    const devices = releases.get(release);
    if (devices) devices.push(text.slice(from, field));
    else releases.set(release, [text.slice(from, field)]);
    found += 1;
  }
  if (found !== Number(copies)) throw new Error(`the database has cut a list of ${copies} copies`);
  return [...releases].map(([release, devices]) => ({ agency_code, category, ...releaseIn(release), devices }));
}

function releaseIn(text: string): Pick<CopiesRow, 'product' | 'edition' | 'version' | 'is_unseen'> {
  const [product = '', edition = NONE, version = NONE, isUnseen] = text.split(FIELD);
  return { product, edition: orNull(edition), version: orNull(version), is_unseen: isUnseen === '1' ? 1 : 0 };
}

function orNull(text: string): string | null {
  return text === NONE ? null : text;
}

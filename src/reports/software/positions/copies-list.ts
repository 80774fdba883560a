import type { CopiesRow } from './position-rows.ts';
import { devicesByText, FIELD, MARK, NONE, orNull } from './text-list.ts';

/** Copies of one category in an agency, as the database hands them over: each with its device and release in one text. */
export interface StoredCopies {
  readonly agency_code: string;
  readonly category: string;
  readonly copies: number;
  readonly list: string | null;
}

/**
 * Releases stand in the list: rows that were grouped by them had to be sorted by long names, which took either engine as long
 * again.
 */
export const COPIES_AS_TEXT = `count(*) as copies, group_concat(concat(i.device_id, '${FIELD}', i.product, '${FIELD}',
  coalesce(i.edition, '${NONE}'), '${FIELD}', coalesce(i.version, '${NONE}'), '${FIELD}',
  case when i.seen_last < ? then 1 else 0 end, '${FIELD}', case when i.seen_to is null then 0 else 1 end, '${MARK}')) as list`;

type Release = Pick<CopiesRow, 'product' | 'edition' | 'version' | 'is_unseen' | 'is_ended'>;

/** Rows as copies, those of one release together. What is cut out of a text keeps all of it in memory, so a release is read once. */
export function copiesOfReleases(): (row: StoredCopies) => readonly CopiesRow[] {
  const known = new Map<string, Release>();
  return ({ agency_code, category, copies, list }) => {
    return [...devicesByText(list, Number(copies))].map(([text, devices]) => {
      const release = known.get(text) ?? releaseIn(text);
      known.set(text, release);
      return { agency_code, category, ...release, devices };
    });
  };
}

function releaseIn(text: string): Release {
  const [product = '', edition = NONE, version = NONE, isUnseen, isEnded] = text.split(FIELD);
  const flags = { is_unseen: flagIn(isUnseen), is_ended: flagIn(isEnded) };
  return { product, edition: orNull(edition), version: orNull(version), ...flags };
}

function flagIn(text: string | undefined): 0 | 1 {
  return text === '1' ? 1 : 0;
}

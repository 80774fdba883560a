import type { CopiesRow } from './position-rows.ts';
import { devicesByText, FIELD, MARK } from './text-list.ts';

/** Copies of one release in an agency, as the database hands them over: their devices, each with its flags, in one text. */
export interface StoredCopies extends Omit<CopiesRow, 'is_unseen' | 'is_ended' | 'devices'> {
  readonly copies: number;
  readonly list: string | null;
}

export const DEVICES_AS_TEXT = `count(*) as copies, group_concat(concat(i.device_id, '${FIELD}',
  case when i.seen_last < ? then 1 else 0 end, case when i.seen_to is null then 0 else 1 end, '${MARK}')) as list`;

/** Those that have the same flags together. */
export function copiesOfRelease({ copies, list, ...release }: StoredCopies): readonly CopiesRow[] {
  return [...devicesByText(list, Number(copies))].map(([flags, devices]) => ({
    ...release,
    is_unseen: flagIn(flags[0]),
    is_ended: flagIn(flags[1]),
    devices,
  }));
}

function flagIn(text: string | undefined): 0 | 1 {
  return text === '1' ? 1 : 0;
}

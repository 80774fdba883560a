import type { CopiesRow } from './position-rows.ts';
import { devicesInText, MARK } from './text-list.ts';

/** Copies of one release in an agency, as the database hands them over: their devices, in a text for each pair of flags. */
export interface StoredCopies
  extends Omit<CopiesRow, Flag | 'devices'>,
    Readonly<Record<keyof typeof LISTS, string | null>> {
  readonly copies: number;
}

type Flag = 'is_unseen' | 'is_ended';

/** What is said of all copies in a text, by its name. */
const LISTS = {
  going_on: { is_unseen: 0, is_ended: 0 },
  unseen: { is_unseen: 1, is_ended: 0 },
  ended: { is_unseen: 0, is_ended: 1 },
  ended_unseen: { is_unseen: 1, is_ended: 1 },
} as const satisfies Readonly<Record<string, Pick<CopiesRow, Flag>>>;

const NAMES = Object.keys(LISTS) as readonly (keyof typeof LISTS)[];

/** Texts that are cut up at once take half the time of one in which each device has its flags. The day comes four times. */
export const DEVICES_AS_TEXTS = `count(*) as copies,
  group_concat(case when i.seen_to is null and i.seen_last >= ? then concat(i.device_id, '${MARK}') end) as going_on,
  group_concat(case when i.seen_to is null and i.seen_last < ? then concat(i.device_id, '${MARK}') end) as unseen,
  group_concat(case when i.seen_to is not null and i.seen_last >= ? then concat(i.device_id, '${MARK}') end) as ended,
  group_concat(case when i.seen_to is not null and i.seen_last < ? then concat(i.device_id, '${MARK}') end) as ended_unseen`;

/** Those that have the same flags together. Of texts that MariaDB has cut, and it tells nobody, not all copies are there. */
export function copiesOfRelease(stored: StoredCopies): readonly CopiesRow[] {
  const { agency_code, category, product, edition, version } = stored;
  const found = NAMES.flatMap((name): CopiesRow | readonly CopiesRow[] => {
    const list = stored[name];
    if (list === null) return [];
    const { is_unseen, is_ended } = LISTS[name];
    return { agency_code, category, product, edition, version, is_unseen, is_ended, devices: devicesInText(list) };
  });
  const count = found.reduce((sum, { devices }) => sum + devices.length, 0);
  if (count !== Number(stored.copies)) throw new Error(`the database has cut a list of ${stored.copies} entries`);
  return found;
}

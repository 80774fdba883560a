import type { CivilDate } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import type { Policy } from '../../rules/index.ts';
import type { OrderLine } from '../submission.ts';

type SecurityRating = NonNullable<NonNullable<NonNullable<OrderLine['computer']>['cpu']>['securityRating']>;

/** A row of the rating list that names the thing; `until` is the last day. */
interface RatedRow {
  readonly level: string | null;
  readonly announcement: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * The officer must claim the rating: a product that is on the list but not claimed is not rated in this order. A claim
 * counts as listed by our list, and as declared only when it names what we lack: another product, level or announcement.
 */
export function ratingOf(stated: {
  readonly declared: SecurityRating | null | undefined;
  readonly rows: readonly RatedRow[];
  readonly on: CivilDate;
}): 'listed' | 'declared-only' | 'expired' | 'absent' {
  const { declared, on } = stated;
  if (!declared?.level && !declared?.announcement) return 'absent';
  const begun = stated.rows.filter(({ from }) => from === null || from <= on);
  if (begun.some(({ until }) => until === null || until >= on)) return 'listed';
  if (begun.length > 0) return 'expired';
  return declared.announcement ? 'declared-only' : 'absent';
}

/**
 * The rows that may be meant by a claim. What a row does not say of itself may be any level and announcement that there is;
 * a policy that names none, as earlier ones, takes every claim for true.
 */
export function rowsClaimed<Row extends RatedRow>(
  { texts }: Pick<Policy, 'texts'>,
  declared: SecurityRating | null | undefined,
  rows: readonly Row[],
): readonly Row[] {
  const announcements = texts('policy.securityRating.announcements');
  const grades = texts('policy.securityRating.grades');
  if (!announcements || !grades) return rows;
  return rows.filter(
    ({ level, announcement }) =>
      isAmong(declared?.level, level === null ? grades : [level], gradeKey) &&
      isAmong(declared?.announcement, announcement === null ? announcements : [announcement], announcementKey),
  );
}

/** What is not stated contradicts nothing. */
function isAmong(
  stated: string | null | undefined,
  known: readonly string[],
  keyOf: (name: string) => string,
): boolean {
  return !stated || known.some((each) => keyOf(each) === keyOf(stated));
}

/** Ⅱ级, II and 2级 are one level. */
function gradeKey(level: string): string {
  return nameKey(level).replace(/级$/u, '').replace('一', 'i').replace('二', 'ii').replace('1', 'i').replace('2', 'ii');
}

/** 2023-1 and 安全可靠测评结果公告（2023年第1号） are one announcement: the year and the number behind it. */
function announcementKey(name: string): string {
  const digits = nameKey(name).replaceAll(/[一二三四五六七八九]/gu, (one) =>
    String('一二三四五六七八九'.indexOf(one) + 1),
  );
  const [, year, number] = /(\d{4})\D+0*(\d{1,3})(?!\d)/u.exec(digits) ?? [];
  return year === undefined ? digits : `${year}-${number}`;
}

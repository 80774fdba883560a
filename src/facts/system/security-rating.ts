import type { CivilDate } from '../../kernel/index.ts';
import type { OrderLine } from '../submission.ts';

type SecurityRating = NonNullable<NonNullable<NonNullable<OrderLine['computer']>['cpu']>['securityRating']>;

/** A row of the rating list that names the thing; `until` is the last day. */
interface RatedRow {
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * The officer must claim the rating: a product that is on the list but not claimed is not rated in this order. A claim
 * counts as listed by our list, whichever announcement it names, and as declared only when it names one we lack.
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

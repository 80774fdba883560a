import type { Role, Schemas } from '../client/operation.ts';
import { listOrders, readInTray } from '../client/operations.generated.ts';
import { useSession } from '../client/session-context.tsx';
import { type Read, useRead } from '../client/use-gate.ts';

type Bureau = Schemas['RuleOwner'];
type Row = Schemas['OrderSummary'];

/** As many as the gate gives at once: among them whoever reviews one after the other goes on. */
const ROWS_MAX = 200;

export interface ReviewsPage {
  readonly limit?: number;
  readonly after?: string | undefined;
}

/** The bureau that this person reviews for, if it is one. */
export function useBureau(): Bureau | undefined {
  const { role } = useSession();
  return bureauOf(role);
}

function bureauOf(role: Role): Bureau | undefined {
  return role === 'finance' || role === 'legalization-office' ? role : undefined;
}

/** What waits for the bureau of this person, the oldest first. */
export function useReviews({ limit = ROWS_MAX, after }: ReviewsPage = {}): Read<'listOrders'> {
  const bureau = useBureau();
  const query = { awaitingReviewBy: bureau, sort: 'submittedAt', limit, after } as const;
  return useRead(listOrders, { query }, { isWanted: bureau !== undefined });
}

/** How many there are in all; undefined until it is counted, or where nobody wants to know. */
export function useReviewCount(isWanted: boolean): number | undefined {
  const tray = useRead(readInTray, {}, { isWanted });
  return tray.data?.data.items.find(({ kind }) => kind === 'order-to-review')?.count;
}

/**
 * What lapses first comes first; a referred amendment of a contract has no day on which it lapses and comes last. Not the
 * gate's own sorting by that day, which leaves these out.
 */
export function byDeadline(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => {
    if (a.expiresAt === b.expiresAt) return 0;
    if (a.expiresAt === null) return 1;
    if (b.expiresAt === null) return -1;
    return a.expiresAt < b.expiresAt ? -1 : 1;
  });
}

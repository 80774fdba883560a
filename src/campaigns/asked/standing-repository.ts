import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { Timeliness } from './participant.ts';

export type ParticipantState = 'asked' | 'awaiting-signature' | 'filed' | 'returned' | 'accepted' | 'excused';

export interface StandingFilter {
  readonly state?: ParticipantState | undefined;
  readonly timeliness?: Timeliness | undefined;
  readonly on: CivilDate;
}

type Rows = ReturnType<Tx>;

const OWN =
  'from filings f where f.campaign_id = campaign_participants.campaign_id and f.agency_code = campaign_participants.agency_code';
const STATE = `(select f.state ${OWN})`;
const FIRST_FILED = `(select f.first_filed_at ${OWN})`;
/** A day of ours ends at 16:00 of the world's clock. */
const DAY_ENDS = "concat(campaign_participants.due_on, 'T16')";

/**
 * Only units that stand so, as far as rows tell: of those that have something to file, some may wait for a signature, which
 * proposals tell.
 */
export function whereStanding(rows: Rows, { state, timeliness, on }: StandingFilter): void {
  if (state === 'excused') void rows.whereNotNull('left_index');
  else void rows.whereNull('left_index');
  if (state === 'asked') void rows.whereRaw(`${STATE} is null`);
  if (state === 'awaiting-signature') void rows.whereRaw(`coalesce(${STATE}, 'returned') = 'returned'`);
  if (state === 'filed' || state === 'returned' || state === 'accepted') void rows.whereRaw(`${STATE} = ?`, [state]);
  if (timeliness === 'on-time') void rows.whereRaw(`${FIRST_FILED} < ${DAY_ENDS}`);
  if (timeliness === 'late') void rows.whereRaw(`${FIRST_FILED} >= ${DAY_ENDS}`);
  if (timeliness === 'pending') void rows.whereRaw(`${FIRST_FILED} is null`).where('due_on', '>=', on);
  if (timeliness === 'missing') void rows.whereRaw(`${FIRST_FILED} is null`).where('due_on', '<', on);
}

import type { CampaignRecord, UnitOfCampaign } from '../../campaigns/index.ts';
import { type CivilDate, dayOf, daysBetween, type Instant, type Text } from '../../kernel/index.ts';

export type LetterCause = 'missing' | 'late' | 'returned';

/** Who answers questions. */
export interface Contact {
  readonly name: string;
  readonly position: string | null;
  readonly phone: string | null;
}

/** Whose account fills the form in, or signs it. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly signs: boolean;
}

/** What a letter of demand says. */
export interface Letter {
  readonly campaign: CampaignRecord;
  readonly form: string;
  /** What is to be filed. */
  readonly formTitle: Text;
  readonly officeName: string;
  readonly contact: Contact | null;
  readonly accounts: readonly Account[];
  readonly agencyCode: string;
  readonly name: string;
  readonly cause: LetterCause;
  /** The day that passed. */
  readonly dueOn: CivilDate;
  readonly daysLate: number;
  readonly filedAt: Instant | null;
  /** Where the unit files. */
  readonly address: string;
}

export type Delay = Pick<Letter, 'cause' | 'dueOn' | 'daysLate' | 'filedAt'>;

/** For what a unit is written to on a day; undefined where it owes nothing and never did. */
export function delayOf(unit: UnitOfCampaign, on: CivilDate): Delay | undefined {
  const { participant, filing, timeliness } = unit;
  const filedAt = filing?.firstFiledAt ?? null;
  const since = (cause: LetterCause, dueOn: CivilDate, until: CivilDate): Delay => ({
    ...{ cause, dueOn, daysLate: daysBetween(dueOn, until), filedAt },
  });
  if (unit.isResubmissionOverdue && filing?.resubmitBy) return since('returned', filing.resubmitBy, on);
  if (timeliness === 'missing') return since('missing', participant.dueOn, on);
  if (timeliness === 'late' && filedAt) return since('late', participant.dueOn, dayOf(filedAt));
  return undefined;
}

import { type CivilDate, daysBetween, type Text, text } from '../kernel/index.ts';
import { softwareWords } from '../register/index.ts';

export const ALERT_KINDS = [
  'entitlement-ends',
  'support-ends',
  'shortfall',
  'low-pool',
  'unlicensed-devices',
  'undertaking-due',
  'audit-finding-due',
  'matter-due',
  'vacancy',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** The most pressing first. */
export const SEVERITIES = ['urgent', 'soon', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How many days before a day people are told of it, and from when on it presses. */
export const DAYS_AHEAD = 90;
export const SOON_DAYS = 30;
export const URGENT_DAYS = 7;

/** Something that somebody should do something about. It is read off the tables, so it goes when its cause does. */
export interface Alert {
  /** The same for as long as the cause lasts. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly agencyCode: string;
  readonly agencyName: string | null;
  /** The day that it is about; null where there is none. */
  readonly dueOn: CivilDate | null;
  readonly category: string | null;
  readonly product: string | null;
  /** Seats, copies or devices, as the kind has it. */
  readonly count: number | null;
  /** The entitlement, undertaking, audit finding or matter that it is about. */
  readonly subject: {
    readonly type: 'entitlement' | 'undertaking' | 'audit-finding' | 'matter';
    readonly id: string;
  } | null;
  readonly title: Text;
}

/** An alert before it is put into words, which only those of a page are, and before its agency is named. */
export interface AlertDraft extends Omit<Alert, 'agencyName' | 'title'> {
  readonly words: () => Text;
}

/** What is overdue or at most a week away is urgent, at most thirty days away soon. */
export function severityBy(dueOn: CivilDate, on: CivilDate): Severity {
  const days = daysBetween(on, dueOn);
  if (days <= URGENT_DAYS) return 'urgent';
  return days <= SOON_DAYS ? 'soon' : 'notice';
}

/** When something ends, in words. */
export function untilWords(dueOn: CivilDate, on: CivilDate): Text {
  const days = daysBetween(on, dueOn);
  if (days < 0) return text(`已于 ${dueOn} 到期`, `ended on ${dueOn}`);
  if (days === 0) return text('今日到期', 'ends today');
  return text(`${days} 天后（${dueOn}）到期`, `ends in ${days} ${days === 1 ? 'day' : 'days'}, on ${dueOn}`);
}

export function namesOf(category: string, product: string): Text {
  const kind = softwareWords(category);
  return text(`${kind['zh-CN']}“${product}”`, `${product} (${kind.en})`);
}

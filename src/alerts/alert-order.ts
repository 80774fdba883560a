import { addDays, type CivilDate } from '../kernel/index.ts';
import type { DayStretch } from '../reports/index.ts';
import { type Alert, type AlertKind, DAYS_AHEAD, SEVERITIES, type Severity, SOON_DAYS, URGENT_DAYS } from './alert.ts';

/** By severity, then by day, then by id, so that the order is the same each time. */
export type AlertKey = readonly [string, string, string];

export function sortKeyOf({ severity, dueOn, id }: Pick<Alert, 'severity' | 'dueOn' | 'id'>): AlertKey {
  return [rankOf(severity), dueOn ?? NO_DAY, id];
}

const NO_DAY = '9999-12-31';

function rankOf(severity: Severity): string {
  return String(SEVERITIES.indexOf(severity));
}

/** Whether the first key comes before the second. */
export function compareKeys(one: readonly string[], other: readonly string[]): boolean {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at >= 0 && (one[at] ?? '') < (other[at] ?? '');
}

/** Where a page begins, and how long it is. */
export interface AlertsPlace {
  /** Undefined: at the beginning. A caller may have written it, so it need not be the key of an alert. */
  readonly after: AlertKey | undefined;
  /** Only these; undefined: all. */
  readonly severity: Severity | undefined;
}

/** A part of the list, which ends before the next one begins: of each severity first what has a day, then what has none. */
export interface ListPart {
  readonly severity: Severity;
  /** Null where alerts have no day. */
  readonly days: { readonly from: CivilDate | null; readonly until: CivilDate } | null;
  /** Only alerts after this key. */
  readonly after: AlertKey | undefined;
}

/** The parts in which alerts may stand that come after a place, in order. */
export function partsFrom({ after, severity }: AlertsPlace, on: CivilDate): readonly ListPart[] {
  return SEVERITIES.filter((one) => severity === undefined || one === severity)
    .flatMap((one) => [
      { severity: one, days: daysOf(one, on) },
      { severity: one, days: null },
    ])
    .filter((part) => after === undefined || compareKeys(after, endOf(part)))
    .map((part) => ({ ...part, after: after?.[0] === rankOf(part.severity) ? after : undefined }));
}

/** The days on which what is due presses so much; the first of them has no beginning. */
function daysOf(severity: Severity, on: CivilDate): { readonly from: CivilDate | null; readonly until: CivilDate } {
  switch (severity) {
    case 'urgent':
      return { from: null, until: addDays(on, URGENT_DAYS) };
    case 'soon':
      return { from: addDays(on, URGENT_DAYS + 1), until: addDays(on, SOON_DAYS) };
    case 'notice':
      return { from: addDays(on, SOON_DAYS + 1), until: addDays(on, DAYS_AHEAD) };
  }
}

function endOf({ severity, days }: Omit<ListPart, 'after'>): AlertKey {
  return [rankOf(severity), days?.until ?? NO_DAY, AFTER_IDS];
}

/** No id has a character that comes after it. */
const AFTER_IDS = '\uffff';

/** The rows that a kind of alert has in a part with days. */
export function stretchOf({ days, after }: ListPart, kind: AlertKind, limit: number): DayStretch {
  if (days === null) throw new Error(`${kind} has a day`);
  const place = after === undefined ? null : { day: after[1], id: subjectAfter(kind, after[2]) };
  return { ...days, after: place, limit };
}

/** The agency after whose code a kind of alert has rows in a part without days. */
export function agencyAfter({ after }: ListPart, kind: AlertKind): string {
  return after === undefined || after[1] < NO_DAY ? '' : subjectAfter(kind, after[2]);
}

/** The id of an alert begins with its kind; where it is of another kind, all of this one come before it or after it. */
function subjectAfter(kind: AlertKind, id: string): string {
  const begin = `${kind}/`;
  if (id.startsWith(begin)) return id.slice(begin.length);
  return id < begin ? '' : AFTER_IDS;
}

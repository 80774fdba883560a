import type { Instant, Text } from '../../kernel/index.ts';
import type { AccountEventKind } from './list-account-events.ts';

export interface SecurityAlert {
  readonly id: string;
  readonly kind: AccountEventKind | 'key-ends' | 'key-not-carried';
  readonly severity: 'urgent' | 'soon' | 'notice';
  readonly person: { readonly id: string; readonly name: string };
  readonly key: string | null;
  readonly at: Instant;
  readonly title: Text;
}

const SEVERITIES: readonly SecurityAlert['severity'][] = ['urgent', 'soon', 'notice'];

/** By severity, then the newest, then by id, so that pages follow one another. */
export function placeOf({ severity, at, id }: SecurityAlert): readonly [string, string, string] {
  return [String(SEVERITIES.indexOf(severity)), at, id];
}

export function sortedByPress(alerts: readonly SecurityAlert[]): readonly SecurityAlert[] {
  return alerts.toSorted((one, other) => (comesAfter(placeOf(other), placeOf(one)) ? -1 : 1));
}

/** Whether the first place comes after the second. */
export function comesAfter(
  [severity = '', at = '', id = '']: readonly string[],
  [otherSeverity = '', otherAt = '', otherId = '']: readonly string[],
): boolean {
  if (severity !== otherSeverity) return severity > otherSeverity;
  return at === otherAt ? id > otherId : at < otherAt;
}

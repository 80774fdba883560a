import type { Tx } from '../../db/index.ts';
import { type Difference, withoutLeaf, withoutRow } from '../../log/index.ts';
import {
  idOf,
  listCountedMonths,
  listCountsOf,
  type RuleMonth,
  type StoredCount,
} from '../marks/audit-rows-repository.ts';
import type { ExpectedAuditRows } from '../marks/gather-expected-audit-rows.ts';

export interface StatisticsVerifier {
  /** The next decisions in the order of the log; what is found once a month is over. */
  readonly take: (tx: Tx, expected: readonly ExpectedAuditRows[]) => Promise<readonly Difference[]>;
  readonly finish: (tx: Tx) => Promise<readonly Difference[]>;
}

/** What the leaves of one month add up to. */
interface Month {
  readonly month: string;
  /** By agency, then by `rule/result`. */
  readonly counts: Map<string, Map<string, number>>;
  /** Decisions that nobody can read any more, by agency: the table may have counted them, and need not. */
  readonly unread: Map<string, number>;
}

/**
 * Counts results again and holds them against the table, month by month: time never goes back in the log, so that no more
 * than one month is in memory.
 */
export function openStatisticsVerifier(): StatisticsVerifier {
  let current: Month | undefined;
  const seen = new Set<string>();
  const unread = new Map<string, Month['unread']>();
  const close = async (tx: Tx): Promise<readonly Difference[]> => {
    const found: Difference[] = [];
    if (!current) return found;
    const { month } = current;
    for (const [rule, expected] of byRule(current)) {
      seen.add(placeOf({ rule, month }));
      found.push(
        ...verifyRule({ rule, month }, { ...current, expected, rows: await listCountsOf(tx, { rule, month }) }),
      );
    }
    if (current.unread.size > 0) unread.set(month, current.unread);
    current = undefined;
    return found;
  };
  return {
    take: async (tx, expected) => {
      const found: Difference[] = [];
      for (const decision of expected) {
        const { month } = decision;
        if (current && current.month !== month) found.push(...(await close(tx)));
        current ??= { month, counts: new Map(), unread: new Map() };
        count(current, decision);
      }
      return found;
    },
    finish: async (tx) => {
      const found = [...(await close(tx))];
      const others = (await listCountedMonths(tx)).filter((place) => !seen.has(placeOf(place)));
      for (const place of others) {
        const rows = await listCountsOf(tx, place);
        found.push(...verifyRule(place, { expected: new Map(), rows, unread: unread.get(place.month) ?? new Map() }));
      }
      return found;
    },
  };
}

function placeOf({ rule, month }: RuleMonth): string {
  return `${rule}/${month}`;
}

function count({ counts, unread }: Month, { agencyCode, rows }: ExpectedAuditRows): void {
  if (!rows) {
    unread.set(agencyCode, (unread.get(agencyCode) ?? 0) + 1);
    return;
  }
  const ofAgency = counts.get(agencyCode) ?? new Map<string, number>();
  counts.set(agencyCode, ofAgency);
  for (const { rule, result } of rows.counts) {
    const key = `${rule}/${result}`;
    ofAgency.set(key, (ofAgency.get(key) ?? 0) + 1);
  }
}

/** By rule, then by `agency/result`, as the table is asked for them. */
function byRule({ counts }: Month): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const rules = new Map<string, Map<string, number>>();
  for (const [agencyCode, ofAgency] of counts) {
    for (const [key, decisions] of ofAgency) {
      const [rule = '', ...result] = key.split('/');
      const ofRule = rules.get(rule) ?? new Map<string, number>();
      rules.set(rule, ofRule.set(`${agencyCode}/${result.join('/')}`, decisions));
    }
  }
  return rules;
}

interface MonthComparison extends Pick<Month, 'unread'> {
  readonly expected: ReadonlyMap<string, number>;
  readonly rows: readonly StoredCount[];
}

/** A row is what its columns say only if its key says the same: readers ask by the columns, the job adds by the key. */
function verifyRule(place: RuleMonth, { expected, rows, unread }: MonthComparison): readonly Difference[] {
  const missing = new Map(expected);
  const found = rows.flatMap((row) => {
    const key = `${row.agencyCode}/${row.result}`;
    const known = missing.get(key) ?? 0;
    const most = known + (unread.get(row.agencyCode) ?? 0);
    if (row.id !== idOf(row) || most === 0) return [withoutLeaf(rowOf(row.id))];
    missing.delete(key);
    return row.decisions >= known && row.decisions <= most ? [] : [wrongCount(row, known)];
  });
  return [...found, ...[...missing.keys()].map((key) => withoutRow(rowOf(keyOf(place, key))))];
}

function keyOf(place: RuleMonth, key: string): string {
  const [agencyCode = '', ...result] = key.split('/');
  return idOf({ ...place, agencyCode, result: result.join('/') });
}

function rowOf(key: string) {
  return { table: 'rule_statistics', key, index: null };
}

function wrongCount({ id, decisions }: StoredCount, known: number): Difference {
  return { ...rowOf(id), kind: 'differs', field: 'decisions', shown: String(decisions), logged: String(known) };
}

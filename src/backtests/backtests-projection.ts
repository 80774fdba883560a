import type { Tx } from '../db/index.ts';
import { canonicalJson, digestOf, type Text, text } from '../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLeaf,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../log/index.ts';
import { backtestSubject } from './backtest.ts';
import { findWholeRow, listBacktestLeaves } from './backtests-repository.ts';
import { isUncovered, strayChanges, verifyBacktestChanges } from './report/backtest-changes-projection.ts';
import type { TallyCounts } from './report/tally.ts';

const PREFIX = 'backtest/';
const STARTED = 'backtest.started';

const STATES: Readonly<Record<string, string>> = {
  [STARTED]: 'running',
  'backtest.finished': 'finished',
  'backtest.cancelled': 'cancelled',
};

/**
 * A back-test is of the set and the window that its first leaf names, its report has the digest that its last leaf names,
 * and so have the changes that are kept of it.
 */
export function backtestProjection(): LogProjection {
  const uncovered: string[] = [];
  return {
    compare: async (tx, { leaves }: LeafChunk) => {
      const found: Difference[] = [];
      for (const leaf of leaves.filter(({ type }) => Object.hasOwn(STATES, type))) {
        const id = leaf.subject.slice(PREFIX.length);
        found.push(...(await compareRow(tx, id, leaf)));
        if (leaf.type === STARTED) continue;
        found.push(...(await verifyBacktestChanges(tx, id, leaf)));
        if (isUncovered(leaf)) uncovered.push(id);
      }
      return found;
    },
    finish: async (tx) => [...(await strayRows(tx)), ...(await strayChanges(tx))],
    uncompared: () => uncovered.map(wordsOfUncovered),
  };
}

async function compareRow(tx: Tx, id: string, leaf: ReadLeaf): Promise<readonly Difference[]> {
  const row = await findWholeRow(tx, id);
  const place = { table: 'backtests', key: id, index: leaf.logIndex };
  return row ? differencesIn(place, shownIn(row), loggedIn(leaf, Number(row.log_index))) : [withoutRow(place)];
}

function wordsOfUncovered(id: string): Text {
  return text(
    `backtest_changes：回测 ${id} 结束时，日志尚不记录变更清单的摘要。只核对了其所涉决定，以及报告（如有）中的各类数目；变更的其余内容未核对。`,
    `backtest_changes: ${id} ended before the log held a digest of what a back-test has changed. Its rows were compared with the decisions that they are of, and with the counts of its report if it has one; what else they say was not.`,
  );
}

type BacktestColumns = NonNullable<Awaited<ReturnType<typeof findWholeRow>>>;

function shownIn(row: BacktestColumns): Readonly<Record<string, unknown>> {
  const { report } = row;
  return {
    ...row,
    ...{ from_index: Number(row.from_index), log_size: Number(row.log_size), rule_set: Number(row.rule_set) },
    is_valid: row.is_valid === null ? null : Number(row.is_valid),
    reach: canonicalIn(String(row.reach)),
    ...countedIn(String(row.tally)),
    reportBytes: typeof report === 'string' ? digestOf(report) : null,
  };
}

function canonicalIn(stored: string): string {
  try {
    return canonicalJson(JSON.parse(stored));
  } catch {
    return stored;
  }
}

/** Answers about a back-test show its counts as they were kept beside the report. */
function countedIn(tally: string): Readonly<Record<string, unknown>> {
  try {
    const { buckets, looked } = JSON.parse(tally) as TallyCounts;
    return { counts: canonicalJson(buckets), looked };
  } catch {
    return { counts: tally, looked: tally };
  }
}

/** What is asked is said by the first leaf, what came of it by the last. */
function loggedIn(leaf: ReadLeaf, lastIndex: number): Readonly<Record<string, unknown>> {
  const { type, body, at, logIndex } = leaf;
  const { number, digest } = body.ruleSet as { readonly number: number; readonly digest: string };
  const isLast = logIndex === lastIndex;
  return {
    ...{ rule_set: number, rule_set_digest: digest },
    ...(type === STARTED && askedIn(leaf)),
    ...(type === 'backtest.finished' && {
      ...{ report_digest: body.report, reportBytes: body.report, is_valid: Number(body.isValid) },
      counts: canonicalJson(body.buckets),
    }),
    ...(type === 'backtest.cancelled' && { report_digest: null, reportBytes: null, looked: body.looked }),
    ...(isLast && { state: STATES[type], ended_at: type === STARTED ? null : at }),
  };
}

function askedIn({ body, at }: ReadLeaf): Readonly<Record<string, unknown>> {
  return {
    ...{ from_on: body.from, until_on: body.until, agency_code: body.agencyCode, as_if_on: body.asIfOn },
    ...{ facts: body.facts, from_index: body.fromIndex, log_size: body.logSize, started_at: at },
    stages: (body.stages as readonly string[]).join(','),
    reach: canonicalJson(body.reach),
  };
}

async function strayRows(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const { id, index } of await listBacktestLeaves(tx)) {
    const leaf = await findLeaf(tx, index);
    if (leaf?.subject !== backtestSubject(id)) found.push(withoutLeaf({ table: 'backtests', key: id, index }));
  }
  return found;
}

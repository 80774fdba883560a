import type { Tx } from '../db/index.ts';
import { canonicalJson, digestOf } from '../kernel/index.ts';
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

const PREFIX = 'backtest/';

const STATES: Readonly<Record<string, string>> = {
  'backtest.started': 'running',
  'backtest.finished': 'finished',
  'backtest.cancelled': 'cancelled',
};

/** A back-test is of the set and the window that its first leaf names, and its report has the digest that its last leaf names. */
export const backtestProjection: LogProjection = { compare: compareChunk, finish: strayRows };

async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const leaf of leaves.filter(({ type }) => Object.hasOwn(STATES, type))) {
    const id = leaf.subject.slice(PREFIX.length);
    const row = await findWholeRow(tx, id);
    const place = { table: 'backtests', key: id, index: leaf.logIndex };
    found.push(
      ...(row ? differencesIn(place, shownIn(row), loggedIn(leaf, Number(row.log_index))) : [withoutRow(place)]),
    );
  }
  return found;
}

type Shown = NonNullable<Awaited<ReturnType<typeof findWholeRow>>>;

function shownIn(row: Shown): Readonly<Record<string, unknown>> {
  const { report } = row;
  return {
    ...row,
    ...{ from_index: Number(row.from_index), log_size: Number(row.log_size), rule_set: Number(row.rule_set) },
    is_valid: row.is_valid === null ? null : Number(row.is_valid),
    reach: reachIn(String(row.reach)),
    reportBytes: typeof report === 'string' ? digestOf(report) : null,
  };
}

function reachIn(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** What is asked is said by the first leaf, what came of it by the last. */
function loggedIn(leaf: ReadLeaf, lastIndex: number): Readonly<Record<string, unknown>> {
  const { type, body, at, logIndex } = leaf;
  const { number, digest } = body.ruleSet as { readonly number: number; readonly digest: string };
  const isLast = logIndex === lastIndex;
  return {
    ...{ rule_set: number, rule_set_digest: digest },
    ...(type === 'backtest.started' && askedIn(leaf)),
    ...(type === 'backtest.finished' && {
      ...{ report_digest: body.report, reportBytes: body.report, is_valid: Number(body.isValid) },
    }),
    ...(type === 'backtest.cancelled' && { report_digest: null, reportBytes: null }),
    ...(isLast && { state: STATES[type], ended_at: type === 'backtest.started' ? null : at }),
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

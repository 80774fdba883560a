import { type Cell, changeRows, insertRows, selectRows, type Tx } from '../db/index.ts';
import { type CivilDate, type Grant, type Instant, instant } from '../kernel/index.ts';
import type { GovernedTx } from '../log/index.ts';
import type { Stage } from '../rules/index.ts';
import type { Backtest, FactsSource } from './backtest.ts';
import { NOTHING_COUNTED, type TallyCounts } from './report/tally.ts';

interface BacktestColumns {
  readonly id: string;
  readonly rule_set: number;
  readonly rule_set_digest: string;
  readonly from_on: CivilDate;
  readonly until_on: CivilDate;
  readonly stages: string;
  readonly agency_code: string | null;
  readonly reach: string;
  readonly as_if_on: CivilDate;
  readonly facts: FactsSource;
  readonly state: Backtest['state'];
  readonly started_by: string | null;
  readonly started_at: string;
  readonly from_index: number;
  readonly log_size: number;
  readonly next_index: number;
  readonly build: string | null;
  readonly to_do: number;
  readonly asked: number;
  readonly tally: string;
  readonly ended_at: string | null;
  readonly report_digest: string | null;
  readonly is_valid: number | null;
  readonly log_index: number;
}

/** All but the report, which is only read by whoever asks for it. */
const COLUMNS = `id, rule_set, rule_set_digest, from_on, until_on, stages, agency_code, reach, as_if_on, facts, state,
  started_by, started_at, from_index, log_size, next_index, build, to_do, asked, tally, ended_at, report_digest, is_valid, log_index`;

function toBacktest(row: BacktestColumns): Backtest {
  return {
    id: row.id,
    ruleSet: { number: Number(row.rule_set), digest: row.rule_set_digest },
    from: row.from_on,
    until: row.until_on,
    stages: row.stages.split(',') as Stage[],
    agencyCode: row.agency_code,
    reach: JSON.parse(row.reach) as Grant,
    asIfOn: row.as_if_on,
    facts: row.facts,
    state: row.state,
    startedBy: row.started_by,
    startedAt: instant(row.started_at),
    fromIndex: Number(row.from_index),
    logSize: Number(row.log_size),
    nextIndex: Number(row.next_index),
    build: row.build,
    toDo: Number(row.to_do),
    asked: Number(row.asked),
    tally: JSON.parse(row.tally) as TallyCounts,
    endedAt: row.ended_at === null ? null : instant(row.ended_at),
    reportDigest: row.report_digest,
    isValid: row.is_valid === null ? null : Number(row.is_valid) === 1,
    logIndex: Number(row.log_index),
  };
}

export async function insertBacktest(tx: GovernedTx, backtest: Backtest): Promise<void> {
  await insertRows(tx, 'backtests', [
    {
      id: backtest.id,
      rule_set: backtest.ruleSet.number,
      rule_set_digest: backtest.ruleSet.digest,
      from_on: backtest.from,
      until_on: backtest.until,
      stages: backtest.stages.join(','),
      agency_code: backtest.agencyCode,
      reach: JSON.stringify(backtest.reach),
      as_if_on: backtest.asIfOn,
      facts: backtest.facts,
      state: backtest.state,
      started_by: backtest.startedBy,
      started_at: backtest.startedAt,
      from_index: backtest.fromIndex,
      log_size: backtest.logSize,
      next_index: backtest.nextIndex,
      build: backtest.build,
      to_do: backtest.toDo,
      asked: backtest.asked,
      tally: JSON.stringify(backtest.tally),
      log_index: backtest.logIndex,
    },
  ]);
}

export async function findBacktestRow(tx: Tx, id: string): Promise<Backtest | undefined> {
  const [row] = await selectRows<BacktestColumns>(tx, `select ${COLUMNS} from backtests where id = ?`, [id]);
  return row && toBacktest(row);
}

/**
 * Takes the row by writing it, as the head of the log is taken, and reads it then: pieces are kept without the head, and
 * one that was kept between reading and ending would be in the table and not in the leaf.
 */
export async function takeBacktestRow(tx: GovernedTx, id: string): Promise<Backtest | undefined> {
  await changeRows(tx, 'update backtests set state = state where id = ?', [id]);
  return findBacktestRow(tx, id);
}

/** The newest first, before one of them. */
export async function listBacktestRows(
  tx: Tx,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly Backtest[]> {
  const rows = await selectRows<BacktestColumns>(
    tx,
    `select ${COLUMNS} from backtests ${before === undefined ? '' : 'where id < ?'} order by id desc limit ?`,
    before === undefined ? [limit] : [before, limit],
  );
  return rows.map(toBacktest);
}

export async function listRunningBacktests(tx: Tx): Promise<readonly Backtest[]> {
  const rows = await selectRows<BacktestColumns>(
    tx,
    `select ${COLUMNS} from backtests where state = 'running' order by id`,
  );
  return rows.map(toBacktest);
}

export interface Step {
  readonly id: string;
  /** Where the back-test must stand, or somebody else has taken this step or ended it. */
  readonly from: number;
  readonly build: string;
  readonly next: number;
  readonly tally: TallyCounts;
}

/** Moves a back-test on; false when it does not stand where the step begins. */
export async function moveBacktest(tx: Tx, { id, from, build, next, tally }: Step): Promise<boolean> {
  const moved = await changeRows(
    tx,
    "update backtests set next_index = ?, tally = ? where id = ? and next_index = ? and build = ? and state = 'running'",
    [next, JSON.stringify(tally), id, from, build],
  );
  return moved === 1;
}

/** Forgets what was found, and goes on from the first leaf as another build; false when it has ended. */
export async function beginAnew(
  tx: Tx,
  { id, build }: { readonly id: string; readonly build: string },
): Promise<boolean> {
  const begun = await changeRows(
    tx,
    "update backtests set next_index = from_index, tally = ?, build = ? where id = ? and state = 'running'",
    [JSON.stringify(NOTHING_COUNTED), build, id],
  );
  if (begun === 1) await changeRows(tx, 'delete from backtest_changes where backtest_id = ?', [id]);
  return begun === 1;
}

export interface BacktestEnd extends Pick<Backtest, 'id' | 'logIndex'> {
  readonly state: 'finished' | 'cancelled';
  readonly endedAt: Instant;
  readonly report: string | null;
  readonly reportDigest: string | null;
  readonly isValid: boolean | null;
}

export async function endBacktest(tx: GovernedTx, ending: BacktestEnd): Promise<void> {
  const ended = await changeRows(
    tx,
    `update backtests set state = ?, ended_at = ?, report = ?, report_digest = ?, is_valid = ?, log_index = ?
       where id = ? and state = 'running'`,
    [
      ...[ending.state, ending.endedAt, ending.report, ending.reportDigest],
      ...[ending.isValid === null ? null : Number(ending.isValid), ending.logIndex, ending.id],
    ],
  );
  if (ended !== 1) throw new Error(`the back-test ${ending.id} has ended while it was held`);
}

/** The exact bytes of a report. */
export async function findReportBytes(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await selectRows<{ report: string | null }>(tx, 'select report from backtests where id = ?', [id]);
  return row?.report ?? undefined;
}

/** All columns as they stand, for the comparison with the log. */
export async function findWholeRow(tx: Tx, id: string): Promise<Readonly<Record<string, Cell>> | undefined> {
  const [row] = await selectRows<Readonly<Record<string, Cell>>>(tx, 'select * from backtests where id = ?', [id]);
  return row;
}

/** Every back-test with the leaf that it names. */
export async function listBacktestLeaves(tx: Tx): Promise<readonly { readonly id: string; readonly index: number }[]> {
  const rows = await selectRows<{ id: string; log_index: number }>(tx, 'select id, log_index from backtests');
  return rows.map((row) => ({ id: row.id, index: Number(row.log_index) }));
}

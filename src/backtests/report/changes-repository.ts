import {
  insertRows,
  type PageInOrder,
  type PlaceInOrder,
  type Row,
  readPageInOrder,
  selectRows,
  type Tx,
} from '../../db/index.ts';
import type { Outcome } from '../../decisions/index.ts';
import type { Bucket, Stage } from '../../rules/index.ts';
import type { BacktestChange } from './backtest-change.ts';

export async function insertChanges(tx: Tx, id: string, changes: readonly BacktestChange[]): Promise<void> {
  const rows = changes.map((change): Row => {
    return {
      backtest_id: id,
      log_index: change.logIndex,
      decision_id: change.decisionId,
      order_id: change.orderId,
      agency_code: change.agencyCode,
      supplier: change.supplier,
      stage: change.stage,
      bucket: change.bucket,
      recorded_outcome: change.recordedOutcome,
      candidate_outcome: change.candidateOutcome,
      total_fen: change.totalFen,
      rules: `,${change.rules.join(',')},`,
    };
  });
  await insertRows(tx, 'backtest_changes', rows);
}

export interface ChangesQuestion {
  readonly backtest: string;
  readonly bucket?: string | undefined;
  readonly rule?: string | undefined;
  readonly agencyCode?: string | undefined;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

interface ChangeColumns {
  readonly log_index: number;
  readonly decision_id: string;
  readonly order_id: string;
  readonly agency_code: string;
  readonly supplier: string | null;
  readonly stage: Stage;
  readonly bucket: Bucket;
  readonly recorded_outcome: Outcome;
  readonly candidate_outcome: Outcome;
  readonly total_fen: number | null;
  readonly rules: string;
}

/** In the order of the log. */
export async function listChangeRows(tx: Tx, question: ChangesQuestion): Promise<PageInOrder<BacktestChange>> {
  const { backtest, bucket, rule, agencyCode, after, limit } = question;
  const { rows, next } = await readPageInOrder<ChangeColumns>(tx, {
    table: 'backtest_changes',
    indexes: {
      backtest_changes_by_agency: ['backtest_id', 'agency_code'],
      backtest_changes_by_bucket: ['backtest_id', 'bucket'],
      primary: ['backtest_id'],
    },
    order: [{ column: 'log_index', direction: 'asc' }],
    equals: {
      backtest_id: [backtest],
      ...(bucket !== undefined && { bucket: [bucket] }),
      ...(agencyCode !== undefined && { agency_code: [agencyCode] }),
    },
    rest: rule === undefined ? [] : [(changes) => void changes.whereRaw('instr(rules, ?) > 0', [`,${rule},`])],
    ...{ after, limit },
  });
  return { rows: rows.map(toChange), next };
}

function toChange(row: ChangeColumns): BacktestChange {
  return {
    logIndex: Number(row.log_index),
    decisionId: row.decision_id,
    orderId: row.order_id,
    agencyCode: row.agency_code,
    supplier: row.supplier,
    stage: row.stage,
    bucket: row.bucket,
    recordedOutcome: row.recorded_outcome,
    candidateOutcome: row.candidate_outcome,
    totalFen: row.total_fen === null ? null : Number(row.total_fen),
    rules: row.rules.split(',').filter(Boolean),
  };
}

/** What the tables of the deciding path say of the decision that a change is of; null where there is none. */
export interface JudgedColumns {
  readonly decision_id: string | null;
  readonly order_id: string | null;
  readonly agency_code: string | null;
  readonly stage: string | null;
  readonly recorded_outcome: string | null;
}

export interface KeptChange {
  readonly change: BacktestChange;
  readonly judged: JudgedColumns;
}

interface KeptColumns extends ChangeColumns {
  readonly judged_id: string | null;
  readonly judged_order: string | null;
  readonly judged_agency: string | null;
  readonly judged_stage: string | null;
  readonly judged_outcome: string | null;
}

const READ_AT_ONCE = 2_000;

/** The changes that are kept of a back-test, in the order of the log, after a place in it. */
export async function listKeptChanges(tx: Tx, backtest: string, after: number): Promise<readonly KeptChange[]> {
  const rows = await selectRows<KeptColumns>(
    tx,
    `select c.log_index, c.decision_id, c.order_id, c.agency_code, c.supplier, c.stage, c.bucket, c.recorded_outcome,
       c.candidate_outcome, c.total_fen, c.rules, d.id as judged_id, d.order_id as judged_order,
       o.agency_code as judged_agency, d.stage as judged_stage, d.outcome as judged_outcome
     from backtest_changes c
     left join decisions d on d.log_index = c.log_index
     left join orders o on o.id = d.order_id
     where c.backtest_id = ? and c.log_index > ? order by c.log_index limit ?`,
    [backtest, after, READ_AT_ONCE],
  );
  return rows.map((row) => ({
    change: toChange(row),
    judged: {
      ...{ decision_id: row.judged_id, order_id: row.judged_order, agency_code: row.judged_agency },
      ...{ stage: row.judged_stage, recorded_outcome: row.judged_outcome },
    },
  }));
}

/** Back-tests that have changes and are not there themselves. */
export async function listLostBacktests(tx: Tx): Promise<readonly string[]> {
  const rows = await selectRows<{ backtest_id: string }>(
    tx,
    `select distinct c.backtest_id from backtest_changes c
     where not exists (select 1 from backtests b where b.id = c.backtest_id) order by c.backtest_id`,
    [],
  );
  return rows.map((row) => row.backtest_id);
}

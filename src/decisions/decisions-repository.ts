import { insertRows, type Tx } from '../db/index.ts';
import { type Instant, instant } from '../kernel/index.ts';
import { findLeaf, type GovernedTx, listLeavesAt, listSealedTexts } from '../log/index.ts';
import type { Stage } from '../rules/index.ts';
import type { Outcome } from './conclude.ts';
import { type ReadRecord, readDecisionRecord } from './decision-record.ts';

/** The few columns by which decisions are found; all else is the record in the log. */
export interface DecisionRow {
  readonly id: string;
  readonly orderId: string;
  readonly revision: number;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly decidedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly previousDecision: string | null;
  readonly ruleSet: number;
  readonly logIndex: number;
}

export async function insertDecisions(tx: GovernedTx, decisions: readonly DecisionRow[]): Promise<void> {
  await insertRows(
    tx,
    'decisions',
    decisions.map((decision) => ({
      id: decision.id,
      order_id: decision.orderId,
      revision: decision.revision,
      stage: decision.stage,
      outcome: decision.outcome,
      decided_at: decision.decidedAt,
      expires_at: decision.expiresAt,
      previous_decision: decision.previousDecision,
      rule_set: decision.ruleSet,
      log_index: decision.logIndex,
    })),
  );
}

interface DecisionColumns {
  readonly id: string;
  readonly order_id: string;
  readonly revision: number;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly decided_at: string;
  readonly expires_at: string | null;
  readonly previous_decision: string | null;
  readonly rule_set: number;
  readonly log_index: number;
}

function toDecision(row: DecisionColumns): DecisionRow {
  return {
    id: row.id,
    orderId: row.order_id,
    revision: Number(row.revision),
    stage: row.stage,
    outcome: row.outcome,
    decidedAt: instant(row.decided_at),
    expiresAt: row.expires_at === null ? null : instant(row.expires_at),
    previousDecision: row.previous_decision,
    ruleSet: Number(row.rule_set),
    logIndex: Number(row.log_index),
  };
}

export async function findDecision(tx: Tx, id: string): Promise<DecisionRow | undefined> {
  const row: DecisionColumns | undefined = await tx('decisions').where({ id }).first();
  return row && toDecision(row);
}

/** Decisions on an order, the oldest first, after a place in the log. */
export async function listDecisions(
  tx: Tx,
  { orderId, after, limit }: { orderId: string; after: number; limit: number },
): Promise<DecisionRow[]> {
  const rows: DecisionColumns[] = await tx('decisions')
    .where({ order_id: orderId })
    .where('log_index', '>', after)
    .orderBy('log_index')
    .limit(limit);
  return rows.map(toDecision);
}

/** The first decision on each order: what a reference that is sent again is answered with. */
export async function listFirstDecisions(tx: Tx, orderIds: readonly string[]): Promise<DecisionRow[]> {
  if (orderIds.length === 0) return [];
  const first = tx('decisions')
    .min('log_index')
    .whereIn('order_id', [...orderIds])
    .groupBy('order_id');
  const rows: DecisionColumns[] = await tx('decisions').whereIn('log_index', first);
  return rows.map(toDecision);
}

/** Decisions in the order of the log, from an index on; for verification and re-derivation. */
export async function listDecisionsFrom(
  tx: Tx,
  { from, limit }: { from: number; limit: number },
): Promise<DecisionRow[]> {
  const rows: DecisionColumns[] = await tx('decisions')
    .where('log_index', '>=', from)
    .orderBy('log_index')
    .limit(limit);
  return rows.map(toDecision);
}

export async function readRecord(tx: Tx, logIndex: number): Promise<ReadRecord> {
  const leaf = await findLeaf(tx, logIndex);
  if (!leaf) throw new Error(`the log lacks leaf ${logIndex}`);
  return readDecisionRecord(leaf, await listSealedTexts(tx, [logIndex]));
}

/** The records at some places of the log, in its order: two statements, however many there are. */
export async function readRecords(tx: Tx, logIndexes: readonly number[]): Promise<ReadRecord[]> {
  if (logIndexes.length === 0) return [];
  const leaves = await listLeavesAt(tx, logIndexes);
  if (leaves.length !== new Set(logIndexes).size) throw new Error('the log lacks a leaf of a decision');
  const sealed = await listSealedTexts(tx, logIndexes);
  return leaves.map((leaf) => readDecisionRecord(leaf, sealed));
}

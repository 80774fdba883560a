import type { Tx } from '../../db/index.ts';
import { type DecisionRow, listDecisionsFrom, type ReadRecord, readDecisionRecord } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { type LeafRow, listLeavesAt, listSealedTexts, readHead, type SealedText } from '../../log/index.ts';
import { listRevisions } from '../../orders/index.ts';
import { readCursor } from '../../proof/index.ts';
import { AUDIT_ROWS } from '../../reports/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import { type DecisionToCount, signalsOf } from '../samples/order-signals.ts';
import { countsOf, monthOf } from '../statistics/rule-counts.ts';
import { gatherSums, type SumChanges } from '../sums/gather-sums.ts';
import type { CountedResult, NewAuditedOrder, NewSignal } from './audit-rows-repository.ts';

/** What the next decisions and other leaves of the log add to the tables that auditors ask. */
export interface AuditRows {
  readonly from: number;
  readonly to: number;
  readonly orders: readonly NewAuditedOrder[];
  readonly signals: readonly NewSignal[];
  readonly counts: readonly CountedResult[];
  readonly sums: SumChanges;
}

const DECISIONS_AT_ONCE = 200;

/** Whether the log has grown since; a thread is not begun to find nothing. */
export async function hasNewLeaves(tx: Tx): Promise<boolean> {
  return (await readCursor(tx, AUDIT_ROWS)) < (await readHead(tx)).frontier.size;
}

/** Reads the next decisions after the cursor. Undefined when there is nothing new in the log. */
export async function gatherAuditRows(tx: Tx): Promise<AuditRows | undefined> {
  const from = await readCursor(tx, AUDIT_ROWS);
  const { size } = (await readHead(tx)).frontier;
  if (from >= size) return undefined;
  const decisions = await listDecisionsFrom(tx, { from, limit: DECISIONS_AT_ONCE });
  const last = decisions.at(-1);
  const to = last && decisions.length === DECISIONS_AT_ONCE ? last.logIndex + 1 : size;
  const indexes = decisions.map(({ logIndex }) => logIndex);
  const leaves = indexes.length === 0 ? [] : await listLeavesAt(tx, indexes);
  const sealed = groupBy(indexes.length === 0 ? [] : await listSealedTexts(tx, indexes), ({ logIndex }) =>
    String(logIndex),
  );
  const records = leaves.flatMap((leaf) => openRecord(leaf, sealed.get(String(leaf.logIndex)) ?? []) ?? []);
  const bodies = await listDeliveredBodies(tx, records);
  const marked: DecisionToCount[] = [];
  for (const record of records) {
    marked.push({ record, expectedOn: expectedOnIn(bodies, record), ruleSet: await loadRuleSet(tx, record.ruleSet) });
  }
  const sums = await gatherSums(tx, { from, to });
  return { from, to, orders: firstDecided(decisions, leaves), ...auditRowsOf(marked), sums };
}

/** The bodies of orders that were delivered, by order and revision: they say when the delivery was expected. */
export async function listDeliveredBodies(
  tx: Tx,
  records: readonly Pick<ReadRecord, 'stage' | 'order'>[],
): Promise<ReadonlyMap<string, string>> {
  const delivered = records.filter(({ stage }) => stage === 'acceptance').map(({ order }) => order);
  const revisions = await listRevisions(tx, [...new Set(delivered)]);
  return new Map(revisions.map(({ orderId, revision, body }) => [`${orderId}/${revision}`, body]));
}

/** When an order's body expects its delivery; null where it is not said, or where no delivery is looked at. */
export function expectedOnIn(
  bodies: ReadonlyMap<string, string>,
  { order, revision }: Pick<ReadRecord, 'order' | 'revision'>,
): string | null {
  const body = bodies.get(`${order}/${revision}`);
  return body === undefined ? null : ((JSON.parse(body) as OrderSubmission).expectedDeliveryOn ?? null);
}

/** Undefined for one whose detail was erased or cannot be read: `gate verify` and re-derivation tell of the latter. */
function openRecord(leaf: LeafRow, sealed: readonly SealedText[]): ReadRecord | undefined {
  try {
    return readDecisionRecord(leaf, sealed);
  } catch {
    return undefined;
  }
}

/** Said in the open part of a record, so that an erased order can still be drawn. */
function firstDecided(decisions: readonly DecisionRow[], leaves: readonly LeafRow[]): readonly NewAuditedOrder[] {
  const first = new Set(
    decisions.filter(({ previousDecision }) => previousDecision === null).map(({ logIndex }) => logIndex),
  );
  return leaves
    .filter(({ logIndex }) => first.has(logIndex))
    .map(({ logIndex, bytes }) => {
      const { order, agency, submittedAt } = JSON.parse(bytes) as ReadRecord;
      return { orderId: order, agencyCode: agency, submittedAt, logIndex };
    });
}

function auditRowsOf(marked: readonly DecisionToCount[]): Pick<AuditRows, 'signals' | 'counts'> {
  const counts = new Map<string, CountedResult>();
  for (const decision of marked) {
    const { record } = decision;
    const of = { month: monthOf(record), agencyCode: record.agency };
    for (const one of countsOf(decision)) {
      const key = JSON.stringify([of, one]);
      counts.set(key, { ...of, ...one, decisions: (counts.get(key)?.decisions ?? 0) + 1 });
    }
  }
  const signals = marked.flatMap((decision) => {
    const { logIndex, order: orderId } = decision.record;
    return signalsOf(decision).map((signal) => ({ ...signal, logIndex, orderId }));
  });
  return { signals, counts: [...counts.values()] };
}

import type { Tx } from '../db/index.ts';
import { type DecisionRow, listDecisionsFrom, type ReadRecord, readDecisionRecord } from '../decisions/index.ts';
import { dayOf, groupBy } from '../kernel/index.ts';
import { type LeafRow, listLeavesAt, listSealedTexts, readHead, type SealedText } from '../log/index.ts';
import { listRevisions, type OrderSubmission, readCursor } from '../orders/index.ts';
import { loadRuleSet, type RuleSet } from '../rules/index.ts';
import type { CountedResult, NewAuditedOrder, NewSignal } from './marks-repository.ts';
import { signalsOf } from './order-signals.ts';
import { countsOf } from './rule-counts.ts';

export const MARKS = 'audit-marks';

/** What the next decisions of the log add to the tables that auditors ask. */
export interface Marks {
  readonly from: number;
  readonly to: number;
  readonly orders: readonly NewAuditedOrder[];
  readonly signals: readonly NewSignal[];
  readonly counts: readonly CountedResult[];
}

const DECISIONS_AT_ONCE = 200;

/** Reads the next decisions after the cursor. Undefined when there is nothing new in the log. */
export async function gatherMarks(tx: Tx): Promise<Marks | undefined> {
  const from = await readCursor(tx, MARKS);
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
  const expected = await listExpected(tx, records);
  const marked: MarkedDecision[] = [];
  for (const record of records) {
    const expectedOn = expected.get(`${record.order}/${record.revision}`) ?? null;
    marked.push({ record, expectedOn, ruleSet: await loadRuleSet(tx, record.ruleSet) });
  }
  return { from, to, orders: firstDecided(decisions, leaves), ...marksOf(marked) };
}

interface MarkedDecision {
  readonly record: ReadRecord;
  readonly ruleSet: RuleSet;
  /** When the order that was delivered expected it. */
  readonly expectedOn: string | null;
}

/** By order and revision, for deliveries. */
async function listExpected(tx: Tx, records: readonly ReadRecord[]): Promise<ReadonlyMap<string, string | null>> {
  const delivered = records.filter(({ stage }) => stage === 'acceptance').map(({ order }) => order);
  const revisions = await listRevisions(tx, [...new Set(delivered)]);
  return new Map(
    revisions.map(({ orderId, revision, body }) => {
      const { expectedDeliveryOn = null } = JSON.parse(body) as OrderSubmission;
      return [`${orderId}/${revision}`, expectedDeliveryOn];
    }),
  );
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

function marksOf(marked: readonly MarkedDecision[]): Pick<Marks, 'signals' | 'counts'> {
  const counts = new Map<string, CountedResult>();
  for (const { record, ruleSet } of marked) {
    const of = { month: dayOf(record.decidedAt).slice(0, 7), agencyCode: record.agency };
    for (const one of countsOf(record, ruleSet)) {
      const key = JSON.stringify([of, one]);
      counts.set(key, { ...of, ...one, decisions: (counts.get(key)?.decisions ?? 0) + 1 });
    }
  }
  const signals = marked.flatMap(({ record, ...beside }) =>
    signalsOf(record, beside).map((signal) => ({ ...signal, logIndex: record.logIndex, orderId: record.order })),
  );
  return { signals, counts: [...counts.values()] };
}

import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type ReadLeaf, withoutLeaf } from '../../log/index.ts';
import { BUCKETS, type Bucket } from '../../rules/index.ts';
import { type ChangesDigest, chained, NO_CHANGES } from './changes-digest.ts';
import { type KeptChange, listKeptChanges, listLostBacktests } from './changes-repository.ts';

/** What the last leaf of a back-test says of its changes. */
interface SaidOfChanges {
  readonly buckets?: Readonly<Record<Bucket, number>>;
  readonly changes?: ChangesDigest;
}

/**
 * Holds the changes that are kept of a back-test that has ended against its last leaf: their digest, how many there are of
 * each kind, and each row against the decision that it is of.
 */
export async function verifyBacktestChanges(tx: Tx, id: string, leaf: ReadLeaf): Promise<readonly Difference[]> {
  const { buckets, changes } = leaf.body as SaidOfChanges;
  const found: Difference[] = [];
  const kept: Partial<Record<Bucket, number>> = {};
  let digest = NO_CHANGES;
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await listKeptChanges(tx, id, after);
    const last = rows.at(-1);
    if (!last) break;
    for (const row of rows) {
      const { bucket } = row.change;
      digest = chained(digest, row.change);
      kept[bucket] = (kept[bucket] ?? 0) + 1;
      found.push(...differencesOf(id, row));
    }
    after = last.change.logIndex;
  }
  const place = { table: 'backtest_changes', key: id, index: leaf.logIndex };
  if (buckets) found.push(...differencesIn(place, countsOf(kept), countsOf(buckets)));
  return changes ? [...found, ...differencesIn(place, { ...digest }, { ...changes })] : found;
}

/** Whether the leaf of one that has ended says nothing by which its changes could be compared whole. */
export function isUncovered({ body }: ReadLeaf): boolean {
  return (body as SaidOfChanges).changes === undefined;
}

function differencesOf(id: string, { change, judged }: KeptChange): readonly Difference[] {
  const { logIndex, decisionId, orderId, agencyCode, stage, recordedOutcome } = change;
  const place = { table: 'backtest_changes', key: `${id}/${logIndex}`, index: logIndex };
  if (judged.decision_id === null) return [withoutLeaf(place)];
  const shown = { decision_id: decisionId, order_id: orderId, agency_code: agencyCode };
  return differencesIn(place, { ...shown, stage, recorded_outcome: recordedOutcome }, { ...judged });
}

/** Of the kinds that are kept as rows. */
function countsOf(counts: Partial<Readonly<Record<Bucket, number>>>): Readonly<Record<string, number>> {
  const kinds = BUCKETS.filter((bucket) => bucket !== 'unchanged' && bucket !== 'not-replayable');
  return Object.fromEntries(kinds.map((kind) => [kind, counts[kind] ?? 0]));
}

/** Changes of back-tests that are nowhere else. */
export async function strayChanges(tx: Tx): Promise<readonly Difference[]> {
  const lost = await listLostBacktests(tx);
  return lost.map((key) => withoutLeaf({ table: 'backtest_changes', key, index: null }));
}

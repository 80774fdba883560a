import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listLeavesAt,
  listSealedTexts,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import {
  CANCELLED,
  listRedemptionRows,
  listStrayRedemptions,
  REDEEMED,
  REFERENCE_POINTER,
  type RedemptionLeaf,
  type RedemptionRow,
} from '../../orders/index.ts';

/** Every use of a certificate is what its leaf says, and was cancelled only where a leaf says so. */
export const redemptionProjection: LogProjection = {
  compare: compareRedemptions,
  finish: async (tx) =>
    (await listStrayRedemptions(tx, REDEEMED)).map((row) => withoutLeaf(placeOf(row.decision_id, row.log_index))),
};

interface RedemptionBody {
  readonly order: string;
  readonly agency: string;
  readonly decision: string;
  readonly revision: number;
  readonly reference?: string;
  readonly contractDueOn?: string;
  readonly clearanceEndsAt?: string;
  readonly by: { readonly key: string; readonly person: string | null } | null;
}

async function compareRedemptions(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const said = leaves
    .filter(({ type }) => type === REDEEMED || type === CANCELLED)
    .map((leaf) => ({ leaf, body: leaf.body as unknown as RedemptionBody }));
  const rows = await listRedemptionRows(
    tx,
    said.map(({ body }) => body.decision),
  );
  const byDecision = new Map(rows.map((row) => [row.decision_id, row]));
  const references = await referencesOf(
    tx,
    said.filter(({ leaf }) => leaf.type === REDEEMED),
  );
  const cancellations = await cancellationsOf(tx, rows);
  const found: Difference[] = [];
  for (const { leaf, body } of said) {
    const place = placeOf(body.decision, leaf.logIndex);
    const row = byDecision.get(body.decision);
    const reference = body.reference ?? references.get(leaf.logIndex);
    const wanted = leaf.type === REDEEMED ? redeemedColumns(leaf, { ...body, reference }) : cancelledColumns(leaf);
    if (!row) found.push(withoutRow(place));
    else found.push(...differencesIn(place, { ...row }, wanted));
    if (row && leaf.type === REDEEMED && !isCancelledAsShown(row, cancellations)) found.push(withoutLeaf(place));
  }
  return found;
}

function placeOf(decision: string, index: number) {
  return { table: 'redemptions', key: decision, index: Number(index) };
}

/** Of classified orders the leaves hold commitments; a number that was erased is compared with nothing. */
async function referencesOf(
  tx: Tx,
  said: readonly { readonly leaf: RedemptionLeaf; readonly body: RedemptionBody }[],
): Promise<ReadonlyMap<number, string>> {
  const sealed = said.flatMap(({ leaf, body }) => (body.reference === undefined ? [leaf.logIndex] : []));
  const texts = sealed.length === 0 ? [] : await listSealedTexts(tx, sealed);
  return new Map(
    texts
      .filter(({ pointer }) => pointer === REFERENCE_POINTER)
      .map(({ logIndex, value }) => [logIndex, textIn(value)]),
  );
}

/** A text that cannot be read does not fit its commitment either, and that is reported where texts are compared. */
function textIn(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** The bytes of the leaves that rows name as their cancellations, by index. */
async function cancellationsOf(tx: Tx, rows: readonly RedemptionRow[]): Promise<ReadonlyMap<number, string>> {
  const indexes = rows.flatMap((row) => (row.cancelled_index === null ? [] : [Number(row.cancelled_index)]));
  const leaves = indexes.length === 0 ? [] : await listLeavesAt(tx, indexes);
  return new Map(leaves.flatMap(({ type, logIndex, bytes }) => (type === CANCELLED ? [[logIndex, bytes]] : [])));
}

/** A row that shows a cancellation names the leaf of it, which is about the same decision. */
function isCancelledAsShown(row: RedemptionRow, cancellations: ReadonlyMap<number, string>): boolean {
  if (row.cancelled_at === null && row.cancelled_index === null) return true;
  // Looked for in the text: a leaf that was changed need not be JSON any more.
  return (
    cancellations.get(Number(row.cancelled_index ?? Number.NaN))?.includes(`"decision":"${row.decision_id}"`) === true
  );
}

function redeemedColumns({ logIndex, at }: RedemptionLeaf, said: RedemptionBody): Readonly<Record<string, unknown>> {
  return {
    order_id: said.order,
    agency_code: said.agency,
    revision: said.revision,
    redeemed_at: at,
    key_id: said.by?.key ?? null,
    person_id: said.by?.person ?? null,
    contract_due_on: said.contractDueOn,
    clearance_ends_at: said.clearanceEndsAt,
    log_index: logIndex,
    ...(said.reference !== undefined && { reference: said.reference }),
  };
}

function cancelledColumns({ logIndex, at }: RedemptionLeaf): Readonly<Record<string, unknown>> {
  return { cancelled_at: at, cancelled_index: logIndex };
}

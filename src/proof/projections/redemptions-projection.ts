import type { Tx } from '../../db/index.ts';
import { listLeavesAt, listSealedTexts, type ReadLeaf } from '../../log/index.ts';
import {
  CANCELLED,
  listRedemptionRows,
  listStrayRedemptions,
  REDEEMED,
  REFERENCE_POINTER,
  type RedemptionRow,
} from '../../orders/index.ts';
import { tableProjection } from './table-projection.ts';

/** Every use of a certificate is what its leaf says, and was cancelled only where a leaf says so. */
export const redemptionProjection = tableProjection({
  leafTypes: [REDEEMED, CANCELLED],
  toldBy: async (tx, leaves) => {
    const references = await referencesOf(tx, leaves);
    return leaves.map((leaf) => {
      const said = saidBy(leaf);
      const reference = said.reference ?? references.get(leaf.logIndex);
      return { place: placeOf(said.decision, leaf.logIndex), leaf, said: { ...said, reference } };
    });
  },
  rowsOf: async (tx, told) => {
    const decisions = told.map(({ said }) => said.decision);
    const rows = await listRedemptionRows(tx, decisions);
    const cancellations = await cancellationsOf(tx, rows);
    return rows.map((row) => ({ ...row, isCancelledAsShown: isCancelledAsShown(row, cancellations) }));
  },
  listWithoutLeaf: async (tx) =>
    (await listStrayRedemptions(tx, REDEEMED)).map((row) => placeOf(row.decision_id, row.log_index)),
  placeOf: (row) => placeOf(row.decision_id, row.log_index),
  columns: ({ leaf, said }) => (leaf.type === REDEEMED ? redeemedColumns(leaf, said) : cancelledColumns(leaf)),
  isFounded: ({ leaf }, { isCancelledAsShown }) => leaf.type === CANCELLED || isCancelledAsShown,
});

interface RedemptionBody {
  readonly order: string;
  readonly agency: string;
  readonly decision: string;
  readonly revision: number;
  readonly reference?: string | undefined;
  readonly contractDueOn?: string;
  readonly clearanceEndsAt?: string;
  readonly by: { readonly key: string; readonly person: string | null } | null;
}

function saidBy({ body }: ReadLeaf): RedemptionBody {
  return body as unknown as RedemptionBody;
}

function placeOf(decision: string, index: number) {
  return { table: 'redemptions', key: decision, index: Number(index) };
}

/** Of classified orders the leaves hold commitments; a number that was erased is compared with nothing. */
async function referencesOf(tx: Tx, leaves: readonly ReadLeaf[]): Promise<ReadonlyMap<number, string>> {
  const redeemed = leaves.filter(({ type }) => type === REDEEMED);
  const sealed = redeemed.flatMap((leaf) => (saidBy(leaf).reference === undefined ? [leaf.logIndex] : []));
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

function redeemedColumns({ logIndex, at }: ReadLeaf, said: RedemptionBody): Readonly<Record<string, unknown>> {
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

function cancelledColumns({ logIndex, at }: ReadLeaf): Readonly<Record<string, unknown>> {
  return { cancelled_at: at, cancelled_index: logIndex };
}

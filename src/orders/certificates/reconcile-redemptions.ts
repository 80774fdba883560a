import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { CANCELLED } from './cancel-redemption.ts';
import { REDEEMED } from './redeem-certificate.ts';
import { listRedemptionRows, listStrayRedemptions, type RedemptionLeaf } from './redemptions-repository.ts';

/** Every use of a certificate is what its leaf says, and was cancelled only where a leaf says so. */
export const redemptionProjection: LogProjection = {
  compare: compareRedemptions,
  finish: async (tx) =>
    (await listStrayRedemptions(tx, { redeemed: REDEEMED, cancelled: CANCELLED })).map((row) =>
      withoutLeaf({ table: 'redemptions', key: row.decision_id, index: Number(row.log_index) }),
    ),
};

interface Said {
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
    .map((leaf) => ({ leaf, body: leaf.body as unknown as Said }));
  const rows = await listRedemptionRows(
    tx,
    said.map(({ body }) => body.decision),
  );
  const byDecision = new Map(rows.map((row) => [row.decision_id, row]));
  return said.flatMap(({ leaf, body }) => {
    const place = { table: 'redemptions', key: body.decision, index: leaf.logIndex };
    const row = byDecision.get(body.decision);
    if (!row) return [withoutRow(place)];
    const wanted = leaf.type === REDEEMED ? redeemedColumns(leaf, body) : cancelledColumns(leaf);
    return differencesIn(place, { ...row }, wanted);
  });
}

function redeemedColumns({ logIndex, at }: RedemptionLeaf, said: Said): Readonly<Record<string, unknown>> {
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
    // Of a classified order the leaf holds a commitment, which is compared where texts are.
    ...(said.reference !== undefined && { reference: said.reference }),
  };
}

function cancelledColumns({ logIndex, at }: RedemptionLeaf): Readonly<Record<string, unknown>> {
  return { cancelled_at: at, cancelled_index: logIndex };
}

import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { BESIDE } from '../../facts/index.ts';
import { type CivilDate, fen } from '../../kernel/index.ts';
import type { StoredMachineCost } from '../order.ts';

const COLUMNS = `c.order_id as orderId, c.revision as revision, c.kind as kind, c.agency_code as agencyCode,
  c.pieces as pieces, c.amount_fen as amountFen, c.submitted_on as submittedOn`;

/** Costs count while their revision is the standing one of its order. */
const LIVE_COSTS = `from order_machine_costs c join orders o on o.id = c.order_id and o.standing_revision = c.revision`;

/** All that is kept of some orders. */
export async function listMachineCostsOf(tx: Tx, orderIds: readonly string[]): Promise<readonly StoredMachineCost[]> {
  if (orderIds.length === 0) return [];
  const ids = padded(orderIds);
  const found = `select ${COLUMNS} from order_machine_costs c where c.order_id in (${marksFor(ids)})`;
  return (await selectRows<StoredMachineCost>(tx, found, ids)).map(toCost);
}

/** What some agencies paid since a day beside machines. */
export async function listBesideCosts(
  tx: Tx,
  agencyCodes: readonly string[],
  from: CivilDate,
): Promise<readonly StoredMachineCost[]> {
  return listLive(tx, agencyCodes, from, `c.kind = '${BESIDE}'`);
}

/** And what they paid for machines: asked only of agencies that have something beside some. */
export async function listMachineCosts(
  tx: Tx,
  agencyCodes: readonly string[],
  from: CivilDate,
): Promise<readonly StoredMachineCost[]> {
  return listLive(tx, agencyCodes, from, `c.kind <> '${BESIDE}'`);
}

async function listLive(
  tx: Tx,
  agencyCodes: readonly string[],
  from: CivilDate,
  kind: string,
): Promise<readonly StoredMachineCost[]> {
  if (agencyCodes.length === 0) return [];
  const codes = padded(agencyCodes);
  const found = `select ${COLUMNS} ${LIVE_COSTS}
    where c.agency_code in (${marksFor(codes)}) and ${kind} and c.submitted_on >= ?`;
  return (await selectRows<StoredMachineCost>(tx, found, [...codes, from])).map(toCost);
}

function toCost(row: StoredMachineCost): StoredMachineCost {
  return {
    ...row,
    revision: Number(row.revision),
    pieces: Number(row.pieces),
    amountFen: fen(Number(row.amountFen)),
  };
}

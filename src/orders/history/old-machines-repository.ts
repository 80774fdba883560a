import { insertRows, marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { StoredOldMachine } from '../order.ts';

export async function insertOldMachines(tx: GovernedTx, machines: readonly StoredOldMachine[]): Promise<void> {
  await insertRows(
    tx,
    'order_replaced',
    machines.map(({ orderId, revision, line, deviceId }) => ({
      order_id: orderId,
      revision,
      line,
      device_id: deviceId,
    })),
  );
}

/** An old machine and an order that replaces it. */
export interface OldMachineRow {
  readonly deviceId: string;
  readonly orderId: string;
  readonly agencyCode: string;
}

/** Live orders that replace some machines, of whatever agency. */
export async function listOrdersReplacing(tx: Tx, deviceIds: readonly string[]): Promise<readonly OldMachineRow[]> {
  if (deviceIds.length === 0) return [];
  const ids = padded(deviceIds);
  return selectRows<OldMachineRow>(
    tx,
    `select distinct p.device_id as deviceId, p.order_id as orderId, o.agency_code as agencyCode
     from order_replaced p join orders o on o.id = p.order_id and o.standing_revision = p.revision
     where p.device_id in (${marksFor(ids)})`,
    ids,
  );
}

/** What came of a line of a contract that stands no more, and did not go back. */
export interface ReplacementThatCame extends OldMachineRow {
  /** As much came as the line replaces, and nothing of the order stands: then the machine is surely replaced. */
  readonly isCertain: boolean;
}

interface CameColumns extends OldMachineRow {
  readonly isEnded: number;
  readonly named: number;
  readonly came: number;
}

/** Machines that contracts replaced which were ended or supplemented since, as far as something of their lines came and stays. */
export async function listReplacementsThatCame(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<readonly ReplacementThatCame[]> {
  if (deviceIds.length === 0) return [];
  const ids = padded(deviceIds);
  const rows = await selectRows<CameColumns>(
    tx,
    `select p.device_id as deviceId, p.order_id as orderId, o.agency_code as agencyCode,
       case when o.standing_revision is null and o.latest_revision = p.revision then 1 else 0 end as isEnded,
       (select count(*) from order_replaced n
        where n.order_id = p.order_id and n.revision = p.revision and n.line = p.line) as named,
       (select count(*) from accepted_devices a
        where a.order_id = p.order_id and a.line = p.line and a.is_matched = 1 and a.returned_on is null)
       + (select coalesce(sum(g.quantity), 0) from accepted_goods g
          where g.order_id = p.order_id and g.line = p.line) as came
     from order_replaced p join orders o on o.id = p.order_id
     where p.device_id in (${marksFor(ids)}) and (o.standing_revision is null or o.standing_revision <> p.revision)
       and exists (select 1 from decisions d where d.order_id = p.order_id and d.revision = p.revision
         and d.stage = 'contract' and d.outcome = 'approved')`,
    ids,
  );
  return rows.flatMap(({ isEnded, named, came, ...row }) => {
    if (Number(came) === 0) return [];
    return [{ ...row, isCertain: Number(isEnded) === 1 && Number(came) >= Number(named) }];
  });
}

/** Other devices of the register that have the mainboard of one of these, by its folded number. */
export async function listSameMainboards(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<readonly { readonly deviceId: string; readonly otherId: string }[]> {
  if (deviceIds.length === 0) return [];
  const ids = padded(deviceIds);
  return selectRows(
    tx,
    `select d.id as deviceId, other.id as otherId from devices d
     join devices other on other.folded_mainboard = d.folded_mainboard and other.id <> d.id
     where d.id in (${marksFor(ids)})`,
    ids,
  );
}

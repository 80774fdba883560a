import { changeRows, insertRows, marksFor, selectRows, type Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import type { GovernedTx } from '../../../log/index.ts';

export interface NewReturn {
  readonly id: string;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly returnedOn: CivilDate;
  readonly deviceIds: readonly string[];
  readonly logIndex: number;
}

const DEVICES_AT_ONCE = 5_000;

/** Writes that machines went back. */
export async function insertReturn(tx: GovernedTx, returned: NewReturn): Promise<void> {
  const { id, orderId, agencyCode, returnedOn, deviceIds, logIndex } = returned;
  await insertRows(tx, 'order_returns', [
    { id, order_id: orderId, agency_code: agencyCode, returned_on: returnedOn, log_index: logIndex },
  ]);
  for (let at = 0; at < deviceIds.length; at += DEVICES_AT_ONCE) {
    const ids = deviceIds.slice(at, at + DEVICES_AT_ONCE);
    await changeRows(
      tx,
      `update accepted_devices set return_id = ?, returned_on = ? where returned_on is null and device_id in (${marksFor(ids)})`,
      [id, returnedOn, ...ids],
    );
  }
}

/** What went back of an order, as one leaf says. */
export interface OrderReturn {
  readonly id: string;
  readonly returnedOn: CivilDate;
  readonly devices: readonly { readonly line: number; readonly serial: string; readonly deviceId: string }[];
}

export async function findReturn(tx: Tx, logIndex: number): Promise<OrderReturn | undefined> {
  const rows = await selectRows<{
    id: string;
    returned_on: CivilDate;
    line: number;
    serial: string;
    device_id: string;
  }>(
    tx,
    `select r.id, r.returned_on, d.line, d.serial, d.device_id
     from order_returns r join accepted_devices d on d.return_id = r.id
     where r.log_index = ? order by d.acceptance_id, d.position`,
    [logIndex],
  );
  const [first] = rows;
  if (!first) return undefined;
  const devices = rows.map(({ line, serial, device_id: deviceId }) => ({ line: Number(line), serial, deviceId }));
  return { id: first.id, returnedOn: first.returned_on, devices };
}

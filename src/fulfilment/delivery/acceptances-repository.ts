import { insertRows, marksFor, selectRows, type Tx } from '../../db/index.ts';
import type { RecordedDelivery, RecordedLicence, RecordedMachine } from '../../decisions/index.ts';
import { type CivilDate, foldedNumber, groupBy } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';

/** The number that the next delivery of an order has. */
export async function nextSequence(tx: Tx, orderId: string): Promise<number> {
  const [row] = await selectRows<{ last: number | null }>(
    tx,
    'select max(sequence) as last from acceptances where order_id = ?',
    [orderId],
  );
  return Number(row?.last ?? 0) + 1;
}

export interface NewAcceptance {
  readonly orderId: string;
  readonly agencyCode: string;
  readonly statement: string;
  readonly delivery: RecordedDelivery;
  readonly decisionId: string;
  readonly logIndex: number;
}

/** Writes a delivery and what became of each part of it. */
export async function insertAcceptance(tx: GovernedTx, acceptance: NewAcceptance): Promise<void> {
  const { orderId, delivery } = acceptance;
  await insertRows(tx, 'acceptances', [
    {
      id: delivery.id,
      order_id: orderId,
      agency_code: acceptance.agencyCode,
      sequence: delivery.sequence,
      accepted_on: delivery.acceptedOn,
      statement: acceptance.statement,
      statement_digest: delivery.statementDigest,
      decision_id: acceptance.decisionId,
      log_index: acceptance.logIndex,
    },
  ]);
  await insertRows(
    tx,
    'accepted_devices',
    delivery.devices.map((device, position) => ({
      ...partOf(acceptance, position),
      ...rowOfMachine(device),
      return_id: null,
      returned_on: null,
    })),
  );
  await insertRows(
    tx,
    'accepted_items',
    delivery.items.map((item, position) => ({
      ...partOf(acceptance, position),
      ...rowOfLicence(item),
    })),
  );
  await insertRows(
    tx,
    'accepted_goods',
    delivery.goods.map(({ line, quantity }, position) => ({
      ...partOf(acceptance, position),
      ...{ line, quantity },
    })),
  );
}

function partOf({ orderId, delivery }: NewAcceptance, position: number) {
  return { acceptance_id: delivery.id, position, order_id: orderId };
}

export function rowOfMachine({ pointer, line, serial, deviceId, isAgain, proof, because }: RecordedMachine) {
  const isMatched = deviceId === null ? 0 : 1;
  return {
    ...{ pointer, line, serial, device_id: deviceId, is_matched: isMatched, because: JSON.stringify(because) },
    is_again: isAgain ? 1 : null,
    proof_key: proof?.key ?? null,
    proof_covers: proof?.covers ?? null,
  };
}

export function rowOfLicence(licence: RecordedLicence) {
  return {
    pointer: licence.pointer,
    item: licence.item,
    seats: licence.seats,
    matched_seats: licence.matchedSeats,
    proof_seats: licence.proofSeats,
    entitlement_id: licence.entitlementId,
    because: JSON.stringify(licence.because),
  };
}

/** The statements that some decisions judged, by decision. */
export async function listStatements(tx: Tx, decisionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await selectRows<{ decision_id: string; statement: string }>(
    tx,
    `select decision_id, statement from acceptances where decision_id in (${marksFor(decisionIds)})`,
    decisionIds,
  );
  return new Map(rows.map((row) => [row.decision_id, row.statement]));
}

/** A delivery as it is kept, with what became of its machines since. */
export interface Acceptance extends Omit<RecordedDelivery, 'devices' | 'statementDigest' | 'undertakings'> {
  readonly orderId: string;
  readonly decisionId: string;
  readonly devices: readonly (RecordedMachine & { readonly returnedOn: CivilDate | null })[];
}

interface AcceptanceColumns {
  readonly id: string;
  readonly order_id: string;
  readonly sequence: number;
  readonly accepted_on: CivilDate;
  readonly decision_id: string;
}

/** Deliveries of an order, the first first. */
export async function listAcceptances(
  tx: Tx,
  { orderId, after, limit }: { readonly orderId: string; readonly after: number; readonly limit: number },
): Promise<readonly Acceptance[]> {
  const rows = await selectRows<AcceptanceColumns>(
    tx,
    'select * from acceptances where order_id = ? and sequence > ? order by sequence limit ?',
    [orderId, after, limit],
  );
  return withParts(tx, rows);
}

/** The delivery that a decision was about. */
export async function findAcceptance(tx: Tx, decisionId: string): Promise<Acceptance | undefined> {
  const rows = await selectRows<AcceptanceColumns>(tx, 'select * from acceptances where decision_id = ?', [decisionId]);
  return (await withParts(tx, rows))[0];
}

/** One delivery, by its own identifier. */
export async function findAcceptanceById(tx: Tx, id: string): Promise<Acceptance | undefined> {
  const rows = await selectRows<AcceptanceColumns>(tx, 'select * from acceptances where id = ?', [id]);
  return (await withParts(tx, rows))[0];
}

interface DeviceColumns {
  readonly acceptance_id: string;
  readonly pointer: string;
  readonly line: number;
  readonly serial: string;
  readonly device_id: string | null;
  readonly because: string;
  readonly returned_on: CivilDate | null;
}

interface ItemColumns {
  readonly acceptance_id: string;
  readonly pointer: string;
  readonly item: number;
  readonly seats: number;
  readonly matched_seats: number;
  readonly proof_seats: number;
  readonly entitlement_id: string | null;
  readonly because: string;
}

interface GoodsColumns {
  readonly acceptance_id: string;
  readonly line: number;
  readonly quantity: number;
}

async function withParts(tx: Tx, rows: readonly AcceptanceColumns[]): Promise<readonly Acceptance[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const partsIn = async <Columns extends { readonly acceptance_id: string }>(table: string) => {
    const sql = `select * from ${table} where acceptance_id in (${marksFor(ids)}) order by acceptance_id, position`;
    return groupBy(await selectRows<Columns>(tx, sql, ids), (row) => row.acceptance_id);
  };
  const devices = await partsIn<DeviceColumns>('accepted_devices');
  const items = await partsIn<ItemColumns>('accepted_items');
  const goods = await partsIn<GoodsColumns>('accepted_goods');
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    sequence: Number(row.sequence),
    acceptedOn: row.accepted_on,
    decisionId: row.decision_id,
    devices: (devices.get(row.id) ?? []).map(toDevice),
    items: (items.get(row.id) ?? []).map(toLicence),
    goods: (goods.get(row.id) ?? []).map(({ line, quantity }) => ({ line: Number(line), quantity: Number(quantity) })),
  }));
}

function toDevice(row: DeviceColumns): Acceptance['devices'][number] {
  const { pointer, serial, device_id: deviceId, returned_on: returnedOn } = row;
  return { pointer, line: Number(row.line), serial, deviceId, because: wordsIn(row.because), returnedOn };
}

function toLicence(row: ItemColumns): RecordedLicence {
  return {
    pointer: row.pointer,
    item: Number(row.item),
    seats: Number(row.seats),
    matchedSeats: Number(row.matched_seats),
    proofSeats: Number(row.proof_seats),
    entitlementId: row.entitlement_id,
    because: wordsIn(row.because),
  };
}

function wordsIn(because: string): readonly string[] {
  return JSON.parse(because) as readonly string[];
}

/** Machines that went back of an order, by these serials; one that has come again since is not among them. */
export async function listReturnedMachines(
  tx: Tx,
  { orderId, serials }: { readonly orderId: string; readonly serials: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const rows = await selectRows<{ serial: string; device_id: string; there: number }>(
    tx,
    `select min(serial) as serial, device_id, sum(case when returned_on is null then 1 else 0 end) as there
     from accepted_devices where order_id = ? and is_matched = 1 group by device_id`,
    [orderId],
  );
  const gone = new Map(
    rows.filter(({ there }) => Number(there) === 0).map((row) => [foldedNumber(row.serial), row.device_id]),
  );
  return new Map(
    serials.flatMap((serial) => {
      const deviceId = gone.get(foldedNumber(serial));
      return deviceId === undefined ? [] : [[serial, deviceId] as const];
    }),
  );
}

/** A machine that was accepted for an order and is still there. */
export interface AcceptedMachine {
  readonly deviceId: string;
  readonly line: number;
  readonly serial: string;
  readonly acceptedOn: CivilDate;
}

/** In the order in which they came. */
export async function listAcceptedMachines(tx: Tx, orderId: string): Promise<readonly AcceptedMachine[]> {
  const rows = await selectRows<{ device_id: string; line: number; serial: string; accepted_on: CivilDate }>(
    tx,
    `select d.device_id, d.line, d.serial, a.accepted_on
     from accepted_devices d join acceptances a on a.id = d.acceptance_id
     where d.order_id = ? and d.is_matched = 1 and d.returned_on is null order by a.sequence, d.position`,
    [orderId],
  );
  return rows.map((row) => ({
    deviceId: row.device_id,
    line: Number(row.line),
    serial: row.serial,
    acceptedOn: row.accepted_on,
  }));
}

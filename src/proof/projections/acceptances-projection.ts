import type { Tx } from '../../db/index.ts';
import type { RecordedDelivery } from '../../decisions/index.ts';
import { rowOfLicence, rowOfMachine } from '../../fulfilment/index.ts';
import { digestOf, groupBy } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { RETURNED } from '../../orders/index.ts';
import {
  type AcceptanceRow,
  listAcceptanceRows,
  listPartRows,
  listReturnedRows,
  listReturnRows,
  listStrayAcceptances,
  listStrayReturns,
  PARTS,
  type PartRow,
} from './acceptances-projection-repository.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';

/** Every delivery is what its decision says of each part of it, and so is what went back. */
export const acceptanceProjection: LogProjection = {
  compare: async (tx, chunk) => [...(await compareDeliveries(tx, chunk)), ...(await compareReturns(tx, chunk))],
  finish: async (tx) => [
    ...(await listStrayAcceptances(tx)).map((id) => withoutLeaf({ table: 'acceptances', key: id, index: null })),
    ...(await listStrayReturns(tx)).map((id) => withoutLeaf({ table: 'order_returns', key: id, index: null })),
  ],
};

interface LoggedAcceptance {
  readonly leaf: ReadLeaf;
  readonly decision: string;
  readonly order: string;
  readonly agency: string;
  readonly delivery: RecordedDelivery;
}

async function compareDeliveries(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const details = await detailsOf(tx, leaves);
  const logged = leaves.flatMap((leaf): readonly LoggedAcceptance[] => {
    const decided = decidedBodyOf(leaf);
    const delivery = details.get(leaf.logIndex)?.delivery;
    if (!decided || !delivery) return [];
    const { decision, order, agency } = decided;
    return [{ leaf, decision, order, agency, delivery }];
  });
  const ids = logged.map(({ delivery }) => delivery.id);
  const rows = new Map((await listAcceptanceRows(tx, ids)).map((row) => [row.id, row]));
  const found = logged.flatMap((each) => compareAcceptance(each, rows.get(each.delivery.id)));
  for (const table of PARTS) {
    const parts = groupBy(await listPartRows(tx, table, ids), (row) => row.acceptance_id);
    for (const each of logged)
      found.push(
        ...compareParts(each, { table, rows: parts.get(each.delivery.id) ?? [], wanted: wantedIn(table, each) }),
      );
  }
  return found;
}

function compareAcceptance(logged: LoggedAcceptance, row: AcceptanceRow | undefined): Difference[] {
  const { leaf, delivery, decision, order, agency } = logged;
  const place = { table: 'acceptances', key: delivery.id, index: leaf.logIndex };
  if (!row) return [withoutRow(place)];
  const { sequence, acceptedOn, statementDigest } = delivery;
  return [
    ...differencesIn(
      place,
      { ...row, statement: digestOf(row.statement) },
      {
        ...{ order_id: order, agency_code: agency, sequence, accepted_on: acceptedOn, decision_id: decision },
        ...{ statement: statementDigest, statement_digest: statementDigest, log_index: leaf.logIndex },
      },
    ),
  ];
}

type Columns = Readonly<Record<string, unknown>>;

function wantedIn(table: (typeof PARTS)[number], { delivery }: LoggedAcceptance): readonly Columns[] {
  switch (table) {
    case 'accepted_devices':
      return delivery.devices.map(rowOfMachine);
    case 'accepted_items':
      return delivery.items.map(rowOfLicence);
    case 'accepted_goods':
      return delivery.goods.map(({ line, quantity }) => ({ line, quantity }));
  }
}

interface Parts {
  readonly table: string;
  readonly rows: readonly PartRow[];
  readonly wanted: readonly Columns[];
}

/** By their places; a place that only the table has was slipped in. */
function compareParts(
  { leaf, delivery, order }: LoggedAcceptance,
  { table, rows, wanted }: Parts,
): readonly Difference[] {
  const byPosition = new Map(rows.map((row) => [Number(row.position), row]));
  const placeOf = (position: number) => ({ table, key: `${delivery.id}/${position}`, index: leaf.logIndex });
  const found = wanted.flatMap((columns, position) => {
    const row = byPosition.get(position);
    byPosition.delete(position);
    return row
      ? differencesIn(placeOf(position), { ...row }, { order_id: order, ...columns, ...returnedIn(row) })
      : [withoutRow(placeOf(position))];
  });
  return [...found, ...[...byPosition.keys()].map((position) => withoutLeaf(placeOf(position)))];
}

/** A machine goes back with a return only; what went back with one is compared with its leaf. */
function returnedIn({ return_id: id }: PartRow): Columns {
  return id === null ? { returned_on: null } : {};
}

interface LoggedReturn {
  readonly order: string;
  readonly agency: string;
  readonly return: string;
  readonly returnedOn: string;
  readonly devices: readonly { readonly deviceId: string }[];
}

async function compareReturns(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const logged = leaves
    .filter(({ type }) => type === RETURNED)
    .map(({ logIndex, body }) => ({ logIndex, told: body as unknown as LoggedReturn }));
  const ids = logged.map(({ told }) => told.return);
  const rows = new Map((await listReturnRows(tx, ids)).map((row) => [row.id, row]));
  const devices = groupBy(await listReturnedRows(tx, ids), (row) => String(row.return_id));
  return logged.flatMap(({ logIndex, told }) => {
    const place = { table: 'order_returns', key: told.return, index: logIndex };
    const row = rows.get(told.return);
    if (!row) return [withoutRow(place)];
    const had = (devices.get(told.return) ?? []).map((device) => `${device.device_id} ${device.returned_on}`).sort();
    const wanted = told.devices.map(({ deviceId }) => `${deviceId} ${told.returnedOn}`).sort();
    return differencesIn(
      place,
      { ...row, devices: had.join() },
      {
        ...{ order_id: told.order, agency_code: told.agency, returned_on: told.returnedOn, log_index: logIndex },
        devices: wanted.join(),
      },
    );
  });
}

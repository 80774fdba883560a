import type { Tx } from '../../db/index.ts';
import type { RecordedDelivery } from '../../decisions/index.ts';
import { rowOfLicence, rowOfMachine } from '../../fulfilment/index.ts';
import { digestOf, groupBy } from '../../kernel/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import { RETURNED } from '../../orders/index.ts';
import {
  listAcceptanceRows,
  listPartRows,
  listReturnedRows,
  listReturnRows,
  listStrayAcceptances,
  listStrayReturns,
  PARTS,
} from './acceptances-projection-repository.ts';
import { DECIDED, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type Columns, type ToldRow, tableProjection } from './table-projection.ts';

/** Every delivery is what its decision says of each part of it, and so is what went back. */
export const acceptanceProjection = tableProjection<Told, ShownRow>({
  leafTypes: [DECIDED, RETURNED],
  toldBy: async (tx, leaves) => [...(await listDeliveries(tx, leaves)), ...leaves.flatMap(returnIn)],
  rowsOf: listRows,
  // A place that only the table has was slipped into the delivery.
  isOwn: true,
  listWithoutLeaf: async (tx) => [
    ...(await listStrayAcceptances(tx)).map((id) => ({ table: 'acceptances', key: id, index: null })),
    ...(await listStrayReturns(tx)).map((id) => ({ table: 'order_returns', key: id, index: null })),
  ],
  placeOf: ({ place }) => place,
  columns: ({ columns }, row) => ({ ...columns, ...(isPart(row) && returnedIn(row)) }),
});

interface Told extends ToldRow {
  /** The delivery or the return that the row is, or is a part of. */
  readonly id: string;
  readonly columns: Columns;
}

type ShownRow = Columns & ToldRow;

async function listDeliveries(tx: Tx, leaves: readonly ReadLeaf[]): Promise<readonly Told[]> {
  const details = await detailsOf(tx, leaves);
  const told = leaves.flatMap((leaf) => {
    const decided = decidedBodyOf(leaf);
    const delivery = details.get(leaf.logIndex)?.delivery;
    return decided && delivery ? [{ leaf, decided, delivery }] : [];
  });
  return [
    ...told.map(({ leaf: { logIndex }, decided, delivery }): Told => {
      const { id, sequence, acceptedOn, statementDigest } = delivery;
      const columns = {
        ...{ order_id: decided.order, agency_code: decided.agency, sequence, accepted_on: acceptedOn },
        ...{ decision_id: decided.decision, statement: statementDigest, statement_digest: statementDigest },
        log_index: logIndex,
      };
      return { id, place: { table: 'acceptances', key: id, index: logIndex }, columns };
    }),
    ...PARTS.flatMap((table) =>
      told.flatMap(({ leaf: { logIndex }, decided: { order }, delivery }) =>
        partsOf(table, delivery).map((columns, position): Told => {
          const place = { table, key: `${delivery.id}/${position}`, index: logIndex };
          return { id: delivery.id, place, columns: { order_id: order, ...columns } };
        }),
      ),
    ),
  ];
}

function partsOf(table: (typeof PARTS)[number], { devices, items, goods }: RecordedDelivery): readonly Columns[] {
  switch (table) {
    case 'accepted_devices':
      return devices.map(rowOfMachine);
    case 'accepted_items':
      return items.map(rowOfLicence);
    case 'accepted_goods':
      return goods.map(({ line, quantity }) => ({ line, quantity }));
  }
}

interface LoggedReturn {
  readonly order: string;
  readonly agency: string;
  readonly return: string;
  readonly returnedOn: string;
  readonly devices: readonly { readonly deviceId: string }[];
}

function returnIn({ type, logIndex, body }: ReadLeaf): readonly Told[] {
  if (type !== RETURNED) return [];
  const { order, agency, return: id, returnedOn, devices } = body as unknown as LoggedReturn;
  const columns = {
    ...{ order_id: order, agency_code: agency, returned_on: returnedOn, log_index: logIndex },
    devices: machinesText(devices.map(({ deviceId }) => ({ device_id: deviceId, returned_on: returnedOn }))),
  };
  return [{ id, place: { table: 'order_returns', key: id, index: logIndex }, columns }];
}

/** Deliveries and returns by their ids, parts by their places in a delivery. */
async function listRows(tx: Tx, told: readonly Told[]): Promise<readonly ShownRow[]> {
  const leafOf = new Map(told.map(({ id, place }) => [id, place.index]));
  const idsIn = (table: string) => told.filter(({ place }) => place.table === table).map(({ id }) => id);
  const place = (table: string, id: string, key = id) => ({ table, key, index: leafOf.get(id) ?? null });
  const deliveries = idsIn('acceptances');
  const rows: ShownRow[] = (await listAcceptanceRows(tx, deliveries)).map((row) => ({
    ...{ ...row, statement: digestOf(row.statement), place: place('acceptances', row.id) },
  }));
  for (const table of PARTS) {
    for (const row of await listPartRows(tx, table, deliveries)) {
      const key = `${row.acceptance_id}/${Number(row.position)}`;
      rows.push({ ...row, place: place(table, row.acceptance_id, key) });
    }
  }
  const returns = idsIn('order_returns');
  const machines = groupBy(await listReturnedRows(tx, returns), (row) => String(row.return_id));
  for (const row of await listReturnRows(tx, returns)) {
    const devices = machinesText(machines.get(row.id) ?? []);
    rows.push({ ...row, devices, place: place('order_returns', row.id) });
  }
  return rows;
}

function machinesText(machines: readonly Columns[]): string {
  return machines
    .map(({ device_id: id, returned_on: on }) => `${id} ${on}`)
    .sort()
    .join();
}

function isPart({ place }: ShownRow): boolean {
  return place.table !== 'acceptances' && place.table !== 'order_returns';
}

/** A machine goes back with a return only; what went back with one is compared with its leaf. */
function returnedIn({ return_id: id }: ShownRow): Columns {
  return (id ?? null) === null ? { returned_on: null } : {};
}

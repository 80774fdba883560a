import type { Tx } from '../../../db/index.ts';
import { type DeliveryStatement, statedMachines } from '../../../facts/index.ts';
import { selectIn } from '../../../log/index.ts';
import { type AcceptedSums, type KnownOrder, sumAccepted } from '../../../orders/index.ts';
import {
  listCategoriesOfDevices,
  listDevicesBySerial,
  listEntitlementsOfOrder,
  listOpenInstallations,
  listOpenUndertakings,
  listRetiredDevices,
} from '../../../register/index.ts';
import { listAcceptedMachines, listReturnedMachines, nextSequence } from '../acceptances-repository.ts';
import type { JudgedDelivery } from '../decide-delivery.ts';
import { copyOn, type RegisterBefore } from './acceptance-plan.ts';
import { type DeliveredProofs, loadDeliveredProofs } from './load-delivered-proofs.ts';

export interface DeliveryContext {
  readonly sums: AcceptedSums;
  readonly registeredSerials: readonly string[];
  readonly takenAssetNumbers: ReadonlySet<string>;
  readonly proofProblems: DeliveredProofs;
}

/** What a delivery is checked and judged beside: what is known of its serials, asset numbers and papers, and what came before. */
export async function gatherDelivery(
  tx: Tx,
  { known, statement }: { readonly known: KnownOrder; readonly statement: DeliveryStatement },
): Promise<DeliveryContext> {
  const machines = statedMachines(statement);
  const serials = machines.map(({ serial }) => serial);
  const owned = await selectIn(
    tx,
    'devices',
    'asset_number',
    machines.flatMap(({ assetNumber }) => assetNumber ?? []),
  );
  const again = await listComingAgain(tx, known.order, serials);
  const numberOf = new Map(machines.map(({ serial, assetNumber }) => [serial, assetNumber]));
  // A machine that comes again may keep its number, which nobody else can have meanwhile.
  const isKept = (row: (typeof owned)[number]): boolean =>
    again.get(String(row.serial))?.key === row.id && numberOf.get(String(row.serial)) === row.asset_number;
  const ofOthers = owned.filter((row) => row.agency_code === known.order.agencyCode && !isKept(row));
  const registered = [...(await listDevicesBySerial(tx, serials))];
  return {
    sums: await sumAccepted(tx, known.order.id),
    registeredSerials: registered.flatMap(([serial]) => (again.has(serial) ? [] : [serial])).sort(),
    takenAssetNumbers: new Set(ofOthers.map((row) => String(row.asset_number))),
    proofProblems: await loadDeliveredProofs(tx, { order: known.order, statement }),
  };
}

/** Machines of the order that went back, were retired with that, and are named again: repaired, or with the right system. */
async function listComingAgain(
  tx: Tx,
  { id: orderId, agencyCode }: Pick<KnownOrder['order'], 'id' | 'agencyCode'>,
  serials: readonly string[],
): Promise<RegisterBefore['again']> {
  const returned = await listReturnedMachines(tx, { orderId, serials });
  const retired = await listRetiredDevices(tx, { ids: [...returned.values()], agencyCode });
  return new Map(retired.flatMap((device) => (device.state.serial === null ? [] : [[device.state.serial, device]])));
}

/** What is read of the register before a delivery is planned: a fixed number of statements. */
export async function gatherRegister(
  tx: Tx,
  { known: { order }, statement }: Pick<JudgedDelivery, 'known' | 'statement'>,
  cited: RegisterBefore['cited'],
): Promise<RegisterBefore> {
  const { id: orderId, agencyCode } = order;
  const accepted = await listAcceptedMachines(tx, orderId);
  const deviceIds = accepted.map(({ deviceId }) => deviceId);
  const devices = await selectIn(tx, 'devices', 'id', deviceIds);
  // What was retired since, or went to another agency, is given nothing any more.
  const isInUse = (row: (typeof devices)[number]) => row.state !== 'retired' && row.agency_code === agencyCode;
  const inUse = new Set(devices.filter(isInUse).map((row) => String(row.id)));
  const open = await listOpenInstallations(tx, { deviceIds });
  return {
    sequence: await nextSequence(tx, orderId),
    machines: accepted.filter(({ deviceId }) => inUse.has(deviceId)),
    installed: new Set(open.map(({ state: { deviceId, ...software } }) => copyOn(deviceId, software))),
    categories: await listCategoriesOfDevices(tx, deviceIds),
    again: await listComingAgain(
      tx,
      order,
      statedMachines(statement).map(({ serial }) => serial),
    ),
    licences: await listEntitlementsOfOrder(tx, orderId),
    cited,
    undertakings: await listOpenUndertakings(tx, orderId),
  };
}

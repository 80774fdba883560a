import type { Tx } from '../../../db/index.ts';
import {
  type DeliveredProofUses,
  type DeliveryStatement,
  proofOfMachine,
  type StatedMachine,
  statedMachines,
} from '../../../facts/index.ts';
import { foldedNumber } from '../../../kernel/index.ts';
import { selectIn } from '../../../log/index.ts';
import { type AcceptedSums, type KnownOrder, proofsOfDelivery, sumAccepted } from '../../../orders/index.ts';
import {
  assetKeyOf,
  listCategoriesOfDevices,
  listDevicesBySerial,
  listEntitlementsOfOrder,
  listOpenInstallations,
  listOpenUndertakings,
  listRetiredDevices,
} from '../../../register/index.ts';
import { listAcceptedMachines, listReturnedMachines, nextSequence } from '../acceptances-repository.ts';
import type { JudgedDelivery, JudgementBasis } from '../decide-delivery.ts';
import { copyOn, type RegisterBefore } from './acceptance-plan.ts';
import { type DeliveredProofs, loadDeliveredProofs } from './load-delivered-proofs.ts';

export interface DeliveryContext {
  readonly sums: AcceptedSums;
  readonly registeredSerials: readonly string[];
  readonly takenAssetNumbers: ReadonlySet<string>;
  readonly proofProblems: DeliveredProofs;
  readonly proofs: DeliveredProofUses | undefined;
}

/** What a delivery is checked and judged beside: what is known of its serials, asset numbers and papers, and what came before. */
export async function gatherDelivery(
  tx: Tx,
  judging: Pick<JudgementBasis, 'books' | 'ruleSet'>,
  { known, statement }: { readonly known: KnownOrder; readonly statement: DeliveryStatement },
): Promise<DeliveryContext> {
  const machines = statedMachines(statement);
  const serials = machines.map(({ serial }) => serial);
  const again = await listComingAgain(tx, known.order, serials);
  const registered = [...(await listDevicesBySerial(tx, serials))];
  return {
    sums: await sumAccepted(tx, known.order.id),
    registeredSerials: registered.flatMap(([serial]) => (again.has(serial) ? [] : [serial])).sort(),
    takenAssetNumbers: await listTakenAssetNumbers(tx, { agencyCode: known.order.agencyCode, machines, again }),
    proofs: await proofsOf(tx, judging, { known, machines }),
    proofProblems: await loadDeliveredProofs(tx, { order: known.order, statement }),
  };
}

async function proofsOf(
  tx: Tx,
  { books, ruleSet }: Pick<JudgementBasis, 'books' | 'ruleSet'>,
  { known, machines }: { readonly known: KnownOrder; readonly machines: readonly StatedMachine[] },
): Promise<DeliveredProofUses | undefined> {
  const { id: orderId, agencyCode } = known.order;
  const agency = books.agencies.get(agencyCode);
  if (!agency) return undefined;
  const keys = (kinds: readonly string[]): readonly string[] =>
    machines.flatMap(({ system }) => proofOfMachine(agencyCode, system?.evidence, kinds)?.key ?? []);
  return proofsOfDelivery(tx, { books, ruleSet, agency, orderId, keys });
}

interface StatedNumbers {
  readonly agencyCode: string;
  readonly machines: readonly StatedMachine[];
  readonly again: RegisterBefore['again'];
}

/** Asset numbers as they are stated. A machine that comes again may keep its own, which nobody else can have meanwhile. */
async function listTakenAssetNumbers(
  tx: Tx,
  { agencyCode, machines, again }: StatedNumbers,
): Promise<ReadonlySet<string>> {
  const keyOf = ({ assetNumber }: Pick<StatedMachine, 'assetNumber'>) => assetKeyOf({ agencyCode, assetNumber });
  const rows = await selectIn(tx, 'devices', 'asset_key', machines.map(keyOf));
  const owners = new Map(rows.map((row) => [row.asset_key, row.id]));
  const kept = machines.flatMap((machine) => {
    const device = again.get(machine.serial);
    return device !== undefined && owners.get(keyOf(machine)) === device.key ? [keyOf(machine)] : [];
  });
  for (const key of kept) owners.delete(key);
  return new Set(machines.flatMap((machine) => (owners.has(keyOf(machine)) ? (machine.assetNumber ?? []) : [])));
}

/** Machines of the order that went back, were retired with that, and are named again: repaired, or with the right system. */
async function listComingAgain(
  tx: Tx,
  { id: orderId, agencyCode }: Pick<KnownOrder['order'], 'id' | 'agencyCode'>,
  serials: readonly string[],
): Promise<RegisterBefore['again']> {
  const returned = await listReturnedMachines(tx, { orderId, serials });
  const retired = await listRetiredDevices(tx, { ids: [...returned.values()], agencyCode });
  const byId = new Map(retired.map((device) => [device.key, device]));
  return new Map(
    [...returned].flatMap(([serial, id]) => {
      const device = byId.get(id);
      // One whose serial was corrected since is another machine.
      const isSame = device && foldedNumber(device.state.serial ?? '') === foldedNumber(serial);
      return isSame ? [[serial, device] as const] : [];
    }),
  );
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

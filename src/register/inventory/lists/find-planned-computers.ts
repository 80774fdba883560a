import type { Tx } from '../../../db/index.ts';
import { foldedNumber, groupBy, text } from '../../../kernel/index.ts';
import { newDraft, type RecordingContext, type ReferenceRecord } from '../../../reference/index.ts';
import { assetKeyOf, type Device } from '../../devices/device.ts';
import type { Installation } from '../../devices/installation.ts';
import { DEVICES } from '../../devices/record-devices.ts';
import { deviceChanges } from '../device-changes.ts';
import { type MatchedBy, matchDevice, type NumberedDevices } from '../device-match.ts';
import { findAgenciesOfRows, noAgency } from '../find-agencies-of-rows.ts';
import { findKnownSoftware, type MeaningOf } from '../find-known-software.ts';
import { findNumberedDevices } from '../find-numbered-devices.ts';
import { installationChanges, productKey } from '../installation-changes.ts';
import { listInstallationsOf, listOemRights, type OemRight } from '../inventory-repository.ts';
import type { KnownSoftware } from '../known-software.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';
import type { PlannedComputer, UnknownName } from './computer-outcome.ts';
import type { ComputersPiece } from './computers-piece.ts';

/** What a piece needs to know of the register, read in a fixed number of statements. */
interface KnownRegister {
  readonly agencyOf: (computer: SeenComputer) => string | null;
  readonly numbered: NumberedDevices;
  readonly meaningOf: MeaningOf;
  /** What a device has or had. */
  readonly installed: ReadonlyMap<string, readonly ReferenceRecord<Installation>[]>;
  /** Rights that came with a device. */
  readonly rights: ReadonlyMap<string, readonly OemRight[]>;
}

/** Decides for each computer of a piece which device it is, and what changes. */
export async function findPlannedComputers(tx: Tx, piece: ComputersPiece): Promise<readonly PlannedComputer[]> {
  const known = await knownOf(tx, piece);
  const rowOfAsset = new Map<string, number>();
  return piece.computers.map((computer) => {
    const faults: SeenFault[] = [...computer.faults, ...repeated(computer, piece), ...tooEarly(computer, piece)];
    const agencyCode = known.agencyOf(computer);
    if (agencyCode === null) faults.push(noAgency(computer));
    else if (faults.length === 0) faults.push(...repeatedAsset(computer, agencyCode, rowOfAsset));
    if (faults.length > 0 || agencyCode === null) return { status: 'refused', computer, faults };
    return planned({ computer, agencyCode, known, piece });
  });
}

async function knownOf(tx: Tx, piece: ComputersPiece): Promise<KnownRegister> {
  const { computers } = piece;
  const agencyOf = await findAgenciesOfRows(tx, { ...piece, rows: computers });
  const numbered = await findNumberedDevices(
    tx,
    computers.map((computer) => ({ agencyCode: agencyOf(computer), device: computer.device })),
  );
  const deviceIds = numbered.ids;
  const software = computers.flatMap((computer) => [...(computer.software ?? []), ...computer.oemRights]);
  const names = software.map(({ name }) => name);
  const agencyCodes = names.length === 0 ? [] : [...new Set(computers.flatMap((each) => agencyOf(each) ?? []))];
  const meaningOf = await findKnownSoftware(tx, { ...piece, agencyCodes, names });
  const isAboutSoftware = computers.some(({ software: seen }) => seen !== null);
  const installations = isAboutSoftware ? await listInstallationsOf(tx, deviceIds) : [];
  const installed = groupBy(installations, ({ state }) => state.deviceId);
  const hasRights = computers.some(({ oemRights }) => oemRights.length > 0);
  const rights = groupBy(hasRights ? await listOemRights(tx, deviceIds) : [], ({ deviceId }) => deviceId);
  return { agencyOf, numbered, meaningOf, installed, rights };
}

/** Numbers of a computer as they are looked up over a whole file; an asset number is its agency's. */
export function numbersOf({ device, agency }: SeenComputer): readonly (readonly [MatchedBy, string])[] {
  const own = agency.code ?? agency.name ?? '';
  return [
    ...(device.serial ? [['serial', `serial/${foldedNumber(device.serial)}`] as const] : []),
    ...(device.mainboardSerial
      ? [['mainboardSerial', `mainboard/${foldedNumber(device.mainboardSerial)}`] as const]
      : []),
    ...(device.assetNumber ? [['assetNumber', `asset/${own}/${foldedNumber(device.assetNumber)}`] as const] : []),
  ];
}

function repeated(computer: SeenComputer, { rowOf }: ComputersPiece): readonly SeenFault[] {
  const numbers = numbersOf(computer);
  if (numbers.length === 0) return [{ column: null, text: NO_NUMBER }];
  return numbers.flatMap(([field, number]) => {
    const first = rowOf.get(number);
    if (first === undefined || first === computer.row) return [];
    return [sameNumber(computer, field, first)];
  });
}

/** One row may name the agency by its code and another by its name. */
function repeatedAsset(
  computer: SeenComputer,
  agencyCode: string,
  rowOfAsset: Map<string, number>,
): readonly SeenFault[] {
  const { device, row } = computer;
  const asset = assetKeyOf({ agencyCode, assetNumber: device.assetNumber ?? null });
  if (asset === null) return [];
  const first = rowOfAsset.get(asset);
  rowOfAsset.set(asset, first ?? row);
  return first === undefined ? [] : [sameNumber(computer, 'assetNumber', first)];
}

function sameNumber({ columns }: SeenComputer, field: MatchedBy, row: number): SeenFault {
  const message = text(`与第 ${row} 行重复。`, `Row ${row} has the same number.`);
  return { column: columns.get(field) ?? field, text: message };
}

const NO_NUMBER = text(
  '没有序列号、主板序列号或资产编号，再次导入时无法辨认。',
  'It has no serial, mainboard serial or asset number: a second import would not recognise it.',
);

function tooEarly({ seenOn }: SeenComputer, { on }: ComputersPiece): readonly SeenFault[] {
  if (seenOn === null || seenOn <= on) return [];
  return [{ column: null, text: text(`日期 ${seenOn} 晚于今天。`, `The day ${seenOn} lies in the future.`) }];
}

interface ComputerToPlan {
  readonly computer: SeenComputer;
  readonly agencyCode: string;
  readonly known: KnownRegister;
  readonly piece: ComputersPiece;
}

function planned({ computer, agencyCode, known, piece }: ComputerToPlan): PlannedComputer {
  const { device: seen, columns } = computer;
  const match = matchDevice(agencyCode, seen, known.numbered);
  if ('conflict' in match) {
    const fault = { column: columns.get(match.field) ?? match.field, text: match.conflict };
    return { status: 'refused', computer, faults: [fault] };
  }
  if (match.device === null && seen.category === undefined) {
    const fault = { column: columns.get('category') ?? null, text: NO_CATEGORY };
    return { status: 'refused', computer, faults: [fault] };
  }
  const before = match.device;
  const told = before
    ? deviceChanges(before.state, seen, columns)
    : { after: newDevice(agencyCode, computer, piece), changes: [], remarks: [] };
  const look = lookAt(computer, told.after, { known, piece });
  const isChanged = told.changes.length > 0 || look.isChange;
  return {
    status: before === null ? 'created' : isChanged ? 'updated' : 'unchanged',
    ...{ computer, before, device: told.after, changes: told.changes },
    matchedBy: before === null ? null : match.by,
    ...look.plan,
    remarks: [...computer.remarks, ...told.remarks, ...look.remarks],
  };
}

const NO_CATEGORY = text(
  '台账中没有该设备，新登记须说明计算机类别。',
  'The register does not have it, and a new device needs its kind of computer.',
);

function newDevice(agencyCode: string, { device }: SeenComputer, context: RecordingContext): Device {
  return newDraft(DEVICES, { agencyCode, state: 'in-use', ...device }, context).after;
}

/** What the software on it changes. */
function lookAt(
  computer: SeenComputer,
  { id, agencyCode }: Device,
  { known, piece }: Pick<ComputerToPlan, 'known' | 'piece'>,
) {
  const unknown: UnknownName[] = [];
  const seenOn = computer.seenOn ?? piece.on;
  const isDated = computer.seenOn !== null;
  const installed = computer.software === null ? [] : (known.installed.get(id) ?? []);
  const open = installed.filter(({ state }) => state.seenTo === null);
  // A ledger of today still has what was removed today; it is no new sight of it.
  const endedToday = isDated ? [] : installed.filter(({ state }) => state.seenTo !== null && state.seenTo >= seenOn);
  const held = known.rights.get(id) ?? [];
  const own = [...open, ...endedToday].map(({ state }): KnownSoftware => state);
  const meaning = (software: SeenSoftware): readonly KnownSoftware[] => {
    const found = known.meaningOf(agencyCode, software, [...own, ...held]);
    if ('known' in found) return [knownOnly(found.known)];
    if ('suggestions' in found) unknown.push({ software, ...found });
    return [];
  };
  const seen = (computer.software ?? []).flatMap(meaning);
  const doubtful = new Set(unknown.flatMap(({ suggestions }) => suggestions.map(productKey)));
  const installations = installationChanges({
    ...{ open, endedToday, seen, doubtful, seenOn, isDated, covers: computer.covers },
  });
  const heldProducts = new Set(held.map(productKey));
  const rights = computer.oemRights.flatMap(meaning).filter((right) => !heldProducts.has(productKey(right)));
  const { started, moved, ended, kept, isOutdated } = installations;
  const remarks: SeenFault[] = [
    ...kept.map(({ state }) => ({ column: null, text: keptBecause(state.product) })),
    ...(isOutdated ? [{ column: null, text: OUTDATED }] : []),
  ];
  const isChange = started.length + moved.length + ended.length + rights.length > 0;
  return { plan: { installations, rights, unknown }, remarks, isChange };
}

/** Of an installation or a right, nothing but which software it is. */
function knownOnly({ category, product, edition, version }: KnownSoftware): KnownSoftware {
  return { category, product, edition, version };
}

const OUTDATED = text(
  '早于已登记的情况，软件安装未变更。',
  'It is older than what is known, and changes no installation.',
);

function keptBecause(product: string) {
  return text(
    `未见“${product}”，但有名称未确认，可能就是它，故未登记为卸载。`,
    `"${product}" was not seen, but a name that nobody has confirmed may mean it: it was not ended.`,
  );
}

import { text } from '../../../kernel/index.ts';
import { dayIn } from '../lists/day-cell.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';
import { listIn, lowered, type Members, membersIn, textIn } from './agent-text.ts';
import { deviceOfFirmware } from './firmware-device.ts';
import { PROGRAMS, SYSTEM, virtual } from './glpi-scan.ts';

/** One computer as OCS Inventory's REST API answers it: `bios` and `hardware` with the columns of its tables. */
export function isOcsScan(scan: Members): boolean {
  return sectionIn(scan, 'hardware') !== undefined || sectionIn(scan, 'bios') !== undefined;
}

/** A section is an object or, in other releases, a list of one. */
function sectionIn(scan: Members, name: string): Members | undefined {
  const section = scan[name] ?? scan[name.toUpperCase()];
  return lowered(membersIn(section) ?? listIn(section)[0]);
}

export function readOcsScan(scan: Members, row: number): SeenComputer {
  const [bios, hardware] = [sectionIn(scan, 'bios'), sectionIn(scan, 'hardware')];
  const programs = programsIn(scan);
  const system = systemIn(hardware);
  const day = textIn(hardware, 'lastdate') ?? textIn(hardware, 'lastcome');
  const named = programs?.filter(({ name }) => name !== undefined);
  // Rows that only refer to tables of names say nothing: taken for a list, they would end all that is installed.
  const isNamed = named !== undefined && (named.length > 0 || programs?.length === 0);
  return {
    row,
    agency: { code: null, name: null },
    device: deviceOfFirmware(bios, textIn(bios, 'type')),
    columns: PLACES,
    software: !isNamed && !system ? null : [...(system ?? []), ...(named ?? []).flatMap(toSoftware)],
    covers: [...(isNamed ? PROGRAMS : []), ...(system ? SYSTEM : [])],
    ...{ oemRights: [], faults: faultsIn(bios, hardware) },
    seenOn: (day !== undefined && dayIn(day)) || null,
    remarks: programs !== undefined && !isNamed ? [WITHOUT_NAMES] : [],
  };
}

/** Where in a scan each field stands. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['serial', 'bios.SSN'],
  ['mainboardSerial', 'bios.MSN'],
  ['assetNumber', 'bios.ASSETTAG'],
  ['brand', 'bios.SMANUFACTURER'],
  ['model', 'bios.SMODEL'],
  ['category', 'bios.TYPE'],
]);

interface Program {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** The route for all computers calls the section `software`, the one for a single computer leaves its name empty. */
function programsIn(scan: Members): readonly Program[] | undefined {
  const section = ['software', 'softwares', 'SOFTWARES', ''].map((name) => scan[name]).find(Array.isArray);
  if (section === undefined) return undefined;
  return listIn(section)
    .map(lowered)
    .map((program) => ({ name: textIn(program, 'name'), version: textIn(program, 'version') }));
}

function toSoftware({ name, version }: Program): readonly SeenSoftware[] {
  return name === undefined ? [] : [{ name, edition: null, version: version ?? null, category: null }];
}

function systemIn(hardware: Members | undefined): readonly SeenSoftware[] | undefined {
  const name = textIn(hardware, 'osname');
  if (name === undefined) return undefined;
  const version = textIn(hardware, 'osversion') ?? null;
  return [{ name, edition: null, version, category: 'operating-system' }];
}

/** OCS does not say what a virtual machine is; its firmware does. */
const VIRTUAL = /vmware|virtualbox|qemu|\bkvm\b|\bxen\b|virtual machine/i;
/** Its groups of computers stand in the table of computers. */
const GROUPS = ['_SYSTEMGROUP_', '_DOWNLOADGROUP_'];

function faultsIn(bios: Members | undefined, hardware: Members | undefined): SeenFault[] {
  const machine = [textIn(bios, 'smodel'), textIn(bios, 'smanufacturer')].find((each) => VIRTUAL.test(each ?? ''));
  const isGroup = GROUPS.includes(textIn(hardware, 'deviceid') ?? '');
  return [...(machine === undefined ? [] : [virtual(machine)]), ...(isGroup ? [A_GROUP] : [])];
}

const A_GROUP: SeenFault = {
  column: 'hardware.DEVICEID',
  text: text('是一组计算机，不是一台计算机。', 'This is a group of computers, not one of them.'),
};

const WITHOUT_NAMES: SeenFault = {
  column: 'software',
  text: text(
    '软件只有编号（NAME_ID）而无名称，未读取；请逐台导出 /computer/{id}/software。',
    'Software has numbers (NAME_ID) instead of names and was not read. Export /computer/{id}/software for each computer.',
  ),
};

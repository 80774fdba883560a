import { text } from '../../../kernel/index.ts';
import { dayIn } from '../../../tables/index.ts';
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
  const isListed = named !== undefined && (named.length > 0 || programs?.length === 0);
  return {
    row,
    agency: { code: null, name: null },
    device: deviceOfFirmware(bios, textIn(bios, 'type')),
    columns: PLACES,
    software: !isListed && !system ? null : [...(system ?? []), ...(named ?? []).flatMap(toSoftware)],
    covers: [...(isListed ? PROGRAMS : []), ...(system ? SYSTEM : [])],
    ...{ oemRights: [], faults: bios ? faultsIn(bios, hardware) : [WITHOUT_BIOS, ...faultsIn(bios, hardware)] },
    seenOn: (day !== undefined && dayIn(day)) || null,
    remarks: programs !== undefined && !isListed ? [WITHOUT_NAMES] : [],
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

const SECTIONS = ['software', 'softwares', 'SOFTWARES', ''];

/**
 * The route for all computers calls the section `software`. The one for a single computer has numbers there, and the names in
 * another section whose name is empty: the section that has names counts.
 */
function programsIn(scan: Members): readonly Program[] | undefined {
  const sections = SECTIONS.map((name) => scan[name])
    .filter((section) => Array.isArray(section))
    .map((section) =>
      listIn(section)
        .map(lowered)
        .map((program) => ({ name: textIn(program, 'name'), version: textIn(program, 'version') })),
    );
  return sections.find(isNamed) ?? sections[0];
}

function isNamed(programs: readonly Program[]): boolean {
  return programs.some(({ name }) => name !== undefined);
}

/**
 * Joins what several answers of OCS Inventory say of one computer, as `/computer/{id}` and `/computer/{id}/software` do: by
 * its number there, if it has the same name and they have no two serials. What a later answer has of a section that an
 * earlier one has as well is left out, but for the names of programs.
 */
export function joinedOcsScans(scans: readonly Members[]): readonly Members[] {
  const joined: Members[] = [];
  const placeOf = new Map<string, number>();
  for (const scan of scans) {
    const key = isOcsScan(scan) ? partKey(scan) : undefined;
    const place = key === undefined ? undefined : placeOf.get(key);
    const before = place === undefined ? undefined : joined[place];
    if (place !== undefined && before && !haveTwoSerials(before, scan)) joined[place] = joinedParts(before, scan);
    else {
      if (key !== undefined) placeOf.set(key, joined.length);
      joined.push(scan);
    }
  }
  return joined;
}

function partKey(scan: Members): string | undefined {
  const hardware = sectionIn(scan, 'hardware');
  const [id, name] = [textIn(hardware, 'id'), textIn(hardware, 'name')];
  return id === undefined || name === undefined ? undefined : JSON.stringify([id, name]);
}

function haveTwoSerials(one: Members, other: Members): boolean {
  const [first, second] = [one, other].map((scan) => textIn(sectionIn(scan, 'bios'), 'ssn'));
  return first !== undefined && second !== undefined && first !== second;
}

function joinedParts(one: Members, other: Members): Members {
  const programs = [one, other].map(programsIn);
  const kept = Object.entries({ ...other, ...one }).filter(([name]) => !SECTIONS.includes(name));
  const software = programs.find((some) => some !== undefined && isNamed(some)) ?? programs.find((some) => some);
  return { ...Object.fromEntries(kept), ...(software && { software }) };
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

const WITHOUT_BIOS: SeenFault = {
  column: 'bios',
  text: text(
    '没有 bios 部分，无法辨认计算机：请与该计算机 /computer/{id} 的答复一并导入（一次可给多个文件）。',
    'It has no section bios, which tells the computer: import it together with the answer of /computer/{id} of the same computer.',
  ),
};

const WITHOUT_NAMES: SeenFault = {
  column: 'software',
  text: text(
    '软件只有编号（NAME_ID）而无名称，未读取；请再导出 /computer/{id}/software，与本文件一并导入（一次可给多个文件）。',
    'Software has numbers (NAME_ID) instead of names and was not read. Export /computer/{id}/software as well and import both together.',
  ),
};

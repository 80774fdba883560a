import { text } from '../../../kernel/index.ts';
import { dayIn } from '../../../tables/index.ts';
import type { SoftwareCategory } from '../../products/product.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';
import { listIn, type Members, membersIn, textIn } from './agent-text.ts';
import { deviceOfFirmware } from './firmware-device.ts';

/** Whether JSON is an inventory as `glpi-agent` writes and sends it. */
export function isGlpiScan(scan: Members): boolean {
  return membersIn(scan.content) !== undefined;
}

/**
 * Reads an inventory in GLPI's format (its members are in lower case). A partial one leaves out whole sections, and says
 * nothing about what they would hold.
 */
export function readGlpiScan(scan: Members, row: number): SeenComputer {
  const content = membersIn(scan.content) ?? {};
  const hardware = membersIn(content.hardware);
  const bios = membersIn(content.bios);
  const faults: SeenFault[] = [];
  const itemType = textIn(scan, 'itemtype');
  if (itemType !== undefined && itemType !== 'Computer') faults.push(notAComputer(itemType));
  const machine = textIn(hardware, 'vmsystem');
  if (machine !== undefined && machine !== 'Physical') faults.push(virtual(machine));
  const logged = textIn(membersIn(content.accesslog), 'logdate');
  return {
    row,
    agency: { code: null, name: null },
    device: deviceOfFirmware(bios, textIn(hardware, 'chassis_type') ?? textIn(bios, 'type')),
    columns: PLACES,
    software: softwareIn(content),
    covers: [...(Array.isArray(content.softwares) ? PROGRAMS : []), ...(systemIn(content) ? SYSTEM : [])],
    oemRights: [],
    seenOn: (logged !== undefined && dayIn(logged)) || null,
    faults,
    remarks: [],
  };
}

/** What a list of programs tells all of; the system itself stands in a section of its own. */
export const PROGRAMS: readonly SoftwareCategory[] = ['office', 'antivirus-client', 'antivirus-server', 'other'];
export const SYSTEM: readonly SoftwareCategory[] = ['operating-system'];

/** Where in a scan each field stands. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['serial', 'content.bios.ssn'],
  ['mainboardSerial', 'content.bios.msn'],
  ['assetNumber', 'content.bios.assettag'],
  ['brand', 'content.bios.smanufacturer'],
  ['model', 'content.bios.smodel'],
  ['category', 'content.hardware.chassis_type'],
]);

/** Updates and drivers are parts of a system, and not software that anybody licenses by itself. */
const NO_PRODUCTS = new Set(['update', 'hotfix', 'security_update', 'system_component']);

function softwareIn(content: Members): readonly SeenSoftware[] | null {
  const system = systemIn(content);
  const isListed = Array.isArray(content.softwares);
  if (!isListed && !system) return null;
  const listed = listIn(content.softwares).flatMap((software) => {
    const name = textIn(software, 'name');
    if (name === undefined || NO_PRODUCTS.has(textIn(software, 'system_category') ?? '')) return [];
    return [{ name, edition: null, version: textIn(software, 'version') ?? null, category: null }];
  });
  return [...(system ? [system] : []), ...listed];
}

/**
 * `full_name` names the edition as well, as Microsoft Windows 11 Pro; the kernel's version is not the product's. The agent of
 * OCS Inventory has no section for it and names it beside the hardware.
 */
function systemIn(content: Members): SeenSoftware | undefined {
  const [system, hardware] = [membersIn(content.operatingsystem), membersIn(content.hardware)];
  const name = textIn(system, 'full_name') ?? textIn(system, 'name') ?? textIn(hardware, 'osname');
  if (name === undefined) return undefined;
  const version = (system ? textIn(system, 'version') : textIn(hardware, 'osversion')) ?? null;
  return { name, edition: null, version, category: 'operating-system' };
}

function notAComputer(itemType: string): SeenFault {
  return { column: 'itemtype', text: text(`不是计算机（${itemType}）。`, `The scan is of no computer (${itemType}).`) };
}

export function virtual(machine: string): SeenFault {
  return {
    column: 'content.hardware.vmsystem',
    text: text(`虚拟机（${machine}）不登记为设备。`, `A virtual machine (${machine}) is no device of the register.`),
  };
}

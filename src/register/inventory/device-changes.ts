import { foldedNumber, type Text, text } from '../../kernel/index.ts';
import type { Device } from '../devices/device.ts';
import type { SeenDevice, SeenFault } from './seen.ts';

export interface DeviceChange {
  readonly field: keyof SeenDevice;
  readonly before: string | null;
  readonly after: string;
}

/** What a file says otherwise of a device that is there. */
export interface DeviceChanges {
  readonly after: Device;
  readonly changes: readonly DeviceChange[];
  /** What it says, and an import does not change. */
  readonly remarks: readonly SeenFault[];
}

/** People and departments come and go: the newest word holds. */
const FOLLOWED = ['department', 'usedBy'] as const;
/** What a device is does not change: an import only fills in what nobody has said yet. */
const FILLED = ['serial', 'mainboardSerial', 'assetNumber', 'brand', 'model'] as const;
/** Rules judge by these, so they change by a dated event with a reason. */
const BY_EVENT = ['category', 'state', 'acquiredOn'] as const;

export function deviceChanges(before: Device, seen: SeenDevice, columns: ReadonlyMap<string, string>): DeviceChanges {
  const changes: DeviceChange[] = [];
  const remarks: SeenFault[] = [];
  for (const field of FOLLOWED) {
    const after = seen[field];
    if (after && after !== before[field]) changes.push({ field, before: before[field], after });
  }
  for (const field of FILLED) {
    const after = seen[field];
    if (!after || isSame(before[field], after)) continue;
    if (before[field] === null) changes.push({ field, before: null, after });
    else remarks.push({ column: columns.get(field) ?? field, text: differs(before[field], after) });
  }
  for (const field of BY_EVENT) {
    const after = seen[field];
    if (!after || after === before[field]) continue;
    remarks.push({ column: columns.get(field) ?? field, text: byEvent(before[field] ?? '—', after) });
  }
  const changed = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  return { after: { ...before, ...changed }, changes, remarks };
}

/** A number in another width or case is the same one, and so is a brand. */
function isSame(before: string | null, after: string): boolean {
  return before !== null && foldedNumber(before) === foldedNumber(after);
}

function differs(before: string, after: string): Text {
  return text(
    `台账中为“${before}”，未改为“${after}”。`,
    `The register says "${before}"; it was not changed to "${after}".`,
  );
}

function byEvent(before: string, after: string): Text {
  return text(
    `台账中为 ${before}，文件为 ${after}；须通过变更接口注明日期和理由后修改。`,
    `The register says ${before}, the file ${after}. That changes by a dated event with a reason.`,
  );
}

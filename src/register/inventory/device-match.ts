import { foldedNumber, type Text, text } from '../../kernel/index.ts';
import type { ReferenceRecord } from '../../reference/index.ts';
import { assetKeyOf, type Device } from '../devices/device.ts';
import type { SeenDevice } from './seen.ts';

export type MatchedBy = 'serial' | 'mainboardSerial' | 'assetNumber';

/** Devices that have one of the numbers that a piece of a file states, by their folded numbers. */
export interface NumberedDevices {
  readonly bySerial: ReadonlyMap<string, ReferenceRecord<Device>>;
  /** A mainboard that was moved may be in two devices' records. */
  readonly byMainboard: ReadonlyMap<string, readonly ReferenceRecord<Device>[]>;
  /** By `assetKeyOf`. */
  readonly byAsset: ReadonlyMap<string, ReferenceRecord<Device>>;
}

/** Which device of the register a computer is, or why that cannot be told. */
export type DeviceMatch =
  | { readonly device: ReferenceRecord<Device>; readonly by: MatchedBy }
  | { readonly conflict: Text; readonly field: MatchedBy }
  | { readonly device: null };

/**
 * The maker's serial says most, the mainboard's next, the agency's own number last. Two numbers of two devices, or a
 * device that has another serial already, are a conflict that a person has to look at.
 */
export function matchDevice(agencyCode: string, seen: SeenDevice, numbered: NumberedDevices): DeviceMatch {
  const found = candidates(agencyCode, seen, numbered);
  const [first, ...others] = found;
  if (!first) return { device: null };
  const { device, by } = first;
  // Whose it is, and which, is nobody else's business.
  const foreign = found.find((each) => each.device.state.agencyCode !== agencyCode);
  if (foreign) return { conflict: ELSEWHERE, field: foreign.by };
  const other = others.find((each) => each.device.key !== device.key);
  if (other) return { conflict: twoDevices(first, other), field: other.by };
  if (device.state.state === 'retired') return { conflict: retired(device.key), field: by };
  const { serial } = device.state;
  if (seen.serial && serial !== null && foldedNumber(serial) !== foldedNumber(seen.serial))
    return { conflict: otherSerial(first, serial), field: 'serial' };
  return { device, by };
}

interface Candidate {
  readonly device: ReferenceRecord<Device>;
  readonly by: MatchedBy;
}

function candidates(agencyCode: string, seen: SeenDevice, numbered: NumberedDevices): readonly Candidate[] {
  const { serial, mainboardSerial, assetNumber = null } = seen;
  const bySerial = serial ? numbered.bySerial.get(foldedNumber(serial)) : undefined;
  const boards = (mainboardSerial && numbered.byMainboard.get(foldedNumber(mainboardSerial))) || [];
  const byAsset = numbered.byAsset.get(assetKeyOf({ agencyCode, assetNumber }) ?? '');
  return [
    ...(bySerial ? [{ device: bySerial, by: 'serial' as const }] : []),
    ...boards.map((device) => ({ device, by: 'mainboardSerial' as const })),
    ...(byAsset ? [{ device: byAsset, by: 'assetNumber' as const }] : []),
  ];
}

const CALLED: Readonly<Record<MatchedBy, Text>> = {
  serial: text('序列号', 'serial'),
  mainboardSerial: text('主板序列号', 'mainboard serial'),
  assetNumber: text('资产编号', 'asset number'),
};

const ELSEWHERE = text('该编号的设备不属于本单位。', 'The device with this number is not of this agency.');

function twoDevices(one: Candidate, other: Candidate): Text {
  const [a, b] = [CALLED[one.by], CALLED[other.by]];
  return text(
    `${a['zh-CN']}属于设备 ${one.device.key}，${b['zh-CN']}属于设备 ${other.device.key}，请核对。`,
    `The ${a.en} is that of ${one.device.key}, the ${b.en} that of ${other.device.key}. See which of them it is.`,
  );
}

function otherSerial({ device, by }: Candidate, serial: string): Text {
  const called = CALLED[by];
  return text(
    `${called['zh-CN']}属于设备 ${device.key}，但其序列号为 ${serial}，请核对。`,
    `The ${called.en} is that of ${device.key}, whose serial is ${serial}. See which of them it is.`,
  );
}

function retired(id: string): Text {
  return text(
    `设备 ${id} 已报废；如仍在使用，请先变更其状态。`,
    `The device ${id} is retired. If it is in use after all, change its state first.`,
  );
}

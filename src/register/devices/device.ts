import { type CivilDate, foldedNumber, text } from '../../kernel/index.ts';
import {
  derived,
  exact,
  optionalInteger,
  optionalText,
  type ReferenceKind,
  type ReferenceRecord,
  read,
  textField,
} from '../../reference/index.ts';

/** A computer that an agency has. */
export interface Device {
  readonly id: string;
  readonly agencyCode: string;
  readonly category: 'desktop' | 'laptop' | 'all-in-one' | 'workstation' | 'server' | 'thin-client' | 'tablet';
  readonly assetNumber: string | null;
  readonly serial: string | null;
  readonly mainboardSerial: string | null;
  readonly brand: string | null;
  readonly model: string | null;
  readonly department: string | null;
  /** A person's name. */
  readonly usedBy: string | null;
  readonly acquiredOn: CivilDate | null;
  readonly state: 'ordered' | 'received' | 'accepted' | 'in-use' | 'idle' | 'retired';
  /** The order that it was accepted under, and the line; null where the gate's own acceptance did not make it. */
  readonly orderId: string | null;
  readonly orderLine: number | null;
  readonly acceptanceId: string | null;
}

export const DEVICE: ReferenceKind<Device> = {
  type: 'device',
  called: text('设备', 'device'),
  table: 'devices',
  key: 'id',
  idPrefix: 'dev',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    category: textField('category'),
    assetNumber: read(exact(optionalText('asset_number'))),
    serial: read(exact(optionalText('serial'))),
    mainboardSerial: read(exact(optionalText('mainboard_serial'))),
    brand: optionalText('brand'),
    model: optionalText('model'),
    department: optionalText('department'),
    usedBy: optionalText('used_by'),
    acquiredOn: optionalText('acquired_on'),
    state: textField('state'),
    // Nobody states these: an acceptance makes them.
    orderId: derived(optionalText('order_id')),
    orderLine: derived(optionalInteger('order_line')),
    acceptanceId: derived(optionalText('acceptance_id')),
  },
  seals: ['/after/usedBy'],
  agency: 'agencyCode',
  identity: { lookUp: ['folded_serial', 'asset_key'], of: identityOf },
  folds: {
    folded_serial: ({ serial }) => serial && foldedNumber(serial),
    folded_mainboard: ({ mainboardSerial }) => mainboardSerial && foldedNumber(mainboardSerial),
    asset_key: (device) => assetKeyOf(device),
  },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    category: { by: 'equal', column: 'category' },
    state: { by: 'equal', column: 'state' },
    assetNumber: { by: 'equal', column: 'asset_number' },
    serial: { by: 'folded', column: 'folded_serial' },
    numbers: {
      by: 'taken',
      numbers: [
        ['serial', 'folded_serial'],
        ['asset_number', 'asset_key'],
      ],
    },
    department: { by: 'equal', column: 'department' },
    orderId: { by: 'equal', column: 'order_id' },
    finding: { by: 'missing-since', column: 'order_id', since: 'acquired_on' },
  },
  listedBy: {
    devices_folded_serial: ['folded_serial'],
    devices_listed_by_asset_number: ['asset_number'],
    devices_listed_by_order: ['order_id'],
    devices_by_agency: ['agency_code', 'category', 'state'],
    devices_listed_by_agency: ['agency_code'],
    devices_listed_by_department: ['department'],
    devices_listed_by_state: ['state'],
    devices_listed_by_category: ['category'],
  },
  derive: (device, { before }) => ({
    ...device,
    orderId: before?.orderId ?? null,
    orderLine: before?.orderLine ?? null,
    acceptanceId: before?.acceptanceId ?? null,
  }),
};

/** Its asset number, or for want of one its serial; with neither, nobody could tell two devices apart. */
function identityOf(device: Device): readonly unknown[] | null {
  const { agencyCode, serial } = device;
  const asset = assetKeyOf(device);
  if (asset !== null) return ['asset', asset];
  return serial === null ? null : [agencyCode, 'serial', foldedNumber(serial)];
}

/** An asset number is the agency's own. */
export function assetKeyOf({ agencyCode, assetNumber }: Pick<Device, 'agencyCode' | 'assetNumber'>): string | null {
  return assetNumber && `${agencyCode}/${foldedNumber(assetNumber)}`;
}

/** A device as it is answered, with the rules that it does not follow. */
export interface JudgedDevice extends Device {
  readonly findings: readonly 'INT-06'[];
}

/** The column in which a completed row says on which day this gate began. */
export const BEGAN_ON = 'began_on';

export function judgedDevice({ state, row }: Pick<ReferenceRecord<Device>, 'state' | 'row'>): JudgedDevice {
  const beganOn = row[BEGAN_ON];
  const { acquiredOn, orderId } = state;
  // Since then whatever is bought goes by an order; what came the same day may have been bought before.
  const isUnordered = typeof beganOn === 'string' && orderId === null && acquiredOn !== null && acquiredOn > beganOn;
  return { ...state, findings: isUnordered ? ['INT-06'] : [] };
}

import { type CivilDate, text } from '../kernel/index.ts';
import { derived, exact, optionalText, type SubjectKind, textField } from '../log/index.ts';

/** A computer that an agency has. */
export interface Device {
  readonly id: string;
  readonly agencyCode: string;
  readonly category: 'desktop' | 'laptop' | 'all-in-one' | 'workstation' | 'server' | 'thin-client' | 'tablet';
  readonly assetNumber: string | null;
  readonly serial: string | null;
  readonly acquiredOn: CivilDate | null;
  readonly state: 'ordered' | 'received' | 'accepted' | 'in-use' | 'idle' | 'retired';
}

export const DEVICE: SubjectKind<Device> = {
  type: 'device',
  called: text('设备', 'device'),
  table: 'devices',
  key: 'id',
  idPrefix: 'dev',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    category: textField('category'),
    assetNumber: exact(optionalText('asset_number')),
    serial: exact(optionalText('serial')),
    acquiredOn: optionalText('acquired_on'),
    state: textField('state'),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'agencyCode', of: identityOf },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    category: { by: 'equal', column: 'category' },
    state: { by: 'equal', column: 'state' },
    assetNumber: { by: 'equal', column: 'asset_number' },
    serial: { by: 'equal', column: 'serial' },
  },
};

/** Its asset number, or for want of one its serial; with neither, nobody could tell two devices apart. */
function identityOf({ agencyCode, assetNumber, serial }: Device): readonly unknown[] | null {
  if (assetNumber !== null) return [agencyCode, 'asset', assetNumber];
  return serial === null ? null : [agencyCode, 'serial', serial];
}

import { type CivilDate, text } from '../../kernel/index.ts';
import { derived, optionalText, type ReferenceKind, textField } from '../../reference/index.ts';
import type { SoftwareCategory } from '../products/product.ts';

/** A copy of software that was seen on a device, whatever right there is to it. An upgrade is an end and a new one. */
export interface Installation {
  readonly id: string;
  readonly agencyCode: string;
  readonly deviceId: string;
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly source: 'acceptance' | 'survey' | 'agent' | 'manual';
  readonly seenFrom: CivilDate;
  readonly seenLast: CivilDate;
  /** The last day on which it was there; null while it is. */
  readonly seenTo: CivilDate | null;
}

export const INSTALLATION: ReferenceKind<Installation> = {
  type: 'installation',
  called: text('软件安装', 'installation'),
  table: 'installations',
  key: 'id',
  idPrefix: 'ins',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    deviceId: textField('device_id'),
    category: textField('category'),
    product: textField('product'),
    edition: optionalText('edition'),
    version: optionalText('version'),
    source: textField('source'),
    seenFrom: textField('seen_from'),
    seenLast: textField('seen_last'),
    seenTo: optionalText('seen_to'),
  },
  agency: 'agencyCode',
  identity: {
    lookUp: 'deviceId',
    of: ({ deviceId, product, edition, version, seenFrom }) => [deviceId, product, edition, version, seenFrom],
  },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    deviceId: { by: 'equal', column: 'device_id' },
    category: { by: 'equal', column: 'category' },
    product: { by: 'equal', column: 'product' },
    source: { by: 'equal', column: 'source' },
    state: { by: 'open', column: 'seen_to' },
  },
  listedBy: {
    installations_listed_by_device: ['device_id'],
    installations_by_agency: ['agency_code', 'category'],
    installations_listed_by_agency: ['agency_code'],
    installations_listed_by_product: ['product'],
    installations_listed_by_category: ['category'],
    installations_listed_by_source: ['source'],
    installations_listed_by_end: ['seen_to'],
  },
};

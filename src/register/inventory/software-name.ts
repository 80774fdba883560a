import { text } from '../../kernel/index.ts';
import { derived, exact, optionalText, type ReferenceKind, textField } from '../../reference/index.ts';
import { nameKey } from '../products/name-key.ts';
import type { SoftwareCategory } from '../products/product.ts';

/**
 * What an agency says that a name on its computers means: a product of the register, or nothing that is counted. It is
 * the agency's own word and holds for its own computers; what holds everywhere is an alias of the product.
 */
export interface SoftwareName {
  readonly id: string;
  readonly agencyCode: string;
  /** As files and scans write it. */
  readonly name: string;
  /** As names are compared. */
  readonly nameKey: string;
  readonly category: SoftwareCategory | null;
  /** A product's name; null: what is called so is left out. */
  readonly product: string | null;
  readonly edition: string | null;
  /** Null: the version is the one that a file or scan says. */
  readonly version: string | null;
}

export const SOFTWARE_NAME: ReferenceKind<SoftwareName> = {
  type: 'software-name',
  called: text('软件名称对照', 'software name'),
  table: 'software_names',
  key: 'id',
  idPrefix: 'swn',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    name: exact(textField('name')),
    nameKey: derived(textField('name_key')),
    category: optionalText('category'),
    product: optionalText('product'),
    edition: optionalText('edition'),
    version: optionalText('version'),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'agencyCode', of: ({ agencyCode, nameKey: key }) => [agencyCode, key] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    product: { by: 'equal', column: 'product' },
    name: { by: 'contains', column: 'name' },
  },
  listedBy: {
    software_names_listed_by_agency: ['agency_code'],
    software_names_listed_by_product: ['product'],
  },
  derive: (stated) => ({ ...stated, nameKey: nameKey(stated.name) }),
};

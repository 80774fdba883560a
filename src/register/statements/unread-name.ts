import { type CivilDate, text } from '../../kernel/index.ts';
import { derived, type ReferenceKind, textField } from '../../reference/index.ts';
import type { SoftwareCategory } from '../products/product.ts';
import type { SoftwareKind } from './register-kinds.ts';

/**
 * A name on the computers of an agency that an import could not read, of a kind that offices report on. What is called so is
 * not in the register, so that its list is not whole, until the agency or a product says what it means.
 */
export interface UnreadName {
  readonly id: string;
  readonly agencyCode: string;
  readonly name: string;
  readonly nameKey: string;
  readonly category: SoftwareCategory;
  readonly kind: SoftwareKind;
  /** When it was on a computer. */
  readonly seenOn: CivilDate;
}

export const UNREAD_NAME: ReferenceKind<UnreadName> = {
  type: 'unread-name',
  called: text('未识别的软件名称', 'unread name'),
  table: 'unread_names',
  key: 'id',
  idPrefix: 'unr',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    name: textField('name'),
    nameKey: textField('name_key'),
    category: textField('category'),
    kind: textField('kind'),
    seenOn: textField('seen_on'),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'agencyCode', of: ({ agencyCode, nameKey, kind }) => [agencyCode, nameKey, kind] },
  filters: {},
};

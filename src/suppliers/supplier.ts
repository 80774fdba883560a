import { text } from '../kernel/index.ts';
import { exact, list, type ReferenceKind, read, textField } from '../reference/index.ts';
import { supplierNameKey } from './supplier-name-key.ts';

/** A supplier that the gate knows. One need not be known to be barred. */
export interface Supplier {
  readonly creditCode: string;
  readonly name: string;
  /** Suppliers that are one with it, by holder or legal person. */
  readonly affiliates: readonly string[];
}

export const SUPPLIER: ReferenceKind<Supplier> = {
  type: 'supplier',
  called: text('供应商', 'supplier'),
  table: 'suppliers',
  key: 'creditCode',
  fields: {
    creditCode: exact(textField('credit_code')),
    name: read(textField('name')),
    affiliates: list('affiliates'),
  },
  agency: null,
  identity: { lookUp: 'creditCode', of: ({ creditCode }) => [creditCode] },
  filters: { name: { by: 'contains', column: 'name' } },
  folds: { name_key: ({ name }) => supplierNameKey(name) },
  isSmall: true,
};

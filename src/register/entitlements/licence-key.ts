import { type Instant, text } from '../../kernel/index.ts';
import { type ReferenceKind, textField } from '../../reference/index.ts';

/** A key of a publisher that an entitlement has. The key itself is in no field and no leaf: only that there is one. */
export interface LicenceKey {
  readonly id: string;
  readonly agencyCode: string;
  readonly entitlementId: string;
  /** The name of the secret that it is sealed with. */
  readonly secret: string;
  /** Proves later which key it was, without telling it. */
  readonly commitment: string;
  readonly at: Instant;
}

export const LICENCE_KEY: ReferenceKind<LicenceKey> = {
  type: 'licence-key',
  called: text('许可证密钥', 'licence key'),
  table: 'licence_keys',
  key: 'id',
  idPrefix: 'lky',
  fields: {
    id: textField('id'),
    agencyCode: textField('agency_code'),
    entitlementId: textField('entitlement_id'),
    secret: textField('secret'),
    commitment: textField('commitment'),
    at: textField('at'),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'entitlementId', of: ({ id }) => [id] },
  filters: { entitlementId: { by: 'equal', column: 'entitlement_id' } },
};

import { type Actor, type Grant, regionsUpwards, text } from '../../kernel/index.ts';
import { derived, flag, list, type ReferenceKind, textField } from '../../reference/index.ts';

/** A procurement platform: it is given the orders of its region that were cleared, and calls back what becomes of them. */
export interface ProcurementPlatform {
  readonly id: string;
  readonly label: string;
  readonly url: string;
  readonly region: string;
  /** The platform's public keys (`whpk_…`); while it changes its key both are here. */
  readonly callbackKeys: readonly string[];
  readonly active: boolean;
}

export const PLATFORM: ReferenceKind<ProcurementPlatform> = {
  type: 'platform',
  called: text('采购平台', 'procurement platform'),
  table: 'platforms',
  key: 'id',
  idPrefix: 'plf',
  fields: {
    id: derived(textField('id')),
    label: textField('label'),
    url: textField('url'),
    region: textField('region'),
    callbackKeys: list('callback_keys'),
    active: flag('is_active', true),
  },
  agency: null,
  identity: { lookUp: 'id', of: () => null },
  filters: {},
  isSmall: true,
};

/** Of orders it is told when they are cleared, and when that ends. */
export const PLATFORM_TYPES = ['order.decided', 'order.withdrawn', 'order.expired', 'order.terminated'] as const;

export function grantOfPlatform({ region }: Pick<ProcurementPlatform, 'region'>): Grant {
  return { region };
}

/** In whose name the gate does what a platform has called back. */
export function actorOfPlatform({ id, region }: Pick<ProcurementPlatform, 'id' | 'region'>): Actor {
  return { keyId: id, personId: null, role: 'platform', grant: { region }, scopes: [] };
}

/** A platform's own key sees the platform of its region; the others, all. */
export function mayRead({ role, grant }: Actor, { region }: Pick<ProcurementPlatform, 'region'>): boolean {
  return role !== 'platform' || ('region' in grant && regionsUpwards(region).includes(grant.region));
}

import type { ReferenceName } from '../../gate/reference-kinds.ts';
import type { InventoryKind } from '../../register/inventory/inventory-routes.ts';

export type KindName = ReferenceName | InventoryKind | 'scans';

/**
 * The kinds by name alone: what they are brings half of the program along, which neither the help nor a gate elsewhere needs.
 * The compiler compares them with what there is.
 */
const REFERENCE: Readonly<Record<ReferenceName, true>> = {
  agencies: true,
  'responsible-persons': true,
  'budget-lines': true,
  'plan-filings': true,
  suppliers: true,
  debarments: true,
  products: true,
  entitlements: true,
  devices: true,
  installations: true,
  'software-names': true,
};

const INVENTORY: Readonly<Record<InventoryKind, true>> = {
  'detail-ledger': true,
  'maintenance-ledger': true,
  'summary-ledger': true,
  'snipe-assets': true,
  licences: true,
};

export const KIND_NAMES: readonly string[] = [...Object.keys(REFERENCE), ...Object.keys(INVENTORY), 'scans'];

export function isInventoryKind(kind: string): kind is InventoryKind {
  return Object.hasOwn(INVENTORY, kind);
}

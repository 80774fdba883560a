import { nameReader } from '../facts/index.ts';
import { dayOf } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { InventoryDeps } from '../register/inventory/inventory-import-routes.ts';
import { countSoftwareInUse } from '../reports/software/ledgers/list-software-summary.ts';
import { findKnownProducts, findProductWords } from '../rules/index.ts';

/** What existing inventory is compared with beyond the register: the reports' figures, and products that the policy knows. */
export function inventoryKnowledge({
  clock,
}: Pick<GovernedDeps, 'clock'>): Pick<InventoryDeps, 'countInUse' | 'listKnownProducts' | 'findNameReader'> {
  return {
    countInUse: countSoftwareInUse,
    listKnownProducts: (tx) => {
      const at = clock();
      return findKnownProducts(tx, { at, on: dayOf(at) });
    },
    findNameReader: async (tx) => {
      const at = clock();
      const on = dayOf(at);
      return nameReader({ words: await findProductWords(tx, { at, on }), on });
    },
  };
}

import { dayOf, NATIONAL_REGION } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { InventoryDeps } from '../register/inventory/inventory-import-routes.ts';
import { countSoftwareInUse } from '../reports/software/ledgers/list-software-summary.ts';
import { findRuleSetInForce, policyFor } from '../rules/index.ts';

/** What existing inventory is compared with beyond the register: the reports' figures, and products that the policy knows. */
export function inventoryKnowledge({
  clock,
}: Pick<GovernedDeps, 'clock'>): Pick<InventoryDeps, 'countInUse' | 'listKnownProducts'> {
  return {
    countInUse: countSoftwareInUse,
    listKnownProducts: async (tx) => {
      const at = clock();
      const ruleSet = await findRuleSetInForce(tx, at);
      const policy = ruleSet && policyFor(ruleSet, { region: NATIONAL_REGION, level: '', on: dayOf(at) });
      return policy?.knownProducts ?? [];
    },
  };
}

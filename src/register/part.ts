import type { Database, Job } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import { importableKind, referenceProjection } from '../reference/index.ts';
import { DEVICES } from './devices/record-devices.ts';
import { INSTALLATIONS } from './devices/record-installations.ts';
import type { KeyVault } from './entitlements/key-vault.ts';
import { ENTITLEMENTS } from './entitlements/record-entitlements.ts';
import type { CarriedEvidence } from './evidence/carry-evidence-job.ts';
import type { EvidenceFolder } from './evidence/evidence-folder.ts';
import type { InventoryDeps } from './inventory/inventory-import-routes.ts';
import { SOFTWARE_NAMES } from './inventory/record-software-names.ts';
import type { KnownProducts } from './products/find-editions-above.ts';
import { PRODUCTS } from './products/record-products.ts';

export interface RegisterDeps extends InventoryDeps {
  readonly db: Database;
  readonly folder: EvidenceFolder;
  /** What seals the keys of publishers; the secrets of webhooks have a vault of their own. */
  readonly licenceKeyVault: KeyVault;
  /** What the rules know; the register stands beside them and does not read them. */
  readonly knownProducts: KnownProducts;
}

export const part = {
  kinds: {
    products: importableKind(PRODUCTS, 'ProductCreation'),
    entitlements: importableKind(ENTITLEMENTS, 'EntitlementCreation'),
    devices: importableKind(DEVICES, 'DeviceCreation'),
    installations: importableKind(INSTALLATIONS, 'InstallationCreation'),
    'software-names': importableKind(SOFTWARE_NAMES, 'SoftwareNameCreation'),
  },
  projections: async () => [
    (await import('./products/product-names-projection.ts')).productNameProjection,
    (await import('./evidence/evidence-pieces-projection.ts')).evidencePiecesProjection(),
    referenceProjection((await import('./statements/register-statement.ts')).REGISTER_STATEMENT),
    referenceProjection((await import('./statements/unread-name.ts')).UNREAD_NAME),
  ],
  jobs: async (deps: CarriedEvidence): Promise<readonly Job[]> => [
    (await import('./evidence/carry-evidence-job.ts')).carryEvidenceJob(deps),
  ],
  erasable: async () => [(await import('./devices/erase-device-users.ts')).ERASABLE_DEVICE_USERS],
  handlers: async (deps: RegisterDeps): Promise<readonly Handlers[]> => {
    const { registerRoutes } = await import('./register-routes.ts');
    const { inventoryRoutes } = await import('./inventory/inventory-routes.ts');
    return [
      registerRoutes(deps.db, { ...deps, vault: deps.licenceKeyVault }),
      inventoryRoutes(deps.db, deps),
      (await import('./statements/statements-routes.ts')).statementsRoutes(deps.db, deps),
    ];
  },
  reads: async (deps: Pick<RegisterDeps, 'db' | 'clock'>): Promise<readonly Handlers[]> => [
    (await import('./register-routes.ts')).registerReads(deps.db),
    (await import('./undertakings/undertakings-routes.ts')).undertakingsRoutes(deps),
  ],
  acts: async (deps: RegisterDeps) => [(await import('./register-routes.ts')).registerActs(deps)],
};

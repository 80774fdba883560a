import type { Database } from '../db/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { importableKind } from '../reference/index.ts';
import { DEBARMENTS } from './record-debarments.ts';
import { SUPPLIER } from './supplier.ts';

export type SuppliersDeps = GovernedDeps & { readonly db: Database };

export const part = {
  kinds: {
    suppliers: importableKind(SUPPLIER, 'SupplierCreation'),
    debarments: importableKind(DEBARMENTS, 'DebarmentCreation'),
  },
  handlers: async (deps: SuppliersDeps) => [(await import('./suppliers-routes.ts')).suppliersRoutes(deps.db, deps)],
  acts: async (deps: SuppliersDeps) => [(await import('./suppliers-routes.ts')).suppliersActs(deps)],
};

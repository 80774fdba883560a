import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import { referenceRoutes } from '../http/reference-routes.ts';
import type { GovernedDeps } from '../log/index.ts';
import { DEBARMENTS } from './record-debarments.ts';
import { SUPPLIER } from './supplier.ts';

/** Suppliers and their debarments. */
export function suppliersRoutes(db: Database, deps: GovernedDeps): Handlers {
  const suppliers = referenceRoutes(db, deps, {
    kind: SUPPLIER,
    path: '/v1/suppliers',
    creation: 'SupplierCreation',
    answer: ({ state }) => state,
  });
  const debarments = referenceRoutes(db, deps, {
    kind: DEBARMENTS,
    path: '/v1/debarments',
    creation: 'DebarmentCreation',
    answer: ({ state }) => state,
  });

  return {
    createSupplier: suppliers.create,
    listSuppliers: suppliers.list,
    getSupplier: suppliers.get,
    describeSupplier: suppliers.describe,
    changeSupplier: suppliers.change,
    importSuppliers: suppliers.import,
    createDebarment: debarments.create,
    listDebarments: debarments.list,
    getDebarment: debarments.get,
    describeDebarment: debarments.describe,
    changeDebarment: debarments.change,
    importDebarments: debarments.import,
  };
}

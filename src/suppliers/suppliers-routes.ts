import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps } from '../log/index.ts';
import { type ReferenceContract, referenceActs, referenceRoutes } from '../reference/index.ts';
import type { Debarment } from './debarment.ts';
import { DEBARMENTS } from './record-debarments.ts';
import { SUPPLIER, type Supplier } from './supplier.ts';

const SUPPLIERS: ReferenceContract<Supplier, Supplier> = {
  kind: SUPPLIER,
  path: '/v1/suppliers',
  creation: 'SupplierCreation',
  answer: ({ state }) => state,
};

const DEBARRED: ReferenceContract<Debarment, Debarment> = {
  kind: DEBARMENTS,
  path: '/v1/debarments',
  creation: 'DebarmentCreation',
  answer: ({ state }) => state,
};

/** Suppliers and their debarments, as they stand. */
export function suppliersRoutes(db: Database, deps: GovernedDeps): Handlers {
  const suppliers = referenceRoutes(db, deps, SUPPLIERS);
  const debarments = referenceRoutes(db, deps, DEBARRED);

  return {
    listSuppliers: suppliers.list,
    getSupplier: suppliers.get,
    listDebarments: debarments.list,
    getDebarment: debarments.get,
  };
}

/** Whatever changes them takes two people. */
export function suppliersActs(deps: GovernedDeps): SignedActs {
  const suppliers = referenceActs(deps, SUPPLIERS, { reach: 'gate' });
  const debarments = referenceActs(deps, DEBARRED, { reach: 'gate' });

  return {
    createSupplier: suppliers.create,
    describeSupplier: suppliers.describe,
    changeSupplier: suppliers.change,
    importSuppliers: suppliers.import,
    createDebarment: debarments.create,
    describeDebarment: debarments.describe,
    changeDebarment: debarments.change,
    importDebarments: debarments.import,
  };
}

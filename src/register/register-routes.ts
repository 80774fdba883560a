import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import { referenceRoutes } from '../http/reference-routes.ts';
import type { GovernedDeps } from '../log/index.ts';
import { countedEntitlement } from './entitlement.ts';
import { DEVICES } from './record-devices.ts';
import { ENTITLEMENTS } from './record-entitlements.ts';
import { PRODUCTS } from './record-products.ts';

/** The software asset register: products, entitlements, devices. */
export function registerRoutes(db: Database, deps: GovernedDeps): Handlers {
  const products = referenceRoutes(db, deps, {
    kind: PRODUCTS,
    path: '/v1/products',
    creation: 'ProductCreation',
    answer: ({ state }) => state,
  });
  const entitlements = referenceRoutes(db, deps, {
    kind: ENTITLEMENTS,
    path: '/v1/entitlements',
    creation: 'EntitlementCreation',
    answer: countedEntitlement,
  });
  const devices = referenceRoutes(db, deps, {
    kind: DEVICES,
    path: '/v1/devices',
    creation: 'DeviceCreation',
    answer: ({ state }) => state,
  });

  return {
    createProduct: products.create,
    listProducts: products.list,
    getProduct: products.get,
    describeProduct: products.describe,
    changeProduct: products.change,
    importProducts: products.import,
    createEntitlement: entitlements.create,
    listEntitlements: entitlements.list,
    getEntitlement: entitlements.get,
    describeEntitlement: entitlements.describe,
    changeEntitlement: entitlements.change,
    importEntitlements: entitlements.import,
    createDevice: devices.create,
    listDevices: devices.list,
    getDevice: devices.get,
    describeDevice: devices.describe,
    changeDevice: devices.change,
    importDevices: devices.import,
  };
}

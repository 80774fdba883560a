import type { SignedActs } from '../access/index.ts';
import { type Database, inSnapshot } from '../db/index.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../http/paging.ts';
import type { GovernedDeps } from '../log/index.ts';
import { type ReferenceContract, referenceActs, referenceReads, referenceRoutes } from '../reference/index.ts';
import { ALLOCATION_LIST, type AllocationsParts, allocationsRoutes } from './devices/allocations-routes.ts';
import { judgedDevice } from './devices/device.ts';
import type { Installation } from './devices/installation.ts';
import { DEVICES } from './devices/record-devices.ts';
import { INSTALLATIONS } from './devices/record-installations.ts';
import { countedEntitlement } from './entitlements/entitlement.ts';
import { type LicenceKeyParts, licenceKeysRoutes } from './entitlements/licence-keys-routes.ts';
import { ENTITLEMENTS } from './entitlements/record-entitlements.ts';
import { type EvidenceParts, evidenceRoutes } from './evidence/evidence-routes.ts';
import { listPublishers } from './products/list-publishers.ts';
import type { Product } from './products/product.ts';
import { PRODUCTS } from './products/record-products.ts';

const PRODUCT_LIST: ReferenceContract<Product, Product> = {
  kind: PRODUCTS,
  path: '/v1/products',
  creation: 'ProductCreation',
  answer: ({ state }) => state,
};

const ENTITLEMENT_LIST = {
  kind: ENTITLEMENTS,
  path: '/v1/entitlements',
  creation: 'EntitlementCreation',
  answer: countedEntitlement,
};

const DEVICE_LIST = {
  kind: DEVICES,
  path: '/v1/devices',
  creation: 'DeviceCreation',
  answer: judgedDevice,
};

const INSTALLATION_LIST: ReferenceContract<Installation, Installation> = {
  kind: INSTALLATIONS,
  path: '/v1/installations',
  creation: 'InstallationCreation',
  answer: ({ state }) => state,
};

/** What products there are is judged by everywhere, so it takes two people to change it. */
export function registerActs(deps: GovernedDeps): SignedActs {
  const products = referenceActs(deps, PRODUCT_LIST, { reach: 'gate' });
  return {
    createProduct: products.create,
    describeProduct: products.describe,
    changeProduct: products.change,
    importProducts: products.import,
  };
}

export type RegisterParts = EvidenceParts & LicenceKeyParts & AllocationsParts;

/** The software asset register: products, entitlements, devices. */
export function registerRoutes(db: Database, { folder, vault, knownProducts, ...deps }: RegisterParts): Handlers {
  const products = referenceRoutes(db, deps, PRODUCT_LIST);
  const entitlements = referenceRoutes(db, deps, ENTITLEMENT_LIST);
  const devices = referenceRoutes(db, deps, DEVICE_LIST);
  const installations = referenceRoutes(db, deps, INSTALLATION_LIST);

  const publishers: Handler<'listPublishers'> = async (req, res) => {
    const limit = limitOf(req.query);
    const page = { after: textCursorOf(req.query) ?? '', limit: limit + 1 };
    const found = await inSnapshot(db, (tx) => listPublishers(tx, page));
    res.status(200).json(pageOf(found, limit, ({ name }) => [name]));
  };

  return {
    listPublishers: publishers,
    ...allocationsRoutes(db, { ...deps, knownProducts }),
    ...evidenceRoutes(db, { ...deps, folder }),
    ...licenceKeysRoutes(db, { ...deps, vault }),
    listProducts: products.list,
    getProduct: products.get,
    createEntitlement: entitlements.create,
    getEntitlement: entitlements.get,
    describeEntitlement: entitlements.describe,
    changeEntitlement: entitlements.change,
    importEntitlements: entitlements.import,
    createDevice: devices.create,
    getDevice: devices.get,
    describeDevice: devices.describe,
    changeDevice: devices.change,
    importDevices: devices.import,
    createInstallation: installations.create,
    getInstallation: installations.get,
    changeInstallation: installations.change,
    importInstallations: installations.import,
  };
}

/** The long lists, which a reader can page through as well. */
export function registerReads(db: Database): Handlers {
  return {
    listAllocations: referenceReads(db, ALLOCATION_LIST).list,
    listDevices: referenceReads(db, DEVICE_LIST).list,
    listEntitlements: referenceReads(db, ENTITLEMENT_LIST).list,
    listInstallations: referenceReads(db, INSTALLATION_LIST).list,
  };
}

import { createRoute } from '@tanstack/react-router';
import { createElement } from 'react';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import type { AnyKind } from './record.ts';

/** What an address may ask of some list of records; each list takes those that it is described with. */
const FILTERS = [
  'after',
  'agencyCode',
  'region',
  'name',
  'search',
  'state',
  'kind',
  'level',
  'parentCode',
  'category',
  'supplier',
  'source',
  'on',
  'osFamily',
  'product',
  'channel',
  'standing',
  'orderId',
  'boundDevice',
  'serial',
  'assetNumber',
  'department',
  'finding',
  'deviceId',
  'entitlementId',
  'fiscalYear',
  'severity',
  'groupBy',
  'subject',
  'type',
  'person',
  'since',
  'until',
] as const;
type RecordSearch = { readonly [name in (typeof FILTERS)[number]]?: string | undefined };

/** The file of a kind. */
type Fetch = () => Promise<{ readonly kind: AnyKind }>;

/** A screen of a kind: its description and the frame of all kinds are fetched when somebody goes there. */
function screenOf(fetch: Fetch, name: 'RecordList' | 'RecordPage') {
  return lazyScreen(async () => {
    const [{ kind }, frame] = await Promise.all([fetch(), import('./record-screens.ts')]);
    return { screen: () => createElement(frame[name], { kind }) };
  }, 'screen');
}

function listRoute<const Path extends string>(path: Path, fetch: Fetch) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    validateSearch: (raw): RecordSearch => searchOf(raw, FILTERS),
    component: screenOf(fetch, 'RecordList'),
  });
}

function pageRoute<const Path extends string>(path: Path, fetch: Fetch) {
  return createRoute({ getParentRoute: () => rootRoute, path, component: screenOf(fetch, 'RecordPage') });
}

/** A form of an act: of a record that is not there yet, its id is `-`. */
function actRoute<const Path extends string>(path: Path, fetch: Fetch) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyScreen(async () => {
      const [{ kind }, { RecordAct }] = await Promise.all([fetch(), import('./act/record-act.tsx')]);
      return { screen: () => createElement(RecordAct, { kind }) };
    }, 'screen'),
  });
}

const suppliers: Fetch = () => import('./kinds/suppliers.ts');
const debarments: Fetch = () => import('./kinds/debarments.ts');
const products: Fetch = () => import('./kinds/products.ts');
const softwareNames: Fetch = () => import('./kinds/software-names.ts');
const devices: Fetch = () => import('./kinds/devices.ts');
const entitlements: Fetch = () => import('./kinds/entitlements.ts');
const installations: Fetch = () => import('./kinds/installations.ts');
const allocations: Fetch = () => import('./kinds/allocations.ts');
const agencies: Fetch = () => import('./kinds/agencies.ts');
const planFilings: Fetch = () => import('./kinds/plan-filings.ts');
const alerts: Fetch = () => import('./kinds/alerts.ts');
const alertDigests: Fetch = () => import('./kinds/alert-digests.ts');
const positions: Fetch = () => import('./kinds/licence-positions.ts');
const shortfalls: Fetch = () => import('./kinds/licence-shortfalls.ts');

const checkpoints: Fetch = () => import('./kinds/checkpoints.ts');
const log: Fetch = () => import('./kinds/log.ts');

export const recordRoutes = [
  listRoute('/log', log),
  listRoute('/checkpoints', checkpoints),
  listRoute('/suppliers', suppliers),
  pageRoute('/suppliers/$id', suppliers),
  actRoute('/suppliers/$id/$act', suppliers),
  listRoute('/debarments', debarments),
  pageRoute('/debarments/$id', debarments),
  actRoute('/debarments/$id/$act', debarments),
  listRoute('/products', products),
  pageRoute('/products/$id', products),
  actRoute('/products/$id/$act', products),
  listRoute('/software-names', softwareNames),
  pageRoute('/software-names/$id', softwareNames),
  actRoute('/software-names/$id/$act', softwareNames),
  listRoute('/devices', devices),
  pageRoute('/devices/$id', devices),
  actRoute('/devices/$id/$act', devices),
  listRoute('/entitlements', entitlements),
  pageRoute('/entitlements/$id', entitlements),
  actRoute('/entitlements/$id/$act', entitlements),
  listRoute('/installations', installations),
  pageRoute('/installations/$id', installations),
  actRoute('/installations/$id/$act', installations),
  listRoute('/allocations', allocations),
  pageRoute('/allocations/$id', allocations),
  listRoute('/agencies', agencies),
  pageRoute('/agencies/$id', agencies),
  actRoute('/agencies/$id/$act', agencies),
  listRoute('/plan-filings', planFilings),
  pageRoute('/plan-filings/$id', planFilings),
  actRoute('/plan-filings/$id/$act', planFilings),
  listRoute('/alerts', alerts),
  listRoute('/alert-digests', alertDigests),
  listRoute('/licence-positions', positions),
  listRoute('/licence-shortfalls', shortfalls),
] as const;

import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import { FINDING_FILTERS, type FindingsSearch } from './findings/findings-search.ts';

/** What a new finding is about, where it is begun from an order. */
const SUBJECT = ['agencyCode', 'order', 'rule'] as const;
type SubjectSearch = { readonly [name in (typeof SUBJECT)[number]]?: string | undefined };

const findingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit-findings',
  validateSearch: (raw): FindingsSearch => searchOf(raw, FINDING_FILTERS),
  component: lazyScreen(() => import('./findings/findings-screen.tsx'), 'FindingsScreen'),
});

const newFindingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit-findings/new',
  validateSearch: (raw): SubjectSearch => searchOf(raw, SUBJECT),
  component: lazyScreen(() => import('./findings/new-finding-screen.tsx'), 'NewFindingScreen'),
});

const findingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit-findings/$id',
  component: lazyScreen(() => import('./findings/finding-screen.tsx'), 'FindingScreen'),
});

export const auditRoutes = [findingsRoute, newFindingRoute, findingRoute] as const;

/** What an audit has of an order, on the order's page. */
export const OrderAudit = lazyPart(async () => (await import('./order-audit.tsx')).OrderAudit);

import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute, searchOf } from '../ui/root-route.ts';

const ROSTER_FILTERS = ['region', 'vacant', 'on', 'after'] as const;
export type RosterSearch = { readonly [name in (typeof ROSTER_FILTERS)[number]]?: string | undefined };

const rosterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster',
  validateSearch: (raw): RosterSearch => searchOf(raw, ROSTER_FILTERS),
  component: lazyScreen(() => import('./roster-screen.tsx'), 'RosterScreen'),
});

const agencyRosterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster/$code',
  component: lazyScreen(() => import('./agency-roster-screen.tsx'), 'AgencyRosterScreen'),
});

export const officeRoutes = [rosterRoute, agencyRosterRoute] as const;

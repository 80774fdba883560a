import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

const ROSTER_FILTERS = ['region', 'agencyCode', 'vacant', 'vacantSeat', 'on', 'after'] as const;
export type RosterSearch = { readonly [name in (typeof ROSTER_FILTERS)[number]]?: string | undefined };

const rosterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster',
  validateSearch: (raw): RosterSearch => searchOf(raw, ROSTER_FILTERS),
  component: lazyScreen(() => import('./roster-screen.tsx'), 'RosterScreen'),
});

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster/import',
  component: lazyScreen(() => import('./import-roster-screen.tsx'), 'ImportRosterScreen'),
});

/** The duty that somebody is entered for: its form is open when the page comes. */
export interface AgencyRosterSearch {
  readonly enter?: string | undefined;
}

const agencyRosterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster/$code',
  validateSearch: (raw): AgencyRosterSearch => searchOf(raw, ['enter']),
  component: lazyScreen(() => import('./agency-roster-screen.tsx'), 'AgencyRosterScreen'),
});

export const officeRoutes = [rosterRoute, importRoute, agencyRosterRoute] as const;

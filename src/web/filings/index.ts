import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

/** Of what is owed only what stands so. */
export interface OwnFilingsSearch {
  readonly state?: string | undefined;
}

const ownFilingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/filings',
  validateSearch: (raw): OwnFilingsSearch => searchOf(raw, ['state']),
  component: lazyScreen(() => import('./own-filings-screen.tsx'), 'OwnFilingsScreen'),
});

/** Whose filing it is; absent where somebody reaches one agency only. */
export interface OwnFilingSearch {
  readonly reporter?: string | undefined;
}

const ownFilingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/filings/$campaign',
  validateSearch: (raw): OwnFilingSearch => searchOf(raw, ['reporter']),
  component: lazyScreen(() => import('./own-filing-screen.tsx'), 'OwnFilingScreen'),
});

const paperFilingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$id/paper',
  validateSearch: (raw): OwnFilingSearch => searchOf(raw, ['reporter']),
  component: lazyScreen(() => import('./paper/paper-filing-screen.tsx'), 'PaperFilingScreen'),
});

export const filingRoutes = [ownFilingsRoute, ownFilingRoute, paperFilingRoute] as const;

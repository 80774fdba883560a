import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyScreen(() => import('./home-screen.tsx'), 'HomeScreen'),
});

const OWED_FILTERS = ['kind', 'after'] as const;
export type OwedSearch = { readonly [name in (typeof OWED_FILTERS)[number]]?: string | undefined };

const owedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/owed',
  validateSearch: (raw): OwedSearch => searchOf(raw, OWED_FILTERS),
  component: lazyScreen(() => import('./owed-screen.tsx'), 'OwedScreen'),
});

export const homeRoutes = [homeRoute, owedRoute] as const;

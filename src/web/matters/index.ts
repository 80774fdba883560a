import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import { MATTER_FILTERS, type MattersSearch } from './matters-search.ts';

const mattersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/matters',
  validateSearch: (raw): MattersSearch => searchOf(raw, MATTER_FILTERS),
  component: lazyScreen(() => import('./matters-screen.tsx'), 'MattersScreen'),
});

const newMatterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/matters/new',
  component: lazyScreen(() => import('./new-matter-screen.tsx'), 'NewMatterScreen'),
});

const matterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/matters/$id',
  component: lazyScreen(() => import('./matter-screen.tsx'), 'MatterScreen'),
});

export const matterRoutes = [mattersRoute, newMatterRoute, matterRoute] as const;

import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';

const newAccountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts/new',
  component: lazyScreen(() => import('./new-accounts-screen.tsx'), 'NewAccountsScreen'),
});

export const accountRoutes = [newAccountsRoute] as const;

import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  component: lazyScreen(() => import('./account-screen.tsx'), 'AccountScreen'),
});

export const accessRoutes = [accountRoute] as const;

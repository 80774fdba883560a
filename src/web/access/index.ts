import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../ui/root-route.ts';

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('./account-screen.tsx'), 'AccountScreen'),
});

export const accessRoutes = [accountRoute] as const;

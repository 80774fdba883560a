import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute, searchOf } from '../ui/root-route.ts';
import { ORDER_FILTERS, type OrderSearch } from './order-search.ts';

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  validateSearch: (raw): OrderSearch => searchOf(raw, ORDER_FILTERS),
  component: lazyRouteComponent(() => import('./orders-screen.tsx'), 'OrdersScreen'),
});

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./order-screen.tsx'), 'OrderScreen'),
});

export const orderRoutes = [ordersRoute, orderRoute] as const;

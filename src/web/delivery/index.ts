import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

const acceptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/accept',
  component: lazyScreen(() => import('./accept/accept-screen.tsx'), 'AcceptScreen'),
});

const returnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/return',
  component: lazyScreen(() => import('./give-back/return-screen.tsx'), 'ReturnScreen'),
});

const payRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/pay',
  component: lazyScreen(() => import('./pay/pay-screen.tsx'), 'PayScreen'),
});

const acceptanceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/acceptances/$acceptance',
  component: lazyScreen(() => import('./records/acceptance-screen.tsx'), 'AcceptanceScreen'),
});

const paymentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/payments/$id',
  component: lazyScreen(() => import('./records/payment-screen.tsx'), 'PaymentScreen'),
});

const creditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/payments/$id/credit',
  component: lazyScreen(() => import('./credit/credit-screen.tsx'), 'CreditScreen'),
});

const DELIVERY_FILTERS = ['tab', 'after', 'state', 'agencyCode'] as const;
export type DeliverySearch = { readonly [name in (typeof DELIVERY_FILTERS)[number]]?: string | undefined };

const deliveriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/deliveries',
  validateSearch: (raw): DeliverySearch => searchOf(raw, DELIVERY_FILTERS),
  component: lazyScreen(() => import('./records/deliveries-screen.tsx'), 'DeliveriesScreen'),
});

export const deliveryRoutes = [
  acceptRoute,
  returnRoute,
  payRoute,
  acceptanceRoute,
  paymentRoute,
  creditRoute,
  deliveriesRoute,
] as const;

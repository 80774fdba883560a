import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import { ORDER_FILTERS, type OrderSearch } from './order-search.ts';

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  validateSearch: (raw): OrderSearch => searchOf(raw, ORDER_FILTERS),
  component: lazyScreen(() => import('./orders-screen.tsx'), 'OrdersScreen'),
});

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id',
  component: lazyScreen(() => import('./order-screen.tsx'), 'OrderScreen'),
});

/** The draft that is opened again. */
interface DraftSearch {
  readonly draft?: string;
}

/** A draft that is opened again, or the order that has come of what was typed. */
interface NewOrderSearch extends DraftSearch {
  readonly decided?: string;
}

/** Which drafts are listed, as the gate is asked for them. */
interface DraftsSearch {
  readonly asked?: string;
  readonly author?: string;
  readonly opinion?: string;
  readonly after?: string;
}

const newOrderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/new',
  validateSearch: (raw): NewOrderSearch => searchOf(raw, ['draft', 'decided']),
  component: lazyScreen(() => import('./workspace/new-order-screen.tsx'), 'NewOrderScreen'),
});

const amendOrderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/amend',
  validateSearch: (raw): DraftSearch => searchOf(raw, ['draft']),
  component: lazyScreen(() => import('./workspace/amend-order-screen.tsx'), 'AmendOrderScreen'),
});

const draftsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drafts',
  validateSearch: (raw): DraftsSearch => searchOf(raw, ['asked', 'author', 'opinion', 'after']),
  component: lazyScreen(() => import('./drafts/drafts-screen.tsx'), 'DraftsScreen'),
});

const draftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drafts/$id',
  component: lazyScreen(() => import('./drafts/draft-screen.tsx'), 'DraftScreen'),
});

const contractRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/contract',
  component: lazyScreen(() => import('./contract/contract-screen.tsx'), 'ContractScreen'),
});

export const orderRoutes = [
  ordersRoute,
  newOrderRoute,
  orderRoute,
  contractRoute,
  amendOrderRoute,
  draftsRoute,
  draftRoute,
] as const;

/** What is bought by an order, for whoever reviews it. */
export const OrderGoods = lazyPart(async () => (await import('./order-goods.tsx')).OrderGoods);

/** The papers by which somebody allowed something, for whoever decides whether they do. */
export const OrderApprovals = lazyPart(async () => (await import('./order-approvals.tsx')).OrderApprovals);

/** That a person turned an order down, for whoever came to review it. */
export const TurnedDown = lazyPart(async () => (await import('./next/turned-down.tsx')).TurnedDown);

/** Waivers of an order that wait for a signature, for whoever would ask for another. */
export const OpenWaivers = lazyPart(async () => (await import('./next/open-waivers.tsx')).OpenWaivers);

export { useProposedWaivers } from './next/proposed-waivers.ts';

/** What was done to an order, for whoever decides on what has changed meanwhile. */
export const OrderHistory = lazyPart(async () => (await import('./order-history.tsx')).OrderHistory);

/** One finding, for whoever does something about it. */
export const FindingCard = lazyPart(async () => (await import('./finding-card.tsx')).FindingCard);

/** What could not be judged for want of facts, and who supplies them. */
export const MissingFacts = lazyPart(async () => (await import('./missing-facts.tsx')).MissingFacts);

/** Which orders a finding of a repeated purchase can mean, for whoever reviews it. */
export const TwinOrders = lazyPart(async () => (await import('./twin-orders.tsx')).TwinOrders);

export { FULFILMENT_WORDS } from './fulfilment-words.ts';
/** An amount in the capitals of Chinese papers, for whoever pays it. */
export { capitalsOf } from './workspace/body/capitals.ts';
export { CHOICE_WORDS } from './workspace/body/choice-words.ts';

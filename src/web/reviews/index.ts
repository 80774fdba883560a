import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

const WAIVER_FILTERS = ['state', 'rule', 'after'] as const;
export type WaiverSearch = { readonly [name in (typeof WAIVER_FILTERS)[number]]?: string | undefined };

const REVIEWS_FILTERS = ['after'] as const;
type ReviewsSearch = { readonly [name in (typeof REVIEWS_FILTERS)[number]]?: string };

const FINDING_NAMES = ['rule', 'clause'] as const;
type FindingSearch = { readonly [name in (typeof FINDING_NAMES)[number]]?: string };

const reviewsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reviews',
  validateSearch: (raw): ReviewsSearch => searchOf(raw, REVIEWS_FILTERS),
  component: lazyScreen(() => import('./reviews-screen.tsx'), 'ReviewsScreen'),
});

const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reviews/$id',
  component: lazyScreen(() => import('./review-screen.tsx'), 'ReviewScreen'),
});

const waiverRequestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/waiver',
  validateSearch: (raw): FindingSearch => searchOf(raw, FINDING_NAMES),
  component: lazyScreen(() => import('./waiver-request-screen.tsx'), 'WaiverRequestScreen'),
});

const waiversRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waivers',
  validateSearch: (raw): WaiverSearch => searchOf(raw, WAIVER_FILTERS),
  component: lazyScreen(() => import('./waivers-screen.tsx'), 'WaiversScreen'),
});

const waiverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waivers/$id',
  component: lazyScreen(() => import('./waiver-screen.tsx'), 'WaiverScreen'),
});

export const reviewRoutes = [reviewsRoute, reviewRoute, waiverRequestRoute, waiversRoute, waiverRoute] as const;

/** The papers that a waiver rests on, for whoever signs it. */
export const Papers = lazyPart(async () => (await import('../ui/papers/waiver-papers.tsx')).Papers);

/** The rules of a waiver by their titles, for a sentence about it. */
export const NamedRules = lazyPart(async () => (await import('./named-rules.tsx')).NamedRules);

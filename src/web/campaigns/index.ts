import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import { SUM_QUESTIONS, type SumsSearch } from './sums/sums-search.ts';

const CAMPAIGN_FILTERS = ['state', 'toClose', 'after'] as const;
export type CampaignsSearch = { readonly [name in (typeof CAMPAIGN_FILTERS)[number]]?: string | undefined };

const campaignsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns',
  validateSearch: (raw): CampaignsSearch => searchOf(raw, CAMPAIGN_FILTERS),
  component: lazyScreen(() => import('./campaigns-screen.tsx'), 'CampaignsScreen'),
});

const newCampaignRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/new',
  component: lazyScreen(() => import('./draft/new-campaign-screen.tsx'), 'NewCampaignScreen'),
});

const PARTICIPANT_FILTERS = ['state', 'timeliness', 'region', 'agencyCode', 'after'] as const;
export type ParticipantsSearch = { readonly [name in (typeof PARTICIPANT_FILTERS)[number]]?: string | undefined };

const campaignRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$id',
  validateSearch: (raw): ParticipantsSearch => searchOf(raw, PARTICIPANT_FILTERS),
  component: lazyScreen(() => import('./campaign-screen.tsx'), 'CampaignScreen'),
});

const changeCampaignRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$id/change',
  component: lazyScreen(() => import('./draft/change-campaign-screen.tsx'), 'ChangeCampaignScreen'),
});

const sumsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$id/sums',
  validateSearch: (raw): SumsSearch => searchOf(raw, SUM_QUESTIONS),
  component: lazyScreen(() => import('./sums/sums-screen.tsx'), 'SumsScreen'),
});

const FILED_FILTERS = ['campaign', 'state', 'assessment', 'agencyCode', 'recalled', 'after'] as const;
export type FiledSearch = { readonly [name in (typeof FILED_FILTERS)[number]]?: string | undefined };

const filedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/filed',
  validateSearch: (raw): FiledSearch => searchOf(raw, FILED_FILTERS),
  component: lazyScreen(() => import('./desk/filed-screen.tsx'), 'FiledScreen'),
});

const filedOneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/filed/$id',
  component: lazyScreen(() => import('./desk/filing-screen.tsx'), 'FilingScreen'),
});

const timeRequestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/time-requests',
  validateSearch: (raw): { readonly after?: string } => searchOf(raw, ['after']),
  component: lazyScreen(() => import('./desk/time-requests-screen.tsx'), 'TimeRequestsScreen'),
});

const formsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forms',
  validateSearch: (raw): { readonly after?: string } => searchOf(raw, ['after']),
  component: lazyScreen(() => import('./forms/forms-screen.tsx'), 'FormsScreen'),
});

const checkFormRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forms/new',
  component: lazyScreen(() => import('./forms/check-form-screen.tsx'), 'CheckFormScreen'),
});

export interface FormSearch {
  readonly revision?: string | undefined;
}

const formRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forms/$form',
  validateSearch: (raw): FormSearch => searchOf(raw, ['revision']),
  component: lazyScreen(() => import('./forms/form-screen.tsx'), 'FormScreen'),
});

/** A form that two people publish, as their proposal shows it. */
export const FormProposal = lazyPart(async () => (await import('./forms/form-proposal.tsx')).FormProposal);

/** By which a unit asks its office for another day, beside what it files. */
export const MoreTime = lazyPart(async () => (await import('./acts/more-time.tsx')).MoreTime);

export const campaignRoutes = [
  campaignsRoute,
  newCampaignRoute,
  campaignRoute,
  changeCampaignRoute,
  sumsRoute,
  filedRoute,
  filedOneRoute,
  timeRequestsRoute,
  formsRoute,
  checkFormRoute,
  formRoute,
] as const;

import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

/** `awaiting` is what the in-tray asks for: the tab of what is for me to sign. */
const PROPOSAL_FILTERS = ['tab', 'awaiting', 'after'] as const;
type ProposalSearch = { readonly [name in (typeof PROPOSAL_FILTERS)[number]]?: string };

const proposalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/proposals',
  validateSearch: (raw): ProposalSearch => searchOf(raw, PROPOSAL_FILTERS),
  component: lazyScreen(() => import('./proposals-screen.tsx'), 'ProposalsScreen'),
});

const proposalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/proposals/$id',
  component: lazyScreen(() => import('./proposal-screen.tsx'), 'ProposalScreen'),
});

/** What is told this once to whoever has just proposed or signed. */
export const ToldSecrets = lazyPart(async () => (await import('./told-secrets.tsx')).ToldSecrets);

/** Any value of the contract, field by field. */
export const ValueTree = lazyPart(async () => (await import('./value-tree.tsx')).ValueTree);

export const proposalRoutes = [proposalsRoute, proposalRoute] as const;

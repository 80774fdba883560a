import { createRoute } from '@tanstack/react-router';
import { lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';

/** What an address may ask of the rules: words in them, a chapter, and a rule set other than the one in force. */
const RULES_FILTERS = ['search', 'chapter', 'set'] as const;
export type RulesSearch = { readonly [name in (typeof RULES_FILTERS)[number]]?: string | undefined };

const rulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules',
  validateSearch: (raw): RulesSearch => searchOf(raw, RULES_FILTERS),
  component: lazyScreen(() => import('./rules-screen.tsx'), 'RulesScreen'),
});

const ruleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules/$id',
  validateSearch: (raw): Pick<RulesSearch, 'set'> => searchOf(raw, ['set']),
  component: lazyScreen(() => import('./rule-screen.tsx'), 'RuleScreen'),
});

/** What an address may ask of the list of rule sets. */
const SETS_FILTERS = ['state', 'after'] as const;
export type SetsSearch = { readonly [name in (typeof SETS_FILTERS)[number]]?: string | undefined };

const ruleSetsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rule-sets',
  validateSearch: (raw): SetsSearch => searchOf(raw, SETS_FILTERS),
  component: lazyScreen(() => import('./sets/rule-sets-screen.tsx'), 'RuleSetsScreen'),
});

const ruleSetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rule-sets/$number',
  component: lazyScreen(() => import('./sets/rule-set-screen.tsx'), 'RuleSetScreen'),
});

export const ruleRoutes = [rulesRoute, ruleRoute, ruleSetsRoute, ruleSetRoute] as const;

export { useRulesInForce } from './use-rule-set.ts';

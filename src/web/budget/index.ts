import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';
import { searchOf } from '../ui/search.ts';
import {
  EXECUTION_FILTERS,
  type ExecutionSearch,
  LINE_FILTERS,
  LINES_FILTERS,
  type LineSearch,
  type LinesSearch,
  UNUSED_FILTERS,
  type UnusedSearch,
} from './budget-search.ts';

const linesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budget-lines',
  validateSearch: (raw): LinesSearch => searchOf(raw, LINES_FILTERS),
  component: lazyScreen(() => import('./budget-lines-screen.tsx'), 'BudgetLinesScreen'),
});

const lineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budget-lines/$code',
  validateSearch: (raw): LineSearch => searchOf(raw, LINE_FILTERS),
  component: lazyScreen(() => import('./budget-line-screen.tsx'), 'BudgetLineScreen'),
});

const reviseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budget-lines/$code/revise',
  component: lazyScreen(() => import('./change/revise-screen.tsx'), 'ReviseScreen'),
});

const transferRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budget-lines/$code/transfer',
  component: lazyScreen(() => import('./change/transfer-screen.tsx'), 'TransferScreen'),
});

const executionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budget-execution',
  validateSearch: (raw): ExecutionSearch => searchOf(raw, EXECUTION_FILTERS),
  component: lazyScreen(() => import('./budget-execution-screen.tsx'), 'BudgetExecutionScreen'),
});

const unusedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unused-money',
  validateSearch: (raw): UnusedSearch => searchOf(raw, UNUSED_FILTERS),
  component: lazyScreen(() => import('./unused-money-screen.tsx'), 'UnusedMoneyScreen'),
});

export const budgetRoutes = [linesRoute, lineRoute, reviseRoute, transferRoute, executionRoute, unusedRoute] as const;

/** A change of a line's money, as whoever signs it sees it. */
export const ChangeProposal = lazyPart(async () => (await import('./change/change-proposal.tsx')).ChangeProposal);

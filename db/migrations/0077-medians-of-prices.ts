import type { MigrationStep } from '../step.ts';

export const steps: readonly MigrationStep[] = [
  // The median of the prices of a region and category; null until a refresh measures it under a policy that asks for it.
  {
    name: '0077-medians-of-prices',
    adds: { table: 'price_percentiles', column: 'median_fen' },
    statements: () => ['alter table price_percentiles add column median_fen bigint'],
  },
];

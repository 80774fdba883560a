import type { MigrationStep } from '../step.ts';

/** What has tried the decisions so far; another build begins again. Without it: nothing was tried yet, or nobody knows by what. */
export const steps: readonly MigrationStep[] = [
  {
    name: '0027-backtest-build',
    adds: { table: 'backtests', column: 'build' },
    statements: () => ['alter table backtests add column build varchar(100)'],
  },
];

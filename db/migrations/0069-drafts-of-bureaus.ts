import type { MigrationStep } from '../step.ts';

export const steps: readonly MigrationStep[] = [
  // The bureau whose people alone see a draft; null for one of the agency.
  {
    name: '0069-drafts-of-bureaus',
    adds: { table: 'drafts', column: 'desk' },
    statements: () => ['alter table drafts add column desk varchar(40)'],
  },
];

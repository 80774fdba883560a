import type { Database } from './database.ts';
import type { Job } from './job.ts';

export interface StatisticsDeps {
  readonly db: Database;
}

/** The database keeps itself quick. */
export const part = {
  jobs: async ({ db }: StatisticsDeps): Promise<readonly Job[]> => {
    const { refreshStatistics } = await import('./statistics.ts');
    return [
      {
        name: 'refresh-statistics',
        when: { dailyAt: '40 4 * * *' },
        // Each process has connections of its own that must hear of it.
        doneBy: 'every-process',
        work: () => refreshStatistics(db),
      },
    ];
  },
};

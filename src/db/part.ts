import type { Text } from '../kernel/index.ts';
import type { Database, Tx } from './database.ts';
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
  warnings: async ({ db }: StatisticsDeps) => {
    const { findStaleStatistics } = await import('./statistics.ts');
    // As `/readyz` tells it, which this folder does not know.
    return async (tx: Tx): Promise<readonly { name: 'statistics'; ok: boolean; detail: Text }[]> => {
      const detail = await findStaleStatistics(tx, db.engine);
      return detail ? [{ name: 'statistics', ok: true, detail }] : [];
    };
  },
};

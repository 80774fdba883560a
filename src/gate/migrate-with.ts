import type { Logger } from 'pino';
import { type MigrationWatch, migrate, openDatabase } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Config } from './config.ts';

interface SchemaParts {
  readonly config: Config;
  readonly logger: Pick<Logger, 'info'>;
  readonly migrationWatch?: MigrationWatch;
}

/** Schema changes may have an account of their own; the ordinary one needs no right to them. */
export async function migrateWith({ config, logger, migrationWatch = {} }: SchemaParts, clock: Clock): Promise<void> {
  const db = openDatabase(config.databaseMigrationUrl, config.databaseCaFile);
  try {
    await migrate(db, clock, watchesOf(migrationLog(logger), migrationWatch));
  } finally {
    await db.close();
  }
}

/**
 * An upgrade in the log: each step as it begins, and as it ends where that tells something. The making of a new database is
 * not told: it takes a second.
 */
function migrationLog(logger: Pick<Logger, 'info'>): MigrationWatch {
  return {
    onBegin: ({ name, number, of, isNew }) => {
      if (!isNew) logger.info({ step: name, number, of }, 'a step of the schema begins');
    },
    onRows: ({ name, number, of }, rows) => logger.info({ step: name, number, of, rows }, 'a step fills rows'),
    onEnd: ({ name, number, of, isNew }, { rows, ms }) => {
      if (isNew) return;
      logger.info({ step: name, number, of, rows, ms: Math.round(ms) }, 'a step of the schema has ended');
    },
  };
}

/** Two that are told the same. */
function watchesOf(one: MigrationWatch, other: MigrationWatch): MigrationWatch {
  return {
    onBegin: (step) => {
      one.onBegin?.(step);
      other.onBegin?.(step);
    },
    onRows: (step, rows) => {
      one.onRows?.(step, rows);
      other.onRows?.(step, rows);
    },
    onEnd: (step, work) => {
      one.onEnd?.(step, work);
      other.onEnd?.(step, work);
    },
  };
}

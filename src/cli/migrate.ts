import { migrate, openDatabase } from '../db/index.ts';
import { systemClock, text } from '../kernel/index.ts';
import { type Command, EXIT_OK } from './command.ts';
import { readOptions } from './read-options.ts';

export const migrateSchema: Command = {
  name: 'migrate',
  summary: text('将数据库结构更新到本版本', 'bring the database schema to this version'),
  help: text(
    `用法：gate migrate

对 DATABASE_MIGRATION_URL（默认 DATABASE_URL）执行尚未执行的步骤；中断后再次运行即可继续。
gate serve 启动时也会执行。数据库若由更新的版本升级过，则拒绝执行。`,
    `Usage: gate migrate

Runs the steps that are missing on DATABASE_MIGRATION_URL (default DATABASE_URL); interrupted, it goes on from there.
gate serve does the same at its start. A database that a newer version has migrated is refused.`,
  ),
  run: async (args, { config, terminal }) => {
    readOptions(args, {}, { wordsMax: 0 });
    const db = openDatabase(config.databaseMigrationUrl);
    try {
      const steps = await migrate(db, systemClock);
      for (const step of steps) terminal.print(`  ${step}`);
      terminal.print(terminal.say(steps.length === 0 ? UP_TO_DATE : ran(steps.length)));
      return EXIT_OK;
    } finally {
      await db.close();
    }
  },
};

const UP_TO_DATE = text(
  '数据库结构已是本版本，无需更新。',
  'The schema is that of this version; there was nothing to do.',
);

function ran(steps: number) {
  return text(
    `已执行 ${steps} 个步骤，数据库结构已更新。`,
    `Ran ${steps} steps; the schema is that of this version now.`,
  );
}

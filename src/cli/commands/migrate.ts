import { migrate, openDatabase } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import { type CommandBody, EXIT_OK } from '../command.ts';
import { printMigration } from '../print/print-migration.ts';
import { readOptions } from '../read-options.ts';

export const migrateSchema: CommandBody = {
  run: async (args, { config, terminal, io }) => {
    const { values } = readOptions(args, OPTIONS, { wordsMax: 0 });
    if (values.check) {
      const { checkUpgrade } = await import('./check-upgrade.ts');
      return checkUpgrade({ config, terminal });
    }
    const db = openDatabase(config.databaseMigrationUrl, config.databaseCaFile);
    try {
      const steps = await migrate(db, io.clock, printMigration(terminal, { ofNew: true }));
      terminal.print(terminal.say(steps.length === 0 ? UP_TO_DATE : ran(steps.length)));
      return EXIT_OK;
    } finally {
      await db.close();
    }
  },
};

const OPTIONS = { check: { type: 'boolean' } } as const;

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

import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate migrate

对 DATABASE_MIGRATION_URL（默认 DATABASE_URL）执行尚未执行的步骤；中断后再次运行即可继续。
gate serve 启动时也会执行。数据库若由更新的版本升级过，则拒绝执行。`,
  `Usage: gate migrate

Runs the steps that are missing on DATABASE_MIGRATION_URL (default DATABASE_URL); interrupted, it goes on from there.
gate serve does the same at its start. A database that a newer version has migrated is refused.`,
);

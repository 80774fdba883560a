import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate migrate [--check]

对 DATABASE_MIGRATION_URL（默认 DATABASE_URL）执行尚未执行的步骤；中断后再次运行即可继续。
gate serve 启动时也会执行。数据库若由更新的版本升级过，则拒绝执行。

--check 只读：列出尚缺的步骤，核验日志及其检查点，并说明本版本是否已在其中写过记录。
退出码：0 可以升级，1 日志有误或不能升级。`,
  `Usage: gate migrate [--check]

Runs the steps that are missing on DATABASE_MIGRATION_URL (default DATABASE_URL); interrupted, it goes on from there.
gate serve does the same at its start. A database that a newer version has migrated is refused.

--check only reads: it lists the steps that are missing, verifies the log with its checkpoints, and says whether this
version has written into it already. Exit codes: 0 the upgrade may go on, 1 it may not, or the log is not whole.`,
);

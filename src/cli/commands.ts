import { text } from '../kernel/index.ts';
import type { Command } from './command.ts';

/**
 * Every command by what the list of commands says of it. Its help and what it does are read when it is called: a start that
 * imported all of them took a second of a processor before it did anything.
 */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    summary: text('启动闸口', 'start the gate'),
    help: async () => (await import('./help/serve.ts')).HELP,
    body: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'check',
    summary: text('试算一张采购订单，不提交', 'check an order without submitting it'),
    help: async () => (await import('./help/check.ts')).HELP,
    body: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'exchange',
    summary: text('以文件夹交换订单与结果（不用 HTTP 的平台）', 'exchange orders and results as files in a folder'),
    help: async () => (await import('./help/exchange.ts')).HELP,
    body: async () => (await import('./commands/exchange.ts')).exchange,
  },
  {
    name: 'import',
    summary: text('从 CSV 文件导入基础数据', 'import reference data from a CSV file'),
    help: async () => (await import('./help/import.ts')).HELP,
    body: async () => (await import('./import/import.ts')).importFiles,
  },
  {
    name: 'keys',
    summary: text('管理接口密钥（本机数据库）', 'manage API keys in the local database'),
    help: async () => (await import('./help/keys.ts')).HELP,
    body: async () => (await import('./commands/keys.ts')).keys,
  },
  {
    name: 'migrate',
    summary: text('将数据库结构更新到本版本', 'bring the database schema to this version'),
    help: async () => (await import('./help/migrate.ts')).HELP,
    body: async () => (await import('./commands/migrate.ts')).migrateSchema,
  },
  {
    name: 'verify',
    summary: text('核验日志，并与各表核对', 'verify the log, and compare the tables with it'),
    help: async () => (await import('./help/verify.ts')).HELP,
    body: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'backup',
    summary: text('备份数据库和佐证文件（闸口可照常运行）', 'back up database and proofs while the gate serves'),
    help: async () => (await import('./help/backup.ts')).HELP,
    body: async () => (await import('./commands/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: text('由备份恢复到空数据库', 'restore a backup into an empty database'),
    help: async () => (await import('./help/restore.ts')).HELP,
    body: async () => (await import('./commands/restore.ts')).restore,
  },
  {
    name: 'accept-clock',
    summary: text('声明本机时钟正确，闸口由此继续', 'say in the log that the clock of this machine is right'),
    help: async () => (await import('./help/accept-clock.ts')).HELP,
    body: async () => (await import('./commands/accept-clock.ts')).acceptClock,
  },
  {
    name: 'witness',
    summary: text('在另一台机器上见证日志（审计机关）', 'watch the log from a machine of its own (the audit bureau)'),
    help: async () => (await import('./help/witness.ts')).HELP,
    body: async () => (await import('./witness/witness.ts')).witness,
  },
  {
    name: 'reconcile',
    summary: text('核对资金、授权的计数与流水、订单', 'compare the counters of money and seats with moves and orders'),
    help: async () => (await import('./help/reconcile.ts')).HELP,
    body: async () => (await import('./commands/reconcile.ts')).reconcile,
  },
  {
    name: 'rederive',
    summary: text('从日志重新推导审核决定', 'derive decisions again from the log'),
    help: async () => (await import('./help/rederive.ts')).HELP,
    body: async () => (await import('./commands/rederive.ts')).rederive,
  },
  {
    name: 'rules',
    summary: text('检查、测试、解读、比较规则', 'check, test, explain and compare rules'),
    help: async () => (await import('./help/rules.ts')).HELP,
    body: async () => (await import('./commands/rules.ts')).rules,
  },
  {
    name: 'backtest',
    summary: text('用以往的审核决定试算规则集', 'try a rule set on past decisions'),
    help: async () => (await import('./help/backtest.ts')).HELP,
    body: async () => (await import('./commands/backtest.ts')).backtest,
  },
  {
    name: 'demo',
    summary: text('以演示数据启动：一市一县', 'start with a believable city and county'),
    help: async () => (await import('./help/demo.ts')).HELP,
    body: async () => (await import('./commands/demo.ts')).demo,
  },
];

import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate serve

更新数据库结构，首次启动时导入规则包，然后在 HOST:PORT（默认 127.0.0.1:3000）提供服务。
数据库暂时不可用时等待三分钟。日志以 JSON 行写入标准输出，给人看的内容写入标准错误。
SIGTERM 或 Ctrl-C：处理完进行中的请求后退出；再按一次立即退出。配置见 .env.example。`,
  `Usage: gate serve

Brings the schema up to date, imports the rule pack at the first start, and serves on HOST:PORT (default 127.0.0.1:3000).
A database that is away is waited for, three minutes at most. The log goes to standard output as lines of JSON, what is
for people to standard error. SIGTERM or Ctrl-C ends it after the requests at hand; a second one ends it at once.
.env.example has the configuration.`,
);

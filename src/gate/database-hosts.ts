import { databaseHostsIn, HOSTS_MAX } from '../db/database-url.ts';
import { type Text, text } from '../kernel/index.ts';

/** Refuses an address that the driver would not read, before anything is begun; it never tells what was given. */
export function unreadableHosts(env: Readonly<Record<string, string | undefined>>): readonly Text[] {
  return ['DATABASE_URL', 'DATABASE_MIGRATION_URL']
    .filter((name) => /^mysql:\/\/.[^/\r\n]*\/.+/.test(env[name] ?? '') && !databaseHostsIn(env[name] ?? ''))
    .map((name) =>
      text(
        `${name} 无法读取：应为 mysql://用户:密码@主机1:3306,主机2:3306/数据库，主机最多 ${HOSTS_MAX} 台且不得重复，IPv6 地址放在方括号中；用户名和密码中的特殊字符写成百分号编码（如 / 写作 %2F）`,
        `${name} cannot be read: mysql://USER:PASSWORD@HOST1:3306,HOST2:3306/DATABASE is meant, with at most ${HOSTS_MAX} hosts, each named once, an IPv6 address in brackets, and user and password percent-encoded (a / is %2F)`,
      ),
    );
}

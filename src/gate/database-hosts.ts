import { isIP } from 'node:net';
import { databaseHostsIn, HOSTS_MAX } from '../db/database-url.ts';
import { type Text, text } from '../kernel/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['DATABASE_URL', 'DATABASE_MIGRATION_URL'];

/** Refuses hosts that the driver would not read, or not hold against a certificate, before anything is begun. */
export function wrongHosts(env: Environment): readonly Text[] {
  return [...unreadable(env), ...(env.DATABASE_CA_FILE === undefined ? [] : withoutName(env))];
}

/** The driver holds the certificate of a server that has an address for its name against `localhost`. */
function withoutName(env: Environment): readonly Text[] {
  return NAMES.flatMap((name) =>
    (databaseHostsIn(env[name] ?? '') ?? [])
      .filter(({ host }) => isIP(host) > 0)
      .map(({ host }) =>
        text(
          `${name} 中的 ${host} 是地址：设置了 DATABASE_CA_FILE 时，应写服务器证书中的主机名`,
          `${name} names ${host}, an address: with DATABASE_CA_FILE it must be the name in the certificate of the server`,
        ),
      ),
  );
}

/** It never tells what was given: a password may be anywhere in it. */
function unreadable(env: Environment): readonly Text[] {
  return NAMES.filter(
    (name) => /^mysql:\/\/.[^/\r\n]*\/.+/.test(env[name] ?? '') && !databaseHostsIn(env[name] ?? ''),
  ).map((name) =>
    text(
      `${name} 无法读取：应为 mysql://用户:密码@主机1:3306,主机2:3306/数据库，主机最多 ${HOSTS_MAX} 台且不得重复，IPv6 地址放在方括号中；用户名和密码中的特殊字符写成百分号编码（如 / 写作 %2F）`,
      `${name} cannot be read: mysql://USER:PASSWORD@HOST1:3306,HOST2:3306/DATABASE is meant, with at most ${HOSTS_MAX} hosts, each named once, an IPv6 address in brackets, and user and password percent-encoded (a / is %2F)`,
    ),
  );
}

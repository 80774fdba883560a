import { databaseCodeOf, isCertificateRefused, kindOfDatabaseError } from '../../db/database-errors.ts';
import { databaseHostsIn } from '../../db/database-url.ts';
import { NoServerWell } from '../../db/nodes/node-fault.ts';
import type { Config } from '../../gate/config.ts';
import { type Text, text } from '../../kernel/index.ts';

type Databases = Pick<Config, 'databaseUrl' | 'databaseMigrationUrl' | 'databaseCaFile'>;

/** What a person does about an error of the database; undefined when it is none of those that a person can mend. */
export function databaseErrorText(error: Error, databases: Databases | undefined): Text | undefined {
  if (error instanceof NoServerWell) return noServer(error, databases);
  const code = databaseCodeOf(error);
  if (code === 'ER_ACCESS_DENIED_ERROR') return signInRefused(databases);
  if (isCertificateRefused(error)) return untrusted(error.message, databases);
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return withoutTls(databases);
  const refusal = REFUSED_BY_SERVER[code];
  if (refusal) return refusal(variables(databases));
  if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN') return notWritable(filesOf(databases));
  if (code === 'SQLITE_NOTADB') return noDatabase(filesOf(databases));
  if (code === 'SQLITE_CORRUPT') return damaged(filesOf(databases));
  if (kindOfDatabaseError(error) === 'other') return undefined;
  return unreachable(code || error.message, databases);
}

/** `host:port` of the servers, or the files: never the account, which stands before the host. */
export function placesOf(databases: Databases | undefined): string {
  return urlsOf(databases).map(placeOf).join(' / ');
}

/** `host:port/name`, or the file. */
export function databaseNameOf(url: string): string {
  const [first] = databaseHostsIn(url) ?? [];
  return first ? `${placeOf(url)}${decodeURIComponent(new URL(first.url).pathname)}` : placeOf(url);
}

/** The server is there and says no; its own words name the account, and are in English only. */
const REFUSED_BY_SERVER: Readonly<Record<string, (names: readonly [zh: string, en: string]) => Text>> = {
  ER_BAD_DB_ERROR: ([zh, en]) =>
    text(
      `没有 ${zh} 中所写的数据库：请先在服务器上建立（CREATE DATABASE），或检查名称。`,
      `there is no database of the name in ${en}; create it on the server first (CREATE DATABASE), or check the name.`,
    ),
  ER_DBACCESS_DENIED_ERROR: ([zh, en]) =>
    text(
      `该用户无权使用 ${zh} 中所写的数据库：请授权（GRANT），或检查用户和数据库名称。`,
      `the user may not use the database in ${en}; grant it (GRANT), or check the names of user and database.`,
    ),
  ER_BINLOG_CREATE_ROUTINE_NEED_SUPER: () =>
    text(
      '数据库服务器写二进制日志，只许有 SUPER 权限的账号建立触发器：请在服务器上设置 log_bin_trust_function_creators = ON，然后再运行。',
      'the database server writes a binary log; there only an account with SUPER makes triggers. Set log_bin_trust_function_creators = ON on the server and run this again.',
    ),
};

/** The server answers without a reason, so that nobody learns which accounts there are. */
function signInRefused(databases: Databases | undefined): Text {
  const [zh, en] = variables(databases);
  const [tlsZh, tlsEn] = databases?.databaseCaFile === undefined ? WITHOUT_TLS : ['', ''];
  return text(
    `数据库拒绝登录：请检查 ${zh} 中的用户名和密码。${tlsZh}`,
    `the database refuses the sign-in; check user and password in ${en}.${tlsEn}`,
  );
}

const WITHOUT_TLS = [
  '要求 TLS 的账号（REQUIRE SSL）在未设置 DATABASE_CA_FILE 时同样被拒绝。',
  ' An account that requires TLS (REQUIRE SSL) is refused the same way while DATABASE_CA_FILE is not set.',
] as const;

/** What is wrong with each, and what is to be looked at for those. */
function noServer({ says, isOfTls, isRefusal }: NoServerWell, databases: Databases | undefined): Text {
  const [zh, en] = variables(databases);
  const checks = [...(isRefusal ? [] : [running(zh, en)]), ...(isOfTls ? [TLS_CHECK] : [])];
  const advice = (language: keyof Text): string =>
    checks.map((check) => check[language]).join(language === 'en' ? ' ' : '');
  return text(
    `没有可用的数据库服务器：${says['zh-CN']}。${advice('zh-CN')}`,
    `no database server can be used: ${says.en}. ${advice('en')}`,
  );
}

function running(zh: string, en: string): Text {
  return text(
    `请检查数据库是否运行，以及 ${zh} 中的主机和端口。`,
    `Check that they run, and hosts and ports in ${en}.`,
  );
}

const TLS_CHECK = text(
  '请检查 DATABASE_CA_FILE 是否为签发服务器证书的机构的证书、证书中的主机名和有效期，以及每台服务器是否设置了 ssl_cert 和 ssl_key。',
  'Check that DATABASE_CA_FILE is of the authority that signed their certificates, the host names and dates in these, and that each server has ssl_cert and ssl_key.',
);

function untrusted(detail: string, databases: Databases | undefined): Text {
  const places = placesOf(databases);
  return text(
    `DATABASE_CA_FILE 不信任数据库 ${places} 的证书（${detail}）：请检查该文件是否为签发此证书的机构的证书，以及证书中的主机名和有效期。`,
    `the certificate of the database at ${places} is not trusted by DATABASE_CA_FILE (${detail}); check that the file is of the authority that signed it, and its host names and dates.`,
  );
}

function withoutTls(databases: Databases | undefined): Text {
  const places = placesOf(databases);
  return text(
    `数据库 ${places} 不提供 TLS，而设置了 DATABASE_CA_FILE 时连接必须使用 TLS：请在服务器上设置 ssl_cert 和 ssl_key；如不需要加密连接，请去掉 DATABASE_CA_FILE。`,
    `the database at ${places} offers no TLS, which DATABASE_CA_FILE asks for; set ssl_cert and ssl_key on the server, or leave out DATABASE_CA_FILE if the connection need not be encrypted.`,
  );
}

function notWritable(files: string): Text {
  return text(
    `数据库文件 ${files} 不能写入：请检查该文件、同名的 -wal 和 -shm 文件及其文件夹的写权限（SQLite 读取时也要写入）。`,
    `the database file ${files} cannot be written; check that you may write to it, its -wal and -shm files and their folder (SQLite writes also for reading).`,
  );
}

/** Of a file with broken pages: what can still be read of it may be wrong. */
export function damaged(files: string): Text {
  return text(
    `数据库文件 ${files} 已损坏（SQLITE_CORRUPT）：请停止闸口，保留该文件和同名的 -wal 文件，把最近的备份恢复到一个新的数据库（gate restore，见 docs/operate.md 的 Restore），并检查磁盘。`,
    `the database file ${files} is damaged (SQLITE_CORRUPT). Stop the gate, keep the file and its -wal file, restore the last backup into a new database (gate restore; see Restore in docs/operate.md), and look at the disk.`,
  );
}

function noDatabase(files: string): Text {
  return text(`${files} 不是 SQLite 数据库。`, `${files} is no SQLite database.`);
}

function unreachable(detail: string, databases: Databases | undefined): Text {
  const places = placesOf(databases);
  const [zh, en] = variables(databases);
  if (urlsOf(databases).every((url) => url.startsWith('sqlite:'))) {
    return text(`数据库 ${places} 无法访问（${detail}）。`, `the database ${places} cannot be reached (${detail}).`);
  }
  return text(
    `数据库 ${places} 无法访问（${detail}）：请检查数据库是否运行，以及 ${zh} 中的主机和端口。`,
    `the database at ${places} cannot be reached (${detail}); check that it runs, and host and port in ${en}.`,
  );
}

function urlsOf(databases: Databases | undefined): readonly string[] {
  return databases ? [...new Set([databases.databaseUrl, databases.databaseMigrationUrl])] : [];
}

function filesOf(databases: Databases | undefined): string {
  return urlsOf(databases)
    .filter((url) => url.startsWith('sqlite:'))
    .map(placeOf)
    .join(' / ');
}

function placeOf(url: string): string {
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length);
  return (databaseHostsIn(url) ?? []).map(({ name }) => name).join(', ');
}

function variables(databases: Databases | undefined): readonly [zh: string, en: string] {
  if (urlsOf(databases).length < 2) return ['DATABASE_URL', 'DATABASE_URL'];
  return ['DATABASE_URL 或 DATABASE_MIGRATION_URL', 'DATABASE_URL or DATABASE_MIGRATION_URL'];
}

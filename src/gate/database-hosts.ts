import { type Text, text } from '../kernel/index.ts';

/** A driver would take the list for the name of one host, and find no such machine. */
export function hostLists(env: Readonly<Record<string, string | undefined>>): readonly Text[] {
  return ['DATABASE_URL', 'DATABASE_MIGRATION_URL']
    .filter((name) => hostsIn(env[name] ?? '').includes(','))
    .map((name) =>
      text(
        `${name} 目前只能写一台主机；多台数据库服务器请在前面设置代理（如 HAProxy）`,
        `${name} takes one host so far; put a proxy such as HAProxy in front of several database servers`,
      ),
    );
}

/** Between the account and the database; a password may have a comma. */
function hostsIn(url: string): string {
  return /^mysql:\/\/([^\r\n]*@)?([^/@\r\n]*)/.exec(url)?.[2] ?? '';
}

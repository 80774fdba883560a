import { isIPv6 } from 'node:net';

/** One server of `DATABASE_URL`. */
export interface DatabaseHost {
  /** `db1:3306`, `[::1]:3306`: how people and metrics call it. */
  readonly name: string;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** The whole address with this host alone. */
  readonly url: string;
}

/** More nodes than that agree more slowly than one of them fails. */
export const HOSTS_MAX = 9;

const PORT = 3306;
const PORT_MAX = 65_535;

/** An account may have any sign but `/`; what stands behind its last `@` are the hosts. */
const ADDRESS = /^mysql:\/\/(?<account>[^/\r\n]*@)?(?<hosts>[^/@\r\n]+)\/(?<rest>[^/\r\n]+)$/;
const HOST = /^(?:\[(?<address>[0-9A-Fa-f:.]+)\]|(?<name>[0-9A-Za-z._-]+))(?::(?<port>\d{1,5}))?$/;

/**
 * The servers of `mysql://user:password@db1:3306,db2:3306/gate`, in their order; undefined when the address cannot be read:
 * a host that is none or stands there twice, or an account that is not percent-encoded.
 */
export function databaseHostsIn(url: string): readonly DatabaseHost[] | undefined {
  const { account = '', hosts = '', rest = '' } = ADDRESS.exec(url)?.groups ?? {};
  const found = hosts.split(',').map((written) => hostIn(written, { account, rest }));
  if (found.length > HOSTS_MAX || !found.every((host) => host !== undefined)) return undefined;
  return new Set(found.map(({ name }) => name)).size === found.length ? found : undefined;
}

function hostIn(
  written: string,
  { account, rest }: { readonly account: string; readonly rest: string },
): DatabaseHost | undefined {
  const { address, name, port = String(PORT) } = HOST.exec(written.trim())?.groups ?? {};
  const host = (address ?? name)?.toLowerCase();
  if (host === undefined || (address !== undefined && !isIPv6(address))) return undefined;
  if (Number(port) < 1 || Number(port) > PORT_MAX) return undefined;
  const called = `${address === undefined ? host : `[${host}]`}:${Number(port)}`;
  const url = `mysql://${account}${called}/${rest}`;
  return isReadable(url) ? { name: called, host, port: Number(port), url } : undefined;
}

/** The driver decodes user, password and database, and fails where a `%` begins nothing. */
function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password, pathname } = new URL(url);
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'mysql2';
import { type DatabaseHost, databaseHostsIn } from '../database-url.ts';
import { type HostSockets, openHostSockets } from './host-sockets.ts';
import { leaveWhenSilent } from './leave-when-silent.ts';
import { type NodeLook, openNodeLook } from './node-look.ts';
import { type DatabaseNodes, watchNodes } from './watch-nodes.ts';

/** The server of an address, or several of which one is used. */
export interface Servers {
  /** Of several: which one is used, and which are well. */
  readonly nodes: DatabaseNodes | undefined;
  /** What the driver connects with, as Knex takes it. */
  readonly connection: (settings: object) => object;
  readonly leaveWhenSilent: () => void;
  /** When nothing is open to them any more. */
  readonly close: () => void;
}

/** With the file of an authority they are spoken to by TLS only, and only if it signed for their very names. */
export function openServers(url: string, caFile: string | undefined): Servers {
  const tls = caFile === undefined ? {} : { ssl: { ca: readFileSync(caFile), verifyIdentity: true } };
  const [first = onlyHostIn(url), ...others] = databaseHostsIn(url) ?? [];
  const sockets = openHostSockets();
  const openLook = (host: DatabaseHost): NodeLook => openNodeLook({ ...addressOf(host), ...tls });
  const nodes = others.length > 0 ? watchNodes([first, ...others], { openLook, cut: sockets.cut }) : undefined;
  const closing = new AbortController();
  return {
    nodes,
    connection: (settings) => {
      const all = { ...tls, ...settings };
      return nodes ? () => connectionToUsed(nodes, sockets, all) : connectionTo(first, sockets, all);
    },
    leaveWhenSilent: () => void leaveWhenSilent([first, ...others].map(openLook), sockets, closing.signal),
    close: () => closing.abort(),
  };
}

/** Of an address without a database, say, which is nobody's `DATABASE_URL`. */
function onlyHostIn(url: string): DatabaseHost {
  const { host, hostname, port } = new URL(url);
  return { name: host, host: hostname, port: Number(port || '3306'), url };
}

/** The driver takes the account from the address, and the host as it is meant. */
function addressOf({ url, host, port }: DatabaseHost): ConnectionOptions {
  return { uri: url, host, port };
}

function connectionTo(host: DatabaseHost, { connectTo }: HostSockets, settings: object): object {
  return { ...addressOf(host), ...settings, stream: () => connectTo(host) };
}

/** Knex asks anew once another node is used; of what is in the pool it would drop only the first connection by that. */
async function connectionToUsed(nodes: DatabaseNodes, sockets: HostSockets, settings: object): Promise<object> {
  const host = await nodes.whenSeen();
  return { ...connectionTo(host, sockets, settings), expirationChecker: () => nodes.used() !== host };
}

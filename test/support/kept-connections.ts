import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Shorter than the five seconds after which a server closes a connection that nobody uses. */
const IDLE_MS_MAX = 2_000;

const freeSince = new WeakMap<Socket, number>();

/** To each gate the one connection that was used last. */
const kept = new Agent({ keepAlive: true, maxFreeSockets: 1 });
kept.on('free', (socket: Socket) => freeSince.set(socket, performance.now()));

/**
 * For a request that is made now: a new connection for each took a tenth of what a request does, on both sides. One that
 * the server may be about to close is not used, since a busy test can come between.
 */
export function keptConnections(): Agent {
  const stale = performance.now() - IDLE_MS_MAX;
  for (const sockets of Object.values(kept.freeSockets)) {
    for (const socket of sockets ?? []) if ((freeSince.get(socket) ?? 0) < stale) socket.destroy();
  }
  return kept;
}

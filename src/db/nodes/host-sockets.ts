import { connect, type Socket } from 'node:net';
import { SERVER_LEFT } from '../database-errors.ts';
import type { DatabaseHost } from '../database-url.ts';

/** The sockets that are open to the servers of an address, or are being opened. */
export interface HostSockets {
  readonly connectTo: (host: DatabaseHost) => Socket;
  /** Cuts what is open to the server of this name: whoever waits there hears at once that the connection is lost. */
  readonly cut: (name: string) => void;
  /** Cuts everything, and whatever is opened from now on. */
  readonly cutForGood: () => void;
}

/** Made here and not by the driver, so that one that is still being connected to a frozen server is known as well. */
export function openHostSockets(): HostSockets {
  const open = new Map<Socket, string>();
  let isCutForGood = false;
  return {
    connectTo: ({ name, host, port }) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true });
      open.set(socket, name);
      socket.once('close', () => open.delete(socket));
      if (isCutForGood) leave(socket, SERVER_LEFT);
      return socket;
    },
    cut: (name) => {
      for (const [socket, host] of open) if (host === name) leave(socket, 'ECONNRESET');
    },
    cutForGood: () => {
      isCutForGood = true;
      for (const socket of open.keys()) leave(socket, SERVER_LEFT);
    },
  };
}

function leave(socket: Socket, code: string): void {
  socket.destroy(Object.assign(new Error('the server was left'), { code }));
}

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningServer, startServer } from '../../src/http/start-server.ts';
import { closedAtLast } from './left-open.ts';

/** A server that a test plays somebody else with. */
export interface StubServer {
  readonly url: string;
  readonly port: number;
  /** Cuts whatever is under way. */
  readonly close: () => Promise<void>;
}

export async function openStub(listener: RequestListener): Promise<StubServer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = closedAtLast(`a server on port ${port}`, async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { url: `http://127.0.0.1:${port}`, port, close };
}

/** The server that a gate listens with, around any application. */
export async function openServer(app: RequestListener): Promise<RunningServer> {
  const { port, close } = await startServer(app, { port: 0, host: '127.0.0.1' });
  return { port, close: closedAtLast(`a gate's server on port ${port}`, close) };
}

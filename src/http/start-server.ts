import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A silent or slow client is closed by these: Node's own limits would hold it for a minute or five. */
const LIMITS = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };

const CLOSE_MS_MAX = 10_000;
const SWEEP_MS = 50;

export interface RunningServer {
  readonly port: number;
  /** Takes nothing new, lets what has begun end, and after ten seconds ends it. */
  readonly close: () => Promise<void>;
}

export async function startServer(
  app: RequestListener,
  { port, host }: { port: number; host?: string },
): Promise<RunningServer> {
  const server = createServer(LIMITS, app);
  server.listen(port, host);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // A connection that has had its answer would stay open for the next request, which never comes.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const end = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
    await closed;
    clearInterval(sweep);
    clearTimeout(end);
  };
  return { port: (server.address() as AddressInfo).port, close };
}

import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A silent or slow client is closed by these: Node's own limits would hold it for a minute or five. */
const LIMITS = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };

const CLOSE_MS_MAX = 10_000;
/** Longer than a reader takes to say that it was stopped: who asked a long question is told when to come back. */
const READ_MS_MAX = 1_500;
const SWEEP_MS = 50;

export interface RunningServer {
  readonly port: number;
  /**
   * Takes nothing new and lets what has begun end. What only reads is cut after a second and a half, an export or a file that
   * somebody fetches slowly: it is asked again. The rest is cut after ten seconds.
   */
  readonly close: () => Promise<void>;
}

export async function startServer(
  app: RequestListener,
  { port, host }: { port: number; host?: string },
): Promise<RunningServer> {
  const server = createServer(LIMITS, app);
  const reads = readsOf(server);
  server.listen(port, host);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // A connection that has had its answer would stay open for the next request, which never comes.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => {
      for (const { socket } of reads) socket?.destroy();
    }, READ_MS_MAX);
    const end = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
    clearTimeout(end);
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** Answers under way to those who only read. */
function readsOf(server: Server): ReadonlySet<ServerResponse> {
  const reads = new Set<ServerResponse>();
  server.on('request', ({ method }, res: ServerResponse) => {
    if (method !== 'GET' && method !== 'HEAD') return;
    reads.add(res);
    res.once('close', () => reads.delete(res));
  });
  return reads;
}

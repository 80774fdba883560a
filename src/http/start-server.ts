import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A silent or slow client is closed by these: Node's own limits would hold it for a minute or five. */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  /**
   * How long a connection is kept for whoever asks again: longer than a proxy keeps it, which is a minute by nginx's
   * default. Who closes first must be the one that asks, else an order is sent into a connection that is being closed.
   */
  keepAliveTimeout: 75_000,
};

const CLOSE_MS_MAX = 10_000;
/** Longer than a reader takes to say that it was stopped: who asked a long question is told when to come back. */
const READ_MS_MAX = 1_500;
const SWEEP_MS = 50;

export interface RunningServer {
  readonly port: number;
  /**
   * Takes nothing new and lets what has begun end; whoever is connected and waits for no answer is let go in a moment. What only
   * reads is cut after a second and a half, an export or a file that somebody fetches slowly: it is asked again. The rest is
   * cut after ten seconds.
   */
  readonly close: () => Promise<void>;
}

export async function startServer(
  app: RequestListener,
  { port, host }: { port: number; host?: string },
): Promise<RunningServer> {
  const server = createServer(LIMITS);
  const { answers, takeLast, letGo } = callersOf(server);
  server.on('request', app);
  server.listen(port, host);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    takeLast();
    server.close();
    // What was asked by now is read first, however long this process was busy.
    const sweep = setInterval(() => setImmediate(letGo), SWEEP_MS);
    const cut = setTimeout(() => {
      for (const { req } of answers) if (isReading(req)) req.socket.destroy();
    }, READ_MS_MAX);
    const end = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
    clearTimeout(end);
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Answers under way, and how those are let go who wait for none. Node itself would cut at once whoever has asked something
 * that was not read yet; it would keep whoever is connected and has asked nothing yet, as a browser is by way of precaution,
 * and whoever asks the next thing as soon as he has his answer.
 */
function callersOf(server: Server) {
  const connections = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let isClosing = false;
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', (_req, res: ServerResponse) => {
    if (isClosing) isLast(res);
    answers.add(res);
    res.once('close', () => answers.delete(res));
  });
  const takeLast = (): void => {
    isClosing = true;
    answers.forEach(isLast);
    server.closeIdleConnections = () => undefined;
  };
  const letGo = (): void => {
    const waiting = new Set([...answers].map(({ req }) => req.socket));
    for (const socket of connections) if (!waiting.has(socket)) socket.destroy();
  };
  return { answers, takeLast, letGo };
}

/** Its connection ends with it. */
function isLast(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}

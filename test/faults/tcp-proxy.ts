import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { closedAtLast } from '../support/left-open.ts';

/** Stands between a client and a server and lets a test break what lies between them. */
export interface TcpProxy {
  readonly port: number;
  /**
   * The next answer to a request in which `marker` occurs reaches nobody: the server has done its work, then the line
   * is cut. Resolves with what the client never saw.
   */
  readonly loseAnswerTo: (marker: string) => Promise<Buffer>;
  /** Nothing passes any more, and nobody is told; `thaw` lets everything through that has waited. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Whoever connects from now on is led to another server; who is connected stays where they are. */
  readonly leadTo: (port: number) => void;
  readonly close: () => Promise<void>;
}

/** What does not say how long it is has come as a whole when the line has been quiet for so long. */
const QUIET_MS = 1_000;

export async function startTcpProxy(firstPort: number): Promise<TcpProxy> {
  let targetPort = firstPort;
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  let loss: { readonly marker: string; readonly lost: (answer: Buffer) => void } | undefined;
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    const pair = [client, target] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      target.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    let swallow: ReturnType<typeof openSwallow> | undefined;
    client.on('data', (chunk) => {
      if (loss && chunk.includes(loss.marker)) {
        swallow = openSwallow(loss.lost, end);
        loss = undefined;
      }
      target.write(chunk);
    });
    target.on('data', (chunk) => {
      if (swallow) swallow(chunk);
      else client.write(chunk);
    });
    if (isFrozen) for (const socket of pair) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const all = (): readonly Socket[] => [...pairs].flat();
  return {
    port: (server.address() as AddressInfo).port,
    loseAnswerTo: (marker) =>
      new Promise((lost) => {
        loss = { marker, lost };
      }),
    freeze: () => {
      isFrozen = true;
      for (const socket of all()) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of all()) socket.resume();
    },
    leadTo: (port) => {
      targetPort = port;
    },
    close: closedAtLast('a proxy', async () => {
      for (const socket of all()) socket.destroy();
      server.close();
      await once(server, 'close');
    }),
  };
}

function openSwallow(lost: (answer: Buffer) => void, cut: () => void): (chunk: Buffer) => void {
  let answer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    cut();
    lost(answer);
  };
  return (chunk) => {
    answer = Buffer.concat([answer, chunk]);
    clearTimeout(timer);
    if (isWholeHttp(answer)) end();
    else timer = setTimeout(end, QUIET_MS);
  };
}

/** Whether it is an answer of HTTP that says how long it is, and is as long. */
function isWholeHttp(answer: Buffer): boolean {
  const bodyAt = answer.indexOf('\r\n\r\n') + 4;
  const length = /^HTTP\/1\.1 .*\r\ncontent-length: (\d+)\r\n/is.exec(
    answer.subarray(0, bodyAt).toString('latin1'),
  )?.[1];
  return length !== undefined && answer.length >= bodyAt + Number(length);
}

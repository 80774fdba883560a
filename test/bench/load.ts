import { connect, type Socket } from 'node:net';
import { quantile } from './quantile.ts';

/** One cell of the bench: so many clients, each with one request under way, for so long. */
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly key: string;
  readonly clients: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Made beforehand, so that the generator costs little. */
  readonly bodies: readonly string[];
  /** How many orders one body holds. */
  readonly ordersEach: number;
}

export interface LoadFigures {
  readonly ordersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  /** With the warm-up. */
  readonly requestsInAll: number;
  /** Answers that were not 200 or 201, and orders that were not approved. */
  readonly failed: number;
}

interface Answer {
  readonly status: number;
  readonly approved: number;
  readonly text: string;
}

/**
 * A closed loop over keep-alive connections, bounded in time. It shares the machine with what it measures, so
 * it speaks HTTP itself: Node's client takes 200 µs a request, a third of what a service takes to answer it.
 */
export async function measure(load: Load): Promise<LoadFigures> {
  const latencies: number[] = [];
  let [next, failed, approved, requestsInAll] = [0, 0, 0, 0];
  const startedAt = performance.now();
  const measureFrom = startedAt + load.warmUpMs;
  const endAt = measureFrom + load.measureMs;
  async function client(): Promise<void> {
    const connection = await openConnection(load);
    while (performance.now() < endAt) {
      const body = load.bodies[next];
      next += 1;
      if (body === undefined) throw new Error(`${load.bodies.length} bodies are too few for this machine`);
      const sentAt = performance.now();
      const answer = await connection.post(body);
      requestsInAll += 1;
      const isGood = (answer.status === 200 || answer.status === 201) && answer.approved === load.ordersEach;
      if (!isGood) failed += 1;
      if (!isGood && failed === 1) console.log(`first failure: ${answer.status} ${answer.text.slice(0, 600)}`);
      if (sentAt < measureFrom) continue;
      latencies.push(performance.now() - sentAt);
      approved += answer.approved;
    }
    connection.end();
  }
  await Promise.all(Array.from({ length: load.clients }, client));
  const elapsedS = (Math.min(performance.now(), endAt + 1_000) - measureFrom) / 1_000;
  const ordersPerSecond = approved / elapsedS;
  return {
    ordersPerSecond,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    requests: latencies.length,
    requestsInAll,
    failed,
  };
}

const APPROVED = /"outcome":"approved","decidedAt"|"outcome":"approved","stage"/g;

interface Connection {
  readonly post: (body: string) => Promise<Answer>;
  readonly end: () => void;
}

async function openConnection({ url, path, key }: Load): Promise<Connection> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`;
  return {
    post: (body) => {
      const answer = answerOn(socket);
      socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return answer;
    },
    end: () => socket.end(),
  };
}

const END_OF_HEAD = '\r\n\r\n';

/** The next answer on a connection with one request under way. Answers with a length are all that the services give. */
function answerOn(socket: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf(END_OF_HEAD);
      if (headEnd < 0) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) fail(new Error(`an answer without a length: ${head}`));
      else if (received.length >= headEnd + END_OF_HEAD.length + length) settle(head, headEnd);
    };
    const settle = (head: string, headEnd: number): void => {
      stop();
      const text = received.toString('utf8', headEnd + END_OF_HEAD.length);
      resolve({ status: Number(head.slice(9, 12)), approved: text.match(APPROVED)?.length ?? 0, text });
    };
    const fail = (error: Error): void => {
      stop();
      reject(error);
    };
    const closed = (): void => fail(new Error('the service closed the connection'));
    const stop = (): void => {
      socket.off('data', take).off('error', fail).off('close', closed);
    };
    socket.on('data', take).on('error', fail).on('close', closed);
  });
}

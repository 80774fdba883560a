import { Agent, request } from 'node:http';

/** One cell of the bench: so many clients, each with one request under way, for so long. */
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly key: string;
  readonly clients: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Made beforehand, so that the generator costs little; the cell ends when they run out. */
  readonly bodies: readonly string[];
  /** How many orders one body holds. */
  readonly ordersEach: number;
}

export interface Measured {
  readonly ordersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  /** Answers that were not 200 or 201, and orders that were not approved. */
  readonly failed: number;
}

interface Answer {
  readonly status: number;
  readonly approved: number;
  readonly text: string;
}

/** A closed loop over keep-alive connections, bounded in time and in bodies. */
export async function measure(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const latencies: number[] = [];
  let [next, failed, approved] = [0, 0, 0];
  const startedAt = performance.now();
  const measureFrom = startedAt + load.warmUpMs;
  const endAt = measureFrom + load.measureMs;
  async function client(): Promise<void> {
    while (performance.now() < endAt) {
      const body = load.bodies[next];
      next += 1;
      if (body === undefined) return;
      const sentAt = performance.now();
      const answer = await post(agent, load, body);
      const isGood = (answer.status === 200 || answer.status === 201) && answer.approved === load.ordersEach;
      if (!isGood) failed += 1;
      if (!isGood && failed === 1) console.log(`first failure: ${answer.status} ${answer.text.slice(0, 600)}`);
      if (sentAt < measureFrom) continue;
      latencies.push(performance.now() - sentAt);
      approved += answer.approved;
    }
  }
  await Promise.all(Array.from({ length: load.clients }, client));
  const elapsedS = (Math.min(performance.now(), endAt + 1_000) - measureFrom) / 1_000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { ordersPerSecond: approved / elapsedS, p50Ms: at(0.5), p99Ms: at(0.99), requests: latencies.length, failed };
}

const APPROVED = /"outcome":"approved","decidedAt"|"outcome":"approved","stage"/g;

function post(agent: Agent, { url, path, key }: Load, body: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const req = request(`${url}${path}`, { method: 'POST', agent, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: res.statusCode ?? 0, approved: text.match(APPROVED)?.length ?? 0, text });
      });
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}

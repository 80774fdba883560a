import type { IncomingHttpHeaders } from 'node:http';
import { openStub } from '../support/servers.ts';

/** What one call to a receiver brought. */
export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver treats a call: an HTTP status, `hang` for no answer at all, `drop` for a cut after it has taken it. */
export type Treatment = number | 'hang' | 'drop';

/** Another system, as a real server that does to each call what a test wants. */
export interface ReceiverStub {
  readonly url: string;
  /** As `GATE_OUTBOUND_ALLOW` lists it. */
  readonly allowed: string;
  /** Calls that it has taken, whether or not the gate heard so. */
  readonly taken: ReceivedCall[];
  readonly calls: () => number;
  treat: (call: ReceivedCall, count: number) => Treatment | Promise<Treatment>;
  /** Of its answers. */
  headers: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function openReceiver(treat: ReceiverStub['treat'] = () => 204): Promise<ReceiverStub> {
  let count = 0;
  const taken: ReceivedCall[] = [];
  const server = await openStub((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      const call = { headers: req.headers, body: Buffer.concat(chunks).toString('utf8') };
      count += 1;
      const treatment = await stub.treat(call, count);
      if (treatment === 'hang') return;
      if (treatment === 'drop' || (treatment >= 200 && treatment < 300)) taken.push(call);
      if (treatment === 'drop') req.socket.destroy();
      else res.writeHead(treatment, stub.headers).end();
    });
  });
  const stub: ReceiverStub = {
    ...{ url: `${server.url}/hooks`, allowed: server.url, taken, treat },
    headers: {},
    calls: () => count,
    close: server.close,
  };
  return stub;
}

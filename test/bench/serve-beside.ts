import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { StoppedStep } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';

/**
 * The gate as it is served, that also tells how late its event loop was (`/bench/loop`), and takes turns of a job when it is
 * asked to (`/bench/job?name=rederive&ms=1000`): by themselves jobs begin when nobody can compare.
 */
const gate = await openGate({ config: loadConfig(process.env), logger: pino({ level: 'error' }) });
const nobody = (): void => undefined;
const jobs = await gate.jobs({
  ...{ holder: 'bench', onNegative: nobody, onUnreadable: nobody, onOtherFacts: nobody },
  ...{ onFailing: nobody, onDeliveryError: nobody },
});
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const server = await startServer(serve, { port: 0, host: '127.0.0.1' });
console.log(`listening ${server.port}`);
process.once('SIGTERM', () => {
  gate.head.stop();
  void Promise.all([gate.stopReads(), server.close()])
    .then(() => gate.close())
    .then(() => process.exit(0));
});

function serve(req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://bench');
  if (pathname === '/bench/loop') tellLoop(res);
  else if (pathname === '/bench/job')
    void work(searchParams).then(
      () => res.end('{}'),
      (error) => failed(res, error),
    );
  else gate.app(req, res);
}

function failed(res: ServerResponse, error: unknown): void {
  res.statusCode = error instanceof StoppedStep ? 503 : 500;
  res.end(String(error));
}

function tellLoop(res: ServerResponse): void {
  const ms = (ns: number): number => ns / 1e6;
  res.end(JSON.stringify({ p99: ms(loop.percentile(99)), max: ms(loop.max) }));
  loop.reset();
}

/** What was derived anew is derived anew again once there is nothing left. */
async function work(asked: URLSearchParams): Promise<void> {
  const name = asked.get('name');
  const until = performance.now() + Number(asked.get('ms'));
  const mayGoOn = async (): Promise<boolean> => performance.now() < until;
  while (await mayGoOn()) {
    await jobs.find((job) => job.name === name)?.work(mayGoOn);
    if (name !== 'rederive' || !(await mayGoOn())) return;
    await gate.db.writer('rederivations').delete();
    await gate.db.writer('cursors').where('name', 'like', 'rederive-%').delete();
  }
}

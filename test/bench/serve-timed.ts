import { appendFileSync } from 'node:fs';
import { pino } from 'pino';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';

/**
 * The gate as it is served, which notes how long each writing transaction was open: nobody else decides meanwhile. A line of
 * `HOLDS_FILE` has its first and its last moment.
 */
const gate = await openGate({ config: loadConfig(process.env), logger: pino({ level: 'error' }) });
const FLUSH_EVERY_MS = 100;
const { writer } = gate.db;
const lines: string[] = [];
const open = writer.transaction.bind(writer);
const timed = async (work: Parameters<typeof open>[0]): Promise<unknown> => {
  let from = 0;
  try {
    return await open((tx) => {
      from = now();
      return work(tx);
    });
  } finally {
    if (from > 0) lines.push(`${from} ${now()}\n`);
  }
};
Object.defineProperty(writer, 'transaction', { value: timed });
const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
setInterval(flush, FLUSH_EVERY_MS).unref();
console.log(`listening ${server.port}`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

function flush(): void {
  if (process.env.HOLDS_FILE && lines.length > 0) appendFileSync(process.env.HOLDS_FILE, lines.splice(0).join(''));
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

import { pino } from 'pino';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';
import { watchHolds, writeHolds } from './holds.ts';

/** The gate as it is served, which notes in `HOLDS_FILE` how long the head was held each time: nobody else decides meanwhile. */
const gate = await openGate({ config: loadConfig(process.env), logger: pino({ level: 'error' }) });
const FLUSH_EVERY_MS = 100;
if (process.env.HOLDS_FILE) watchHolds(gate.db, writeHolds(process.env.HOLDS_FILE, FLUSH_EVERY_MS));
const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
console.log(`listening ${server.port}`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

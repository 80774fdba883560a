import { pino } from 'pino';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';

/** The gate as it is served, without the background jobs, which wait for idle moments that a load does not leave. */
const gate = await openGate({ config: loadConfig(process.env), logger: pino({ level: 'error' }) });
const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
console.log(`listening ${server.port}`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

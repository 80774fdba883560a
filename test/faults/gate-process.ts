import { pino } from 'pino';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { serveGate } from '../../src/gate/main.ts';
import { instant } from '../../src/kernel/index.ts';

/**
 * The gate as it is served, with its jobs, in a process that a test may kill. Its time runs, but begins where the test
 * wants it: orders of a test name days, and must not grow old with the calendar.
 */
const offsetMs = Number(process.env.CLOCK_OFFSET_MS ?? '0');
const config = loadConfig(process.env);
const logger = pino({ level: config.logLevel }, pino.destination(2));
const clock = () => instant(new Date(Date.now() + offsetMs).toISOString());
const gate = await openGate({ config, logger, clock });
const serving = await serveGate(gate, { config, logger });
console.log(`listening ${serving.url}`);
process.once('SIGTERM', () => {
  void serving.close().then(() => process.exit(0));
});

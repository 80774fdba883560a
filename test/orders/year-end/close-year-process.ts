import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { closeYears } from '../../../src/orders/year-end/close-years-job.ts';
import { testClock } from '../../support/gate.ts';

/** Goes on with the years that are being closed, in a process that a test may kill between and within chunks. */
const config = loadConfig(process.env);
const { db, deps, queue, close } = await openGate({ config, logger: pino({ level: 'error' }), clock: testClock().now });
const mayGoOn = async (): Promise<boolean> => {
  await sleep(Number(process.env.REST_MS ?? '0'));
  return true;
};
await closeYears({ db, deps, queue, mayGoOn });
await close();

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { instant, packageRoot } from '../../../src/kernel/index.ts';

/**
 * Goes on with the years that are being closed, in a process that a test may kill between and within chunks. It is the built
 * gate, which begins in half the time that its sources take.
 */
const built = <Module>(name: string): Promise<Module> => import(join(packageRoot(), 'dist/src', name));
const { loadConfig } = await built<typeof import('../../../src/gate/config.ts')>('gate/config.js');
const { openGate } = await built<typeof import('../../../src/gate/gate.ts')>('gate/gate.js');
const { closeYears } = await built<typeof import('../../../src/orders/year-end/close-years-job.ts')>(
  'orders/year-end/close-years-job.js',
);

const config = loadConfig(process.env);
const clock = () => instant('2026-06-01T01:00:00.000Z');
const { db, deps, queue, close } = await openGate({ config, logger: pino({ level: 'error' }), clock });
const mayGoOn = async (): Promise<boolean> => {
  await sleep(Number(process.env.REST_MS ?? '0'));
  return true;
};
await closeYears({ db, deps, queue, mayGoOn });
await close();

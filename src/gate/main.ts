import type { Logger } from 'pino';
import type { Job } from '../db/index.ts';
import { errorForLog } from '../http/request-log.ts';
import { type RunningServer, startServer } from '../http/start-server.ts';
import { signNow } from '../log/checkpoints/checkpoint-job.ts';
import type { Config } from './config.ts';
import type { Gate } from './gate.ts';
import {
  alarmOfDeliveries,
  alarmOfJobs,
  alarmOfNegative,
  alarmOfOtherFacts,
  alarmOfReceiver,
  alarmOfUnreadable,
  countDeliveries,
} from './gate-alarms.ts';
import { startJobs } from './start-jobs.ts';

export { parseLeaf } from '../proof/projections/gate-projections.ts';
export { describeReconciliationFault, reconcileGate } from '../proof/reconcile/reconcile-gate.ts';
export { rederiveAll } from '../proof/rederive/rederive-job.ts';
export { allProjections } from './projections.ts';

/** A gate that listens and does what it does by itself. */
export interface ServedGate {
  readonly url: string;
  /** Takes nothing new, lets what has begun end, and closes the database. */
  readonly close: () => Promise<void>;
}

export interface ServingParts {
  readonly config: Pick<Config, 'port' | 'host'>;
  readonly logger: Logger;
}

/** Listens and starts the jobs of the parts. A gate that cannot listen, because the port is taken, is closed again. */
export async function serveGate(gate: Gate, { config, logger }: ServingParts): Promise<ServedGate> {
  const holder = gate.deps.newId('job');
  const jobs = await jobsOf(gate, { holder, logger });
  const server = await listen(gate, config);
  const running = startJobs(jobs, {
    ...{ db: gate.db, clock: gate.deps.clock, holder },
    onError: alarmOfJobs(logger),
  });
  return {
    url: addressOf(config.host, server.port),
    close: async () => {
      gate.db.leaveWhenSilent();
      gate.head.stop();
      // Answered with 503 if need be: nobody waits a minute for a process to end.
      await Promise.all([gate.stopReads(), server.close()]);
      await running.stop();
      await signLast(gate, logger);
      await gate.close();
    },
  };
}

interface JobsWish {
  readonly holder: string;
  readonly logger: Logger;
}

function jobsOf(gate: Gate, { holder, logger }: JobsWish): Promise<readonly Job[]> {
  return gate.jobs({
    holder,
    onNegative: alarmOfNegative(logger),
    onUnreadable: alarmOfUnreadable(logger),
    onOtherFacts: alarmOfOtherFacts(logger),
    onFailing: alarmOfReceiver(logger),
    onAttempt: countDeliveries(gate.registry),
    onDeliveryError: alarmOfDeliveries(logger),
  });
}

/** So that nothing is left unsigned while the gate is off. What cannot be signed keeps no process from ending. */
async function signLast({ db, deps, keys }: Gate, logger: Logger): Promise<void> {
  try {
    await signNow(db, { ...deps, keys });
  } catch (error) {
    logger.error({ error: errorForLog(error) }, 'the last leaves of the log could not be signed');
  }
}

async function listen(gate: Gate, config: ServingParts['config']): Promise<RunningServer> {
  try {
    return await startServer(gate.app, config);
  } catch (error) {
    await gate.close();
    throw error;
  }
}

/** An address that a browser on this machine can open, also when the gate listens on every one. */
function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

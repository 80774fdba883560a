import type { Logger } from 'pino';
import { makeDigests } from '../alerts/alert-digests-job.ts';
import { noteDecisions } from '../audit/marks/audit-rows-job.ts';
import { workOnBacktests } from '../backtests/run/backtests-job.ts';
import { watchNegativeLines } from '../budget/lines/negative-lines-job.ts';
import { startDeliveries } from '../connectors/receivers/deliveries-job.ts';
import { errorForLog } from '../http/request-log.ts';
import { type RunningServer, startServer } from '../http/start-server.ts';
import { signDueCheckpoint, signNow } from '../log/checkpoints/checkpoint-job.ts';
import { goOnWithStopped } from '../two-people/execution-routes.ts';
import { startJobs } from './background-job.ts';
import type { Config } from './config.ts';
import type { Gate } from './gate.ts';
import { alarmOfFrozen, alarmOfNegative, alarmOfReceiver, countDeliveries } from './gate-alarms.ts';

export { parseLeaf } from '../proof/projections/gate-projections.ts';
export { describeReconciliationFault, reconcileGate } from '../proof/reconcile/reconcile-gate.ts';
export { rederiveAll } from '../proof/rederive/rederive-job.ts';
export { allProjections, gateProjections } from './projections.ts';
export { REFERENCE_KINDS } from './reference-kinds.ts';

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

/** Listens and starts the jobs. A gate that cannot listen, because the port is taken, is closed again. */
export async function serveGate(gate: Gate, { config, logger }: ServingParts): Promise<ServedGate> {
  const { db, deps, queue, keys } = gate;
  const server = await listen(gate, config);
  const jobs = startJobs({
    db,
    deps,
    queue,
    holder: deps.newId('job'),
    onDisagreement: () => {
      // The other processes of this build learn of it from the log, every second anew.
      if (deps.screening().by !== 'reference') deps.onDisagreement([]);
    },
    onUnreadable: ({ decision }) =>
      logger.error({ decision: decision.id }, 'a record cannot be read as it was written'),
    onFrozen: alarmOfFrozen(logger),
    finishProposals: async (mayGoOn) => {
      await goOnWithStopped({ db, deps, acts: gate.acts }, mayGoOn);
    },
    noteDecisions: async (mayGoOn) => {
      await noteDecisions(db, mayGoOn);
    },
    runBacktests: (mayGoOn) => workOnBacktests({ db, deps, isIdle: queue.isIdle, mayGoOn }),
    makeDigests: async () => {
      await makeDigests(db, deps);
    },
    signCheckpoint: async () => {
      await signDueCheckpoint(db, { ...deps, keys });
    },
    onError: (error, job) =>
      logger.error({ job, error: errorForLog(error) }, 'a job failed; its next turn tries again'),
  });
  const negative = watchNegativeLines({
    db,
    onNegative: alarmOfNegative(logger),
    onError: (error) => logger.error({ error: errorForLog(error) }, 'looking for budget lines below zero failed'),
  });
  const deliveries = startDeliveries({
    ...{ db, deps, ...gate.connectors, holder: deps.newId('job') },
    onFailing: alarmOfReceiver(logger),
    onAttempt: countDeliveries(gate.registry),
    onError: (error) => logger.error({ error: errorForLog(error) }, 'telling receivers failed; it goes on'),
  });
  return {
    url: addressOf(config.host, server.port),
    close: async () => {
      gate.head.stop();
      await server.close();
      await negative.stop();
      await deliveries.stop();
      await jobs.stop();
      await signLast(gate, logger);
      await gate.close();
    },
  };
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

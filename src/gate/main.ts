import type { Logger } from 'pino';
import { AGENCIES } from '../agencies/record-agencies.ts';
import { RESPONSIBLE_PERSONS } from '../agencies/record-responsible-persons.ts';
import { makeDigests } from '../alerts/alert-digests-job.ts';
import { AUDIT_FINDING, AUDIT_SAMPLE, auditedOrdersProjection, marksProjection } from '../audit/index.ts';
import { noteDecisions } from '../audit/marks/marks-job.ts';
import { backtestProjection, factChunkProjection } from '../backtests/index.ts';
import { workOnBacktests } from '../backtests/run/backtests-job.ts';
import { PLAN_FILING } from '../budget/filings/plan-filing.ts';
import { watchNegativeLines } from '../budget/lines/negative-lines-job.ts';
import { BUDGET_LINES } from '../budget/lines/record-budget-lines.ts';
import { PLATFORM, PLATFORM_REPORT, WEBHOOK_ENDPOINT } from '../connectors/index.ts';
import { startDeliveries } from '../connectors/receivers/deliveries-job.ts';
import { errorForLog } from '../http/request-log.ts';
import { type RunningServer, startServer } from '../http/start-server.ts';
import { signDueCheckpoint, signNow } from '../log/checkpoints/checkpoint-job.ts';
import { type GovernedDeps, type LogProjection } from '../log/index.ts';
import { gateProjections as projectionsOfOrders } from '../proof/projections/reconcile-log.ts';
import type { CsvColumn } from '../reference/csv-import.ts';
import { type RecordedKind, subjectProjection } from '../reference/index.ts';
import {
  type AskedImport,
  columnsOf,
  type ReferenceImport,
  referenceImport,
} from '../reference/reference-import-routes.ts';
import { DEVICES } from '../register/devices/record-devices.ts';
import { INSTALLATIONS } from '../register/devices/record-installations.ts';
import { ENTITLEMENTS } from '../register/entitlements/record-entitlements.ts';
import { productNameProjection } from '../register/index.ts';
import { SOFTWARE_NAMES } from '../register/inventory/record-software-names.ts';
import { PRODUCTS } from '../register/products/record-products.ts';
import { DEBARMENTS } from '../suppliers/record-debarments.ts';
import { SUPPLIER } from '../suppliers/supplier.ts';
import { goOnWithStopped } from '../two-people/execution-routes.ts';
import { startJobs } from './background-job.ts';
import type { Config } from './config.ts';
import type { Gate } from './gate.ts';
import { alarmOfFrozen, alarmOfNegative, alarmOfReceiver, countDeliveries } from './watches.ts';

export { revokeApiKey } from '../access/keys/revoke-api-key.ts';
export { replayNow } from '../backtests/run/backtests-job.ts';
export { importAct } from '../budget/import/budget-import-routes.ts';
export { checkOrder } from '../orders/decide/check-order.ts';
export { toCheckBody } from '../orders/order-body.ts';
export { parseLeaf } from '../proof/projections/reconcile-log.ts';
export { describeUnreconciled, type GateReconciliation, reconcileGate } from '../proof/reconcile/reconcile-gate.ts';
export { reconcileAndFreeze } from '../proof/reconcile/reconcile-job.ts';
export type { Rederivation } from '../proof/rederive/rederive-all.ts';
export { rederiveDecision } from '../proof/rederive/rederive-decision.ts';
export { rederiveAll } from '../proof/rederive/rederive-job.ts';
export { describeRederiveDifference } from '../proof/rederive/rederive-record.ts';
export {
  INVENTORY_KINDS,
  type InventoryKind,
  inventoryImport,
  isInventoryKind,
  scansImport,
} from '../register/inventory/inventory-routes.ts';

export type { Channel } from '../register/inventory/lists/licence-list.ts';

/** Every table that shows what the log says; reference data comes in kind by kind. */
export function gateProjections(ofReferenceData: readonly LogProjection[]): readonly LogProjection[] {
  const beside = [productNameProjection, backtestProjection(), factChunkProjection()];
  return projectionsOfOrders([...ofReferenceData, ...beside]);
}

/** A gate that listens and does what it does by itself. */
export interface Serving {
  readonly url: string;
  /** Takes nothing new, lets what has begun end, and closes the database. */
  readonly close: () => Promise<void>;
}

export interface ServingParts {
  readonly config: Pick<Config, 'port' | 'host'>;
  readonly logger: Logger;
}

/** Listens and starts the jobs. A gate that cannot listen, because the port is taken, is closed again. */
export async function serveGate(gate: Gate, { config, logger }: ServingParts): Promise<Serving> {
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

/** A kind of reference data as commands see it, whatever its fields. */
export interface ReferenceKind {
  readonly type: string;
  readonly columns: readonly CsvColumn[];
  readonly importOf: (deps: GovernedDeps, asked: AskedImport) => ReferenceImport;
  readonly projection: LogProjection;
}

function referenceKind<S extends object>(kind: RecordedKind<S>, creation: string): ReferenceKind {
  return {
    type: kind.type,
    columns: columnsOf(kind),
    importOf: (deps, asked) => referenceImport(deps, { kind, creation }, asked),
    projection: subjectProjection(kind),
  };
}

/** Every kind of reference data, by the word that paths and commands use. */
export const REFERENCE_KINDS = {
  agencies: referenceKind(AGENCIES, 'AgencyCreation'),
  'responsible-persons': referenceKind(RESPONSIBLE_PERSONS, 'ResponsiblePersonCreation'),
  'budget-lines': referenceKind(BUDGET_LINES, 'BudgetLineCreation'),
  'plan-filings': referenceKind(PLAN_FILING, 'PlanFilingCreation'),
  suppliers: referenceKind(SUPPLIER, 'SupplierCreation'),
  debarments: referenceKind(DEBARMENTS, 'DebarmentCreation'),
  products: referenceKind(PRODUCTS, 'ProductCreation'),
  entitlements: referenceKind(ENTITLEMENTS, 'EntitlementCreation'),
  devices: referenceKind(DEVICES, 'DeviceCreation'),
  installations: referenceKind(INSTALLATIONS, 'InstallationCreation'),
  'software-names': referenceKind(SOFTWARE_NAMES, 'SoftwareNameCreation'),
} as const satisfies Readonly<Record<string, ReferenceKind>>;

/** Every table that shows what the log says. */
export function allProjections(): readonly LogProjection[] {
  const ofReferenceData = Object.values(REFERENCE_KINDS).map(({ projection }) => projection);
  return [
    ...gateProjections(ofReferenceData),
    subjectProjection(AUDIT_FINDING),
    subjectProjection(AUDIT_SAMPLE),
    auditedOrdersProjection(),
    marksProjection(),
    subjectProjection(WEBHOOK_ENDPOINT),
    subjectProjection(PLATFORM),
    subjectProjection(PLATFORM_REPORT),
  ];
}

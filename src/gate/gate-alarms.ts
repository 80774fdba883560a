import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { createPasswordHasher, type PasswordHasher } from '../access/index.ts';
import type { NegativeLine } from '../budget/budget-repository.ts';
import type { Receiver } from '../connectors/index.ts';
import type { DatabaseNodes } from '../db/index.ts';
import { errorForLog } from '../http/request-log.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import type { OnMissing, OnRefused } from '../orders/certificates/certificates-routes.ts';
import type { BackgroundParts } from '../proof/rederive/rederive-job.ts';

/** Whoever watches the log of this process must hear of it: the figures of these accounts cannot be trusted. */
export function alarmOfFrozen(logger: Logger): (accounts: readonly FrozenAccount[]) => void {
  return (accounts) => {
    const named = accounts.map(({ accountKind, account, logIndex, faultCount }) => {
      return { account: `${accountKind}/${account}`, logIndex, faultCount };
    });
    logger.error({ accounts: named }, 'accounts do not reconcile and are frozen: see GET /v1/frozen-accounts');
  };
}

/** What was used elsewhere is more than these lines may spend: the gate reserves nothing there, and somebody has to act. */
export function alarmOfNegative(logger: Logger): (lines: readonly NegativeLine[]) => void {
  return (lines) => logger.error({ lines }, 'budget lines are below zero by what was used elsewhere');
}

/** Which of several servers is used is also in the metrics; why one is not well stands in the log. */
export function alarmOfServers(nodes: DatabaseNodes, logger: Logger): void {
  nodes.onMove((move) => logger.warn(move, 'another database server is used'));
  nodes.onFault((server, { says }) => logger.warn({ server, reason: says.en }, 'a database server is not well'));
}

/** A forged certificate, and one that is brought a second time, are attempts at fraud: somebody should look. */
export function alarmOfRefused(registry: Registry, logger: Logger): OnRefused {
  const refused = new Counter({
    name: 'gate_certificates_refused_total',
    help: 'Certificates that somebody brought and that were not good, by why.',
    labelNames: ['reason'],
    registers: [registry],
  });
  return (what) => {
    refused.inc({ reason: what.reason });
    logger.warn(what, 'a certificate was refused');
  };
}

/** Whoever submitted has the decision and no certificate, until they ask for it again. */
export function alarmOfMissing(registry: Registry, logger: Logger): OnMissing {
  const missing = new Counter({
    name: 'gate_certificates_missing_total',
    help: 'Approved orders that were answered without their certificate.',
    registers: [registry],
  });
  return (decision, error) => {
    missing.inc();
    logger.error({ decision, error: errorForLog(error) }, 'an approved order was answered without its certificate');
  };
}

/** Somebody outside is not told what happens here, and people have to see why. */
export function alarmOfReceiver(logger: Logger): (receiver: Pick<Receiver, 'kind' | 'id'>, error: string) => void {
  return ({ kind, id }, error) => logger.error({ kind, id, error }, 'a receiver does not take what it is told');
}

/** Nobody is told while this goes on, and the next look tries again. */
export function alarmOfDeliveries(logger: Logger): (error: unknown) => void {
  return (error) => logger.error({ error: errorForLog(error) }, 'telling receivers failed; it goes on');
}

const SAME_AGAIN_MS = 60_000;

/**
 * While the database is away a dozen jobs fail each second, all for one reason: the same error of a job is told once a minute,
 * with how often it came since it was told last.
 */
export function alarmOfJobs(logger: Logger, uptimeMs = () => performance.now()): (error: unknown, job: string) => void {
  const toldOf = new Map<string, { readonly error: string; readonly atMs: number; untold: number }>();
  return (error, job) => {
    const logged = errorForLog(error);
    const kind = String(logged.code ?? logged.message);
    const [before, atMs] = [toldOf.get(job), uptimeMs()];
    if (before?.error === kind && atMs - before.atMs < SAME_AGAIN_MS) {
      before.untold += 1;
      return;
    }
    toldOf.set(job, { error: kind, atMs, untold: 0 });
    logger.error({ job, untold: before?.untold ?? 0, error: logged }, 'a job failed; its next turn tries again');
  };
}

export function alarmOfUnreadable(logger: Logger): BackgroundParts['onUnreadable'] {
  return ({ decision }) => logger.error({ decision: decision.id }, 'a record cannot be read as it was written');
}

export function alarmOfOtherFacts(logger: Logger): BackgroundParts['onOtherFacts'] {
  return ({ decision, unequal, isClassified }) => {
    // What an order says is not for the log of the process.
    const at = isClassified ? null : (unequal?.pointer ?? null);
    logger.error({ decision: decision.id, at }, 'other facts are derived today than a record has');
  };
}

export function countDeliveries(registry: Registry): (receiver: Pick<Receiver, 'kind'>, isTaken: boolean) => void {
  const attempts = new Counter({
    name: 'gate_deliveries_total',
    help: 'Attempts to tell other systems what happened.',
    labelNames: ['receiver', 'outcome'],
    registers: [registry],
  });
  return ({ kind }, isTaken) => attempts.inc({ receiver: kind, outcome: isTaken ? 'delivered' : 'failed' });
}

export function countCallbacks(
  registry: Registry,
): (report: { readonly kind: string; readonly outcome: string }) => void {
  const callbacks = new Counter({
    name: 'gate_callbacks_total',
    help: 'What procurement platforms have called back, by what came of it.',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  return ({ kind, outcome }) => callbacks.inc({ kind, outcome });
}

/** Every comparison is a guess by somebody: a sudden rise of them is an attack. */
export function countedHasher(registry: Registry): PasswordHasher {
  const compared = new Counter({
    name: 'gate_password_comparisons_total',
    help: 'Passwords that were compared, for accounts that exist and for others.',
    registers: [registry],
  });
  return createPasswordHasher(() => compared.inc());
}

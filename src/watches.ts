import type { Logger } from 'pino';
import type { NegativeLine } from './budget/find-negative-lines.ts';
import type { FrozenAccount } from './ledger/index.ts';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { NegativeLine } from './budget/find-negative-lines.ts';
import { negativeLinesNow } from './budget/negative-lines-job.ts';
import { type Database, inSnapshot } from './db/index.ts';
import { countFrozenAccounts, type FrozenAccount } from './ledger/index.ts';
import type { OnRefused } from './orders/certificates/certificates-routes.ts';
import type { SubmissionQueue } from './orders/submission-queue.ts';

/** A forged certificate, and one that is brought a second time, are attempts at fraud: somebody should look. */
export function watchCertificates(registry: Registry, logger: Logger): OnRefused {
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

export function watchQueue(registry: Registry, queue: SubmissionQueue): void {
  new Gauge({
    name: 'gate_queue_waiting',
    help: 'Acts that wait for their batch.',
    registers: [registry],
    collect() {
      this.set(queue.waiting());
    },
  });
}

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

export function watchNegative(registry: Registry, db: Database): void {
  new Gauge({
    name: 'gate_budget_lines_negative',
    help: 'Budget lines with less than nothing, by what was used elsewhere.',
    registers: [registry],
    async collect() {
      try {
        this.set(await negativeLinesNow(db));
      } catch {
        this.set(Number.NaN);
      }
    },
  });
}

/** Asked of the database, since another process may have frozen them; NaN, which is "unknown", while it is away. */
export function watchFrozen(registry: Registry, db: Database): void {
  new Gauge({
    name: 'gate_frozen_accounts',
    help: 'Budget lines and entitlements that do not reconcile and take nothing.',
    registers: [registry],
    async collect() {
      try {
        this.set(await inSnapshot(db, countFrozenAccounts));
      } catch {
        this.set(Number.NaN);
      }
    },
  });
}

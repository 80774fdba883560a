import { Gauge, type Registry } from 'prom-client';
import { negativeLinesNow } from '../budget/lines/negative-lines-job.ts';
import { receiversNow } from '../connectors/receivers/deliveries-job.ts';
import { type Database, inSnapshot } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { countFrozenAccounts } from '../ledger/index.ts';
import { unsignedSeconds } from '../log/checkpoints/checkpoint-job.ts';
import type { SubmissionQueue } from '../orders/queue/submission-queue.ts';
import { backlogNow } from '../proof/rederive/rederive-job.ts';

export interface MeasuredGate {
  readonly db: Database;
  readonly queue: Pick<SubmissionQueue, 'waiting'>;
  readonly clock: Clock;
}

/** What whoever watches the gate reads of it, beside what each part counts of itself. */
export function registerGateMetrics(registry: Registry, { db, queue, clock }: MeasuredGate): void {
  gauge(registry, {
    name: 'gate_queue_waiting',
    help: 'Acts that wait for their batch.',
    read: async () => queue.waiting(),
  });
  gauge(registry, {
    name: 'gate_budget_lines_negative',
    help: 'Budget lines with less than nothing, by what was used elsewhere.',
    read: () => negativeLinesNow(db),
  });
  gauge(registry, {
    name: 'gate_frozen_accounts',
    help: 'Budget lines and entitlements that do not reconcile and take nothing.',
    read: () => inSnapshot(db, countFrozenAccounts),
  });
  gauge(registry, {
    name: 'gate_log_unsigned_seconds',
    help: 'How long the oldest leaf of the log waits for a signed checkpoint; 0 when every leaf has one.',
    read: () => unsignedSeconds(db, clock),
  });
  const backlog = shared(() => backlogNow(db));
  gauge(registry, {
    name: 'gate_rederivation_priority_backlog',
    help: 'Leaves of the log whose rejected, referred and sampled approved decisions are still to be derived anew.',
    read: async () => (await backlog())['rederive-priority'],
  });
  gauge(registry, {
    name: 'gate_rederivation_backlog',
    help: 'Leaves of the log whose other decisions are still to be derived anew, which is done while nobody waits.',
    read: async () => (await backlog())['rederive-all'],
  });
  const receivers = shared(() => receiversNow(db));
  gauge(registry, {
    name: 'gate_receivers_failing',
    help: 'Other systems that have failed five times in a row to take what they are told, or one thing of it.',
    read: async () => (await receivers()).failing,
  });
  gauge(registry, {
    name: 'gate_undelivered_leaves',
    help: 'What other systems did not take while they took other things, and what waits behind it.',
    read: async () => (await receivers()).undelivered,
  });
  gauge(registry, {
    name: 'gate_delivery_backlog',
    help: 'Leaves of the log that the last of the other systems has not been told of.',
    read: async () => (await receivers()).backlog,
  });
}

/** Gauges are read at once for one scrape: what several of them show is read for all of them together. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

interface Read {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

/** Asked of the database, since another process may have changed it; NaN, which is "unknown", while it is away. */
function gauge(registry: Registry, { name, help, read }: Read): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      try {
        this.set(await read());
      } catch {
        this.set(Number.NaN);
      }
    },
  });
}

import type { Registry } from 'prom-client';
import type { Database } from '../../db/index.ts';
import { gateContract } from '../../http/contract/contract.ts';
import { areComing, type OrdersUnderWay } from '../../http/long-reads.ts';
import { keptAnswersOf } from '../../reports/index.ts';
import type { Config } from '../config.ts';
import { registerGateMetrics } from '../gate-metrics.ts';
import { beginReader } from './reader-thread.ts';
import { openReaders, READER_LIMITS, type Readers } from './readers.ts';

export interface GateReadersParts {
  readonly config: Config;
  readonly db: Database;
  readonly registry: Registry;
  /** By id, what readers can answer. */
  readonly operations: ReadonlySet<string>;
  readonly orders: OrdersUnderWay;
}

/** The readers of a gate, told of by its metrics; undefined where `GATE_READERS` is 0. */
export function gateReaders({ config, db, registry, operations, orders }: GateReadersParts): Readers | undefined {
  let unkept = 0;
  registerGateMetrics(registry, [
    {
      name: 'gate_reports_unkept',
      help: 'Reports since the start that were too large to be kept, so that each question works them out anew.',
      read: async () => {
        unkept += keptAnswersOf(db).takeUnkept();
        return unkept;
      },
    },
  ]);
  if (config.readersMax === 0) return undefined;
  const readers = openReaders({
    operations,
    pages: new Set(gateContract().operations.flatMap(({ id, weight }) => (weight === 'page' ? [id] : []))),
    areOrdersComing: () => areComing(orders, performance.now()),
    begin: () =>
      beginReader(config, (answers) => {
        unkept += answers;
      }),
    limits: { ...READER_LIMITS, threadsMax: config.readersMax },
  });
  registerGateMetrics(registry, [
    {
      name: 'gate_reads_running',
      help: 'Reads that are being answered, each in a thread of its own.',
      read: async () => readers.counts().running,
    },
    {
      name: 'gate_reads_waiting',
      help: 'Long reads that wait for a thread.',
      read: async () => readers.counts().waiting,
    },
    {
      name: 'gate_reads_answered',
      help: 'Reads that were answered in a thread of their own since the start.',
      read: async () => readers.counts().answered,
    },
    {
      name: 'gate_reads_stopped',
      help: 'Reads that were stopped since the start, because their callers had left or they took too long.',
      read: async () => readers.counts().stopped,
    },
  ]);
  return readers;
}

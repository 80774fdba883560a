import { Counter, Gauge, type Registry } from 'prom-client';
import type { Database } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';

/** Shows what the parts bring; a figure that cannot be read is NaN, which is "unknown", as while the database is away. */
export function registerGateMetrics(registry: Registry, metrics: readonly Metric[]): void {
  for (const { name, help, read } of metrics) {
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
}

/** Which database server of several this process uses, which are well, and how often it went to another one. */
export function registerNodeMetrics(registry: Registry, { nodes }: Database): void {
  if (!nodes) return;
  const registers = [registry];
  new Gauge({
    ...{ name: 'gate_database_node', help: 'Database servers: 1 for the one in use', labelNames: ['host'], registers },
    collect() {
      for (const { name, isUsed } of nodes.seen()) this.set({ host: name }, isUsed ? 1 : 0);
    },
  });
  new Gauge({
    ...{
      name: 'gate_database_node_well',
      help: 'Database servers: 1 for each that is well',
      labelNames: ['host'],
      registers,
    },
    collect() {
      for (const { name, fault } of nodes.seen()) this.set({ host: name }, fault ? 0 : 1);
    },
  });
  new Counter({
    ...{ name: 'gate_database_moves_total', help: 'Moves of this process to another database server', registers },
    collect() {
      this.reset();
      this.inc(nodes.moves());
    },
  });
}

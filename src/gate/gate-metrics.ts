import { Gauge, type Registry } from 'prom-client';
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

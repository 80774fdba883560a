import type { RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';
import { contextOf } from './request-context.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** How long requests took, by operation and status. Paths are not labels: they hold ids, and anybody can make them up. */
export function requestMetrics(registry: Registry): RequestHandler {
  const durations = new Histogram({
    name: 'gate_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['operation', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const known = new Map<string, { observe(seconds: number): void }>();
  // Looking the labels up again costs more than counting.
  const seriesOf = (operation: string, status: number) => {
    const key = `${operation} ${status}`;
    const series = known.get(key) ?? durations.labels({ operation, status });
    known.set(key, series);
    return series;
  };
  return (req, res, next) => {
    const context = contextOf(req);
    res.once('finish', () => {
      const operation = context.route?.operation.id ?? 'none';
      seriesOf(operation, res.statusCode).observe((performance.now() - context.startMs) / 1000);
    });
    next();
  };
}

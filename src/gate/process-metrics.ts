import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { once } from '../http/once.ts';
import { packageRoot } from '../kernel/index.ts';
import { buildDigest } from './build-digest.ts';

/** The figures of this process, of Node and of the program. A process has them once, however many gates it opens. */
export const processMetrics = once((): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  new Gauge({
    ...{ name: 'gate_build_info', help: 'Always 1: the version and the digest of the program.', registers: [registry] },
    labelNames: ['version', 'build'],
  }).set({ version, build: buildDigest() }, 1);
  return registry;
});

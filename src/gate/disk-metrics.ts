import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Gauge, type Registry } from 'prom-client';
import { engineOf } from '../db/index.ts';
import type { Config } from './config.ts';

/** How much this account may still write where the gate keeps its data, and where its SQLite file lies. */
export function registerDiskMetrics(registry: Registry, { dataDir, databaseUrl }: Config): void {
  const folders = {
    data: resolve(dataDir),
    ...(engineOf(databaseUrl) === 'sqlite' && { database: dirname(resolve(databaseUrl.slice('sqlite:'.length))) }),
  };
  new Gauge({
    name: 'gate_disk_free_bytes',
    help: 'Free space of the disk with the data folder, and of the one with the SQLite file.',
    labelNames: ['folder'],
    registers: [registry],
    async collect() {
      for (const [folder, path] of Object.entries(folders)) this.set({ folder }, await freeBytes(path));
    },
  });
}

/** Some of a disk is for root alone. A figure that cannot be read is NaN, which is "unknown". */
async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bfree, bsize } = await statfs(path);
    return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  } catch {
    return Number.NaN;
  }
}

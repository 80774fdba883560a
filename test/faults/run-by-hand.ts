import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Engine } from '../../src/db/index.ts';
import { releaseDatabases } from '../support/databases.ts';

interface ByHand {
  readonly engine: Engine;
  readonly kills: number;
  readonly seed: number;
  /** For what is measured in orders. */
  readonly orders: number;
}

/** Runs a file's own work when it was started as a program, and does nothing when a test imports it. */
export async function runByHand(fileUrl: string, work: (choice: ByHand) => Promise<object>): Promise<void> {
  if (process.argv[1] !== fileURLToPath(fileUrl)) return;
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'sqlite' },
      kills: { type: 'string', default: '10' },
      orders: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  });
  const { engine } = values;
  if (engine !== 'sqlite' && engine !== 'mysql') throw new RangeError('--engine is sqlite or mysql');
  const choice: ByHand = {
    ...{ engine, kills: Number(values.kills) },
    ...{ seed: Number(values.seed), orders: Number(values.orders) },
  };
  console.log(`${choice.engine}, ${choice.kills} kills, seed ${choice.seed}`);
  const startedAt = performance.now();
  try {
    console.log(await work(choice));
    console.log(`every promise was kept (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
  } finally {
    await releaseDatabases();
  }
}

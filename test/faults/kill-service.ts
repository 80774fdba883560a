import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/db/index.ts';
import { BOOTSTRAP_KEY, makeWorld } from '../bench/world.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { type Agreement, checkAgreement, checkPromises, checkRecall } from './check-promises.ts';
import { type GateProcess, newDataDir, startGateProcess } from './gate-process-control.ts';
import { openNotebook, runLoad, settleDoubts } from './order-load.ts';
import { type Random, randomFrom } from './random.ts';
import { runByHand } from './run-by-hand.ts';

export interface KillChoice {
  readonly engine: Engine;
  readonly kills: number;
  readonly random: Random;
  readonly clients: number;
  /** The kill comes at a random moment in this stretch of load. */
  readonly loadMsMax: number;
}

export interface KillReport extends Agreement {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acts without an answer when the process was killed; asked again afterwards. */
  readonly inDoubt: number;
  readonly slowestStartMs: number;
}

const NOW = '2026-06-01T01:00:00.000Z';
const OFFICES = 5;

/**
 * Loads a real gate in its own process, kills it without warning, starts it again and holds it to its word; again and
 * again, on one database. Throws at the first promise that is broken.
 */
export async function killGate(choice: KillChoice): Promise<KillReport> {
  const { engine, kills, random, clients, loadMsMax } = choice;
  const fresh = await freshDatabaseUrl(engine);
  const place = { databaseUrl: fresh.url, dataDir: newDataDir() };
  const start = () => startGateProcess({ ...place, bootstrapKey: BOOTSTRAP_KEY, now: NOW });
  const notebook = openNotebook();
  let gate: GateProcess = await start();
  const { key, offices } = await makeWorld(gate.url, { offices: OFFICES });
  let inDoubt = 0;
  let slowestStartMs = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const since = notebook.acknowledged.length;
    const { url } = gate;
    const load = runLoad(notebook, { url, key, offices, random, clients, isOver: () => false, onUnavailable: 'end' });
    await sleep(random.whole(50, loadMsMax));
    await gate.kill();
    await load;
    await checkAgreement(fresh.url, { rederive: false });
    gate = await start();
    slowestStartMs = Math.max(slowestStartMs, gate.startMs);
    inDoubt += await settleDoubts(notebook, { url: gate.url, key });
    await checkPromises(notebook, { url: gate.url, key, since });
    await checkRecall(notebook, { url: gate.url, key, since });
  }
  // Nothing of an earlier round may have been lost in a later one.
  await checkPromises(notebook, { url: gate.url, key, since: 0 });
  await gate.stop();
  if (notebook.wrong.length > 0) throw new Error(notebook.wrong.slice(0, 10).join('\n'));
  const agreement = await checkAgreement(fresh.url, { rederive: true });
  await fresh.drop();
  return { kills, acknowledged: notebook.acknowledged.length, inDoubt, slowestStartMs, ...agreement };
}

await runByHand(import.meta.url, async ({ engine, kills, seed }) =>
  killGate({ engine, kills, random: randomFrom(seed), clients: 16, loadMsMax: 2_000 }),
);

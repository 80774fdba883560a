import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { BOOTSTRAP_KEY, makeWorld } from '../bench/world.ts';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
import { until } from '../support/until.ts';
import { type Agreement, checkAgreement, checkPromises, checkRecall } from './check-promises.ts';
import { newDataDir, startGateProcess } from './gate-process-control.ts';
import { type LoadParts, type Notebook, openNotebook, runLoad, settleDoubts } from './order-load.ts';
import { type Random, randomFrom } from './random.ts';
import { runByHand } from './run-by-hand.ts';

export interface DatabaseKillChoice {
  readonly kills: number;
  readonly random: Random;
  readonly clients: number;
  readonly loadMsMax: number;
  readonly awayMsMax: number;
}

export interface DatabaseKillReport extends Agreement {
  readonly kills: number;
  readonly acknowledged: number;
  readonly inDoubt: number;
  /** Answers with 503 while the database was away. */
  readonly unavailable: number;
  readonly longestAnswerMs: number;
  /** From the moment MariaDB takes connections to the first order that the gate decides. */
  readonly slowestReturnMs: number;
}

const NOW = '2026-06-01T01:00:00.000Z';
const OFFICES = 5;

/**
 * Kills MariaDB under a loaded gate that goes on running, brings it back, and holds the gate to its word. The gate must
 * say 503 meanwhile, let nobody hang, and come back by itself.
 */
export async function killDatabase(choice: DatabaseKillChoice): Promise<DatabaseKillReport> {
  const mariadb = await startMariadb();
  await mariadb.administer('create database gate');
  const databaseUrl = mariadb.urlOf('gate');
  const gate = await startGateProcess({ databaseUrl, dataDir: newDataDir(), bootstrapKey: BOOTSTRAP_KEY, now: NOW });
  const world = await makeWorld(gate.url, { offices: OFFICES });
  const notebook = openNotebook();
  const parts = { ...choice, ...world, url: gate.url };
  let inDoubt = 0;
  let slowestReturnMs = 0;
  for (let kill = 1; kill <= choice.kills; kill += 1) {
    const since = notebook.acknowledged.length;
    const round = await killOnce(mariadb, notebook, parts);
    slowestReturnMs = Math.max(slowestReturnMs, round.returnMs);
    inDoubt += await settleDoubts(notebook, parts);
    await checkPromises(notebook, { ...parts, since });
    await checkRecall(notebook, { ...parts, since });
    await checkAgreement(databaseUrl, { rederive: false });
  }
  await checkPromises(notebook, { ...parts, since: 0 });
  await gate.stop();
  assert.deepEqual(notebook.wrong, []);
  const agreement = await checkAgreement(databaseUrl, { rederive: true });
  await mariadb.remove();
  return {
    kills: choice.kills,
    acknowledged: notebook.acknowledged.length,
    inDoubt,
    unavailable: notebook.unavailable,
    longestAnswerMs: notebook.longestMs,
    slowestReturnMs,
    ...agreement,
  };
}

type Parts = DatabaseKillChoice & Pick<LoadParts, 'url' | 'key' | 'offices'>;

async function killOnce(mariadb: Mariadb, notebook: Notebook, parts: Parts): Promise<{ readonly returnMs: number }> {
  const { random, loadMsMax, awayMsMax } = parts;
  const refusedBefore = notebook.unavailable;
  let isOver = false;
  const load = runLoad(notebook, { ...parts, isOver: () => isOver, onUnavailable: 'go-on' });
  await sleep(random.whole(50, loadMsMax));
  await mariadb.kill();
  await sleep(random.whole(0, awayMsMax));
  // Whoever only reads and whoever orders are answered before it comes back: nobody hangs as long as it is away.
  await refusesReading(parts);
  await until('somebody who orders is told to come back', () => notebook.unavailable > refusedBefore);
  await mariadb.start();
  const returnedAt = performance.now();
  const before = notebook.acknowledged.length;
  await until('the gate comes back by itself', () => notebook.acknowledged.length > before);
  const returnMs = performance.now() - returnedAt;
  isOver = true;
  await load;
  return { returnMs };
}

/** Also who only reads is told to come back later; the caller's key was known a moment ago, or it is not. */
async function refusesReading({ url, key }: Parts): Promise<void> {
  const answer = await fetch(`${url}/v1/orders`, { headers: { authorization: `Bearer ${key}` } });
  const { code } = (await answer.json()) as { code?: string };
  assert.deepEqual({ status: answer.status, code }, { status: 503, code: 'gate.unavailable' });
  assert.ok(answer.headers.has('retry-after'));
}

await runByHand(import.meta.url, ({ kills, seed }) =>
  killDatabase({ kills, random: randomFrom(seed), clients: 16, loadMsMax: 2_000, awayMsMax: 3_000 }),
);

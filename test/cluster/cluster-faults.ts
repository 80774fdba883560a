import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { BOOTSTRAP_KEY, makeWorld } from '../bench/world.ts';
import {
  type Agreement,
  checkAgreement,
  checkPromises,
  checkRecall,
  findBrokenPromises,
} from '../faults/check-promises.ts';
import { type GateProcess, newDataDir, startGateProcess } from '../faults/gate-process-control.ts';
import { type Notebook, openNotebook, runLoad, settleDoubts } from '../faults/order-load.ts';
import type { Random } from '../faults/random.ts';
import { until } from '../support/until.ts';
import { type Galera, type GaleraNode, startGalera } from './galera.ts';
import { migrateOnEach } from './migrate-on-each.ts';

const NOW = '2026-06-01T01:00:00.000Z';

type Nodes = Galera['nodes'];

/** What happens to the nodes, the writer being the first. */
export const FAULTS = {
  'kill -9 of the writer': async ([writer]: Nodes): Promise<void> => {
    await writer.kill();
    await sleep(4_000);
    await writer.start();
  },
  'SIGSTOP of the writer for 10 s': async ([writer]: Nodes): Promise<void> => {
    writer.freeze();
    await sleep(10_000);
    writer.thaw();
  },
  'SIGTERM of the writer': async ([writer]: Nodes): Promise<void> => {
    await writer.drain();
    await sleep(4_000);
    await writer.start();
  },
  'the writer cut off from the others for 10 s': async ([writer]: Nodes): Promise<void> => {
    writer.cutOff();
    await sleep(10_000);
    writer.join();
  },
  'kill -9 of two of three, started 3 s later': async ([one, other]: Nodes): Promise<void> => {
    await Promise.all([one.kill(), other.kill()]);
    await sleep(3_000);
    await startTogether([one, other]);
  },
  'kill -9 of all three, started 2 s later': async (nodes: Nodes): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    await sleep(2_000);
    await startTogether(nodes);
  },
};

export type Fault = keyof typeof FAULTS;

async function startTogether(nodes: readonly GaleraNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.start()));
}

export interface FaultReport {
  readonly fault: Fault;
  /** Between two acknowledged acts of whoever. */
  readonly longestStopMs: number;
  readonly acknowledged: number;
  /** Answers with 503, and connections without an answer. */
  readonly notAnswered: number;
  /** Answers other than 2xx by status; `none` for connections that broke. */
  readonly otherAnswers: Readonly<Record<string, number>>;
  /** Of everything acknowledged since the first fault, after this one. */
  readonly lost: number;
  readonly changed: number;
  /** What `verify`, `reconcile` and, where asked for, `rederive --all` agreed on after it. */
  readonly agreement: Agreement;
}

export interface ClusterReport extends Agreement {
  readonly startedMs: number;
  readonly faults: readonly FaultReport[];
  /** By gate: how often it went to another node. */
  readonly gateMoves: readonly number[];
}

export interface ClusterChoice {
  readonly faults: readonly Fault[];
  readonly random: Random;
  readonly clients: number;
  /** Before and after each fault. */
  readonly quietMs: number;
  /** After each fault every decision so far is derived anew and read back, and not only once at the end. */
  readonly isAllCheckedEachTime?: boolean;
  /** Told as it comes: a run that breaks off later has told this. */
  readonly onFault: (report: FaultReport) => void;
}

/**
 * Two gates with one list of three nodes, under load, while nodes fail: what was acknowledged must be there afterwards, on
 * every node, and `verify`, `reconcile` and `rederive --all` must agree.
 */
export async function tryFaults({ faults, ...choice }: ClusterChoice): Promise<ClusterReport> {
  const startedAt = performance.now();
  const galera = await startGalera();
  const startedMs = performance.now() - startedAt;
  assert.deepEqual(await migrateOnEach(galera.nodes), [0, 0, 0], 'of three that migrate at once one has failed');
  // All gates name the nodes in the same order; and both may be the first to start.
  const parts = { databaseUrl: galera.url, dataDir: newDataDir(), bootstrapKey: BOOTSTRAP_KEY, now: NOW };
  const first = await startGateProcess(parts);
  const gates = [first, await startGateProcess(parts)] as const;
  const world = await makeWorld(first.url, { offices: 5 });
  const notebook = openNotebook();
  const reports: FaultReport[] = [];
  for (const fault of faults) {
    const report = await tryFault(fault, { ...choice, galera, gates, notebook, world });
    choice.onFault(report);
    assert.deepEqual([report.lost, report.changed], [0, 0], 'what was acknowledged is lost, or changed');
    reports.push(report);
  }
  await checkPromises(notebook, { url: first.url, key: world.key, since: 0 });
  const gateMoves = await Promise.all(gates.map(movesOf));
  for (const gate of gates) await gate.stop();
  assert.deepEqual(notebook.wrong, []);
  const agreement = await checkAgreement(galera.nodes[2].url, { rederive: true });
  await galera.remove();
  return { startedMs, faults: reports, gateMoves, ...agreement };
}

interface FaultParts extends Omit<ClusterChoice, 'faults'> {
  readonly galera: Galera;
  readonly gates: readonly GateProcess[];
  readonly notebook: Notebook;
  readonly world: Awaited<ReturnType<typeof makeWorld>>;
}

async function tryFault(fault: Fault, parts: FaultParts): Promise<FaultReport> {
  const { galera, gates, notebook, world, random, clients, quietMs } = parts;
  const since = notebook.acknowledged.length;
  const doubtsBefore = notebook.inDoubt.length;
  const othersBefore = new Map(notebook.otherAnswers);
  let isOver = false;
  const stops = watchStops(notebook);
  const loads = gates.map(({ url }) =>
    runLoad(notebook, { ...world, url, random, clients, isOver: () => isOver, onUnavailable: 'go-on' }),
  );
  await sleep(quietMs);
  await FAULTS[fault](galera.nodes);
  await galera.untilWell();
  const back = notebook.acknowledged.length;
  await until('somebody is answered again', () => notebook.acknowledged.length > back);
  await sleep(quietMs);
  isOver = true;
  await Promise.all(loads);
  const longestStopMs = stops.end();
  const notAnswered = notebook.inDoubt.length - doubtsBefore;
  const otherAnswers = otherAnswersSince(notebook, othersBefore);
  const checked = await checkAfter(parts, since);
  return {
    ...{ fault, longestStopMs: Math.round(longestStopMs), notAnswered, otherAnswers },
    ...{ acknowledged: notebook.acknowledged.length - since, ...checked },
  };
}

/** Nobody asks for anything meanwhile. */
async function checkAfter(
  { galera, gates, notebook, world, isAllCheckedEachTime = false }: FaultParts,
  since: number,
): Promise<Pick<FaultReport, 'lost' | 'changed' | 'agreement'>> {
  const to = { url: gates[0]?.url ?? '', key: world.key };
  await settleDoubts(notebook, to);
  const { lost, changed } = await findBrokenPromises(notebook, { ...to, since: isAllCheckedEachTime ? 0 : since });
  await checkRecall(notebook, { ...to, since });
  const [first, second, third] = galera.nodes;
  for (const { url } of [first, second]) await checkAgreement(url, { rederive: false });
  const agreement = await checkAgreement(third.url, { rederive: isAllCheckedEachTime });
  return { lost: lost.length, changed: changed.length, agreement };
}

function otherAnswersSince(
  { otherAnswers }: Notebook,
  before: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  const since = [...otherAnswers].map(([status, count]) => [status, count - (before.get(status) ?? 0)] as const);
  return Object.fromEntries(since.filter(([, count]) => count > 0));
}

/** How long nobody was acknowledged anything, at most. */
function watchStops({ acknowledged }: Notebook) {
  let [count, sinceMs, longest] = [acknowledged.length, performance.now(), 0];
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - sinceMs);
    if (acknowledged.length !== count) [count, sinceMs] = [acknowledged.length, now];
  };
  const timer = setInterval(look, 20);
  return {
    end: (): number => {
      clearInterval(timer);
      return longest;
    },
  };
}

async function movesOf({ url }: GateProcess): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${BOOTSTRAP_KEY}` } });
  const text = await answer.text();
  return Number(/^gate_database_moves_total (\d+)$/m.exec(text)?.[1]);
}

import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../src/db/index.ts';
import { BOOTSTRAP_KEY, makeWorld } from '../bench/world.ts';
import { SHORT_LIVED } from '../cli/other-clock.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { closedAtLast } from '../support/left-open.ts';
import { IS_LONG } from '../support/long.ts';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
import { atProcessEnd } from '../support/process-end.ts';
import type { BankWork, ClientReport, FromClient, ToClient } from './bank-client.ts';
import { checkSums } from './bank-sums.ts';
import { type Agreement, checkAgreement } from './check-promises.ts';
import { type GateProcess, newDataDir, startGateProcess } from './gate-process-control.ts';
import { type Random, randomFrom } from './random.ts';
import { runByHand } from './run-by-hand.ts';

export interface BankChoice {
  readonly engine: Engine;
  readonly orders: number;
  readonly kills: number;
  readonly random: Random;
  /** Processes, and how many acts each of them has under way. */
  readonly clients: number;
  readonly lanes: number;
  readonly rederive: boolean;
}

export interface BankReport extends Agreement {
  readonly acts: number;
  readonly askedAgain: number;
  readonly decisionsRead: number;
  readonly transfers: number;
  readonly machines: number;
  readonly payments: number;
  readonly kills: { readonly service: number; readonly database: number };
  /** Between what the clients were promised and what the budget lines say, over all lines and buckets; nought. */
  readonly driftFen: number;
  readonly loadSeconds: number;
}

const NOW = '2026-06-01T01:00:00.000Z';
/** Nobody reads long here, and a thread for that takes half of what a start does. With threads, gates are killed in kills.test.ts. */
const READERS: Readonly<Record<string, string>> = IS_LONG ? {} : { GATE_READERS: '0' };
const OFFICES = 5;

/**
 * Clients in their own processes approve, amend, withdraw, contract, accept, pay, terminate and transfer, while the gate
 * and its database are killed. At the end not a fen may be missing, and everything that was acknowledged must be there.
 */
export async function checkBank(choice: BankChoice): Promise<BankReport> {
  const place = await openPlace(choice.engine);
  const bank: Bank = { choice, place, gate: await place.start(), kills: { service: 0, database: 0 } };
  const { offices } = await makeWorld(bank.gate.url, { offices: OFFICES });
  const keys = await makeKeys(bank.gate.url);
  const startedAt = performance.now();
  const clients = Array.from({ length: choice.clients }, (_, index) =>
    startClient({
      ...{ kind: 'work', url: bank.gate.url, name: `K${index}`, seed: choice.random.whole(1, 2 ** 30), offices, keys },
      ...{ lanes: choice.lanes, orders: Math.ceil(choice.orders / choice.clients) },
    }),
  );
  await killWhileWorking(bank, clients);
  const loadSeconds = Math.round((performance.now() - startedAt) / 1_000);
  const reports = await Promise.all(clients.map((client) => client.check()));
  for (const client of clients) client.end();
  await bank.gate.stop();
  const agreement = await checkAgreement(place.databaseUrl, { rederive: choice.rederive });
  const driftFen = await checkSums(place.databaseUrl, reports);
  await place.close();
  const sum = (count: (report: ClientReport) => number) => reports.reduce((total, report) => total + count(report), 0);
  return {
    ...{ ...agreement, kills: bank.kills, driftFen, loadSeconds, acts: sum(({ acts }) => acts) },
    askedAgain: sum(({ askedAgain }) => askedAgain),
    decisionsRead: sum(({ decisions }) => decisions),
    transfers: sum(({ transfers }) => transfers.length),
    machines: sum(({ serials }) => serials.length),
    payments: sum(({ invoices }) => invoices.length),
  };
}

interface Bank {
  readonly choice: BankChoice;
  readonly place: Place;
  gate: GateProcess;
  readonly kills: { service: number; database: number };
}

interface Place {
  readonly databaseUrl: string;
  readonly mariadb: Mariadb | undefined;
  readonly start: () => Promise<GateProcess>;
  readonly close: () => Promise<void>;
}

/** On MariaDB a server of its own, since it will be killed. */
async function openPlace(engine: Engine): Promise<Place> {
  const mariadb = engine === 'mysql' ? await startMariadb() : undefined;
  await mariadb?.administer('create database gate');
  const fresh = mariadb ? undefined : await freshDatabaseUrl(engine);
  const databaseUrl = mariadb?.urlOf('gate') ?? fresh?.url ?? '';
  const dataDir = newDataDir();
  return {
    ...{ databaseUrl, mariadb },
    start: () => startGateProcess({ databaseUrl, dataDir, bootstrapKey: BOOTSTRAP_KEY, now: NOW, env: READERS }),
    close: async () => {
      await mariadb?.remove();
      await fresh?.drop();
    },
  };
}

/** Kills at random moments, evenly over the whole of the work; on MariaDB the service and the database in turn. */
async function killWhileWorking(bank: Bank, clients: readonly ClientProcess[]): Promise<void> {
  const { kills, orders, random } = bank.choice;
  for (let kill = 0; kill < kills; kill += 1) {
    const place = ((kill + random.whole(20, 90) / 100) / kills) * orders;
    while (submittedBy(clients) < place && !clients.every(({ isDone }) => isDone())) await sleep(20);
    await sleep(random.whole(0, 50));
    if (bank.place.mariadb && kill % 2 === 1) await killDatabase(bank.place.mariadb, bank);
    else await killGate(bank, clients);
  }
  await Promise.all(clients.map(({ worked }) => worked));
}

async function killGate(bank: Bank, clients: readonly ClientProcess[]): Promise<void> {
  await bank.gate.kill();
  bank.gate = await bank.place.start();
  for (const client of clients) client.moved(bank.gate.url);
  bank.kills.service += 1;
}

async function killDatabase(mariadb: Mariadb, { choice, kills }: Bank): Promise<void> {
  await mariadb.kill();
  await sleep(choice.random.whole(0, 500));
  await mariadb.start();
  kills.database += 1;
}

function submittedBy(clients: readonly ClientProcess[]): number {
  return clients.reduce((sum, { submitted }) => sum + submitted(), 0);
}

/** Machines for orders, for contracts, and for what comes of them, each of another person, and two people of finance. */
async function makeKeys(url: string): Promise<BankWork['keys']> {
  const grant = { region: '421000' };
  const keyOf = async (
    role: string,
    ofPerson: readonly string[],
    who: string,
    scopes: readonly string[],
  ): Promise<string> => {
    const roles = ofPerson.map((each) => ({ role: each, grant }));
    const person = await installed(url, '/v1/persons', { name: who, email: `bank-${who}@gate.test`, roles });
    const key = { label: who, owner: person.id, role, grant, scopes, expiresAt: null };
    return String((await installed(url, '/v1/api-keys', key)).secret);
  };
  return {
    orders: await keyOf('machine', ['procurement-officer'], 'orders', ['orders:write', 'orders:read']),
    contracts: await keyOf('machine', ['procurement-officer'], 'contracts', ['assets:write']),
    goods: await keyOf('machine', ['procurement-officer', 'finance'], 'goods', ['assets:write', 'payments:write']),
    maker: await keyOf('finance', ['finance'], 'maker', []),
    signer: await keyOf('finance', ['finance'], 'signer', []),
  };
}

async function installed(url: string, path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const made = (await answer.json()) as Readonly<Record<string, unknown>>;
  assert.ok(answer.ok, `${path}: ${answer.status} ${JSON.stringify(made)}`);
  return made;
}

interface ClientProcess {
  readonly submitted: () => number;
  readonly isDone: () => boolean;
  readonly worked: Promise<void>;
  readonly moved: (url: string) => void;
  readonly check: () => Promise<ClientReport>;
  readonly end: () => void;
}

const ENTRY = fileURLToPath(new URL('./bank-client.ts', import.meta.url));
const running = new Set<ChildProcess>();

function startClient(work: BankWork): ClientProcess {
  if (running.size === 0) atProcessEnd(killAll);
  const child = fork(ENTRY, { execArgv: [...SHORT_LIVED, '--import', 'tsx'] });
  running.add(child);
  const told = new Map<FromClient['kind'], FromClient>();
  const hears = listenTo(child, told);
  const tell = (message: ToClient): void => void child.send(message);
  tell(work);
  const worked = hears('worked').then(() => undefined);
  // Whoever waits for it is told of its end; where the test has failed before, nobody waits any more.
  worked.catch(() => undefined);
  const end = closedAtLast('a client of the bank', async () => {
    running.delete(child);
    child.kill();
  });
  return {
    submitted: () => {
      const progress = told.get('progress');
      return progress?.kind === 'progress' ? progress.submitted : 0;
    },
    ...{ worked, isDone: () => told.has('worked'), moved: (url) => tell({ kind: 'moved', url }) },
    check: async () => {
      tell({ kind: 'check' });
      const report = await hears('checked');
      if (report.kind !== 'checked') throw new Error('a client has reported something else');
      return report;
    },
    end: () => void end(),
  };
}

/** Resolves with the first message of a kind; rejects when the client fails or ends. */
function listenTo(child: ChildProcess, told: Map<FromClient['kind'], FromClient>) {
  return (kind: FromClient['kind']): Promise<FromClient> =>
    new Promise((resolve, reject) => {
      // One that has ended before says nothing any more, and would be waited for until the test is over.
      if (child.exitCode !== null || child.signalCode !== null) reject(new Error('a client has ended'));
      child.on('message', (message: FromClient) => {
        told.set(message.kind, message);
        if (message.kind === kind) resolve(message);
        if (message.kind === 'failed') reject(new Error(message.error));
      });
      child.once('exit', () => reject(new Error('a client has ended')));
    });
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

await runByHand(import.meta.url, ({ engine, kills, seed, orders }) =>
  checkBank({ engine, kills, orders, random: randomFrom(seed), clients: 3, lanes: 24, rederive: false }),
);

import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import { freshDatabaseUrl, releaseDatabases, sharedMariadb } from '../support/databases.ts';
import { type BacktestMeasured, measureBacktests } from './backtest.ts';
import { measureBare, recordRows } from './bare-database.ts';
import { type Beside, printBeside } from './beside.ts';
import { type CampaignMeasured, measureCampaign } from './campaign.ts';
import { type Child, startChild } from './child.ts';
import { type ListMeasured, measureLists } from './lists.ts';
import { type LoadFigures, measure } from './load.ts';
import { makeLarge } from './make-large.ts';
import { printReports } from './region-reports.ts';
import { type Cell, printTables } from './report.ts';
import { measureRules } from './rules-only.ts';
import { type BenchOffice, BOOTSTRAP_KEY, makeOrders, makeWorld, reservedOn, type World } from './world.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    engines: { type: 'string', default: 'sqlite,mysql' },
    out: { type: 'string' },
    profile: { type: 'string' },
    position: { type: 'boolean', default: false },
    backtest: { type: 'boolean', default: false },
    beside: { type: 'boolean', default: false },
    of: { type: 'string', default: '' },
    lists: { type: 'boolean', default: false },
    campaign: { type: 'boolean', default: false },
    units: { type: 'string', default: '5000' },
    // By hand: `--beside --of state=approved` (those whose name has it), `--beside --orders 30000`, `--backtest --orders 100000`, or
    // `--orders 5000 --copies 199` for a million; so too with `--lists`, and with `--make URL`, which keeps what it makes and takes `--agencies` as well.
    make: { type: 'string' },
    agencies: { type: 'string', default: '200' },
    orders: { type: 'string', default: '3000' },
    copies: { type: 'string' },
  },
});

const MEASURE_MS = options.quick ? 2_500 : 5_000;
/** Until what is measured runs compiled: a cell that begins earlier shows the compiler, not the service. */
const WARM_UP_MS = 8_000;
const CLIENTS = options.quick ? [32] : [1, 32, 128];
const BATCH_ORDERS = 100;
const OFFICES = 50;
/** More than any machine of this size decides in one cell. */
const ORDERS_PER_SECOND_MAX = 6_000;

const COPIES = 9;

const cells: Cell[] = [];

const engines = options.engines.split(',') as Engine[];
if (options.make) {
  const size = { agencies: Number(options.agencies), ...sizeOf(0) };
  await makeLarge({ url: options.make, ...size });
  process.exit();
}
// What is in use fits, as docs/operate.md advises; a server of the tests has 128 MB, in which a register of this size does not.
if (engines.includes('mysql'))
  await (await sharedMariadb()).administer('set global innodb_buffer_pool_size = 1073741824');
if (options.beside) {
  for (const engine of engines) {
    const size = { forMs: options.quick ? 3_000 : 8_000, ...sizeOf(0) };
    await printBeside(engine, { ...size, busy: 'everybody', of: options.of });
  }
  await releaseDatabases();
  process.exit();
}
const campaigns: CampaignMeasured[] = [];
if (!options.position && !options.backtest && !options.lists) await benchCampaigns();
if (options.campaign) {
  await releaseDatabases();
  process.exit();
}
const lists: ListMeasured[] = [];
if (!options.position && !options.backtest) await benchLists();
if (options.lists) {
  await releaseDatabases();
  process.exit();
}
const backtests: BacktestMeasured[] = [];
if (!options.position) await benchBacktests();
if (options.backtest) {
  await releaseDatabases();
  process.exit();
}
const positions = await printReports(engines);
// `--position` measures nothing else.
for (const engine of options.position ? [] : engines) {
  await benchServices(engine);
}
const beside: Beside[] = [];
// Who waits for a reader; `--beside` has jobs and long orders as well, and the sizes that it is told.
for (const engine of options.position ? [] : engines) {
  const size = options.quick ? { forMs: 1_000, orders: 500, copies: 0 } : { forMs: 8_000, orders: 3_000, copies: 9 };
  beside.push(...(await printBeside(engine, { ...size, busy: 'readers' })));
}
if (!options.position) await report();
await releaseDatabases();

function sizeOf(copies: number): { readonly orders: number; readonly copies: number } {
  return { orders: Number(options.orders), copies: Number(options.copies ?? copies) };
}

async function benchCampaigns(): Promise<void> {
  const size = { units: Number(options.units), devicesEach: 10 };
  for (const engine of engines) campaigns.push(...(await measureCampaign(engine, size, options.profile)));
  console.log(`A campaign over ${options.units} units, launched, filed by each, and summed up:`);
  console.table(campaigns);
}

async function benchLists(): Promise<void> {
  const size = sizeOf(COPIES);
  console.log(
    'A page of each list, forty pages down or the last, of somebody who reads a province, or a county of a hundred agencies:',
  );
  for (const engine of engines) {
    const measured = await measureLists(engine, size);
    console.table(measured);
    lists.push(...measured);
  }
}

async function benchBacktests(): Promise<void> {
  const size = sizeOf(COPIES);
  for (const engine of engines) backtests.push(...(await measureBacktests(engine, size)));
  console.log('Back-tests, one core, from stored rows to the report; against json-rules-engine as usually written:');
  console.table(backtests);
}

async function report(): Promise<void> {
  const rules = await measureRules(options.quick ? 1_000 : 4_000);
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  printTables(cells, { rules, machine });
  if (options.out)
    writeFileSync(
      options.out,
      JSON.stringify({ machine, cells, rules, positions, backtests, lists, campaigns, beside }, null, 2),
    );
}

interface Contender {
  readonly child: Child;
  readonly world: World;
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
}

/**
 * Both services stand from the beginning and take turns: a machine that grows slower or faster in these minutes then does
 * so for both.
 */
async function benchServices(engine: Engine): Promise<void> {
  const gate = await openGate(engine);
  const naive = await openNaive(engine);
  let approved = 0;
  for (const clients of CLIENTS) {
    approved += await cellOf(gate, { engine, what: 'gate, single orders', clients });
    await cellOf(naive, { engine, what: 'naive service, single orders', clients, perSecondMax: 1_500 });
  }
  await naive.close();
  const offices = gate.world.offices.slice(0, 1);
  approved += await cellOf(gate, { engine, what: 'gate, one hot line', clients: 32, offices });
  approved += await cellOf(gate, { engine, what: 'gate, batches of 100', clients: 2, ordersEach: BATCH_ORDERS });
  await requireReal(gate.child.url, gate.world, approved);
  await gate.child.stop();
  await benchBare(engine, gate.databaseUrl);
  await gate.close();
}

type CellOf = Omit<CellWish, 'service' | 'world' | 'offices'> & Partial<Pick<CellWish, 'offices'>>;

function cellOf({ child, world }: Contender, wish: CellOf): Promise<number> {
  return cell({ service: child, world, offices: world.offices, ...wish });
}

async function openGate(engine: Engine): Promise<Contender> {
  const fresh = await freshDatabaseUrl(engine);
  const child = await startChild({ entry: './serve-gate', env: envFor(fresh.url), profileDir: options.profile });
  const world = await makeWorld(child.url, { offices: OFFICES });
  return { child, world, databaseUrl: fresh.url, close: () => fresh.drop() };
}

async function openNaive(engine: Engine): Promise<Contender> {
  const fresh = await freshDatabaseUrl(engine);
  const env = envFor(fresh.url);
  // The gate itself puts the reference data there, and goes before the naive service comes.
  const gate = await startChild({ entry: './serve-gate', env });
  const world = await makeWorld(gate.url, { offices: OFFICES });
  await gate.stop();
  const child = await startChild({ entry: './naive/naive-service', env });
  const close = async (): Promise<void> => {
    await child.stop();
    await fresh.drop();
  };
  return { child, world, databaseUrl: fresh.url, close };
}

function envFor(databaseUrl: string) {
  return { DATABASE_URL: databaseUrl, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
}

/** Every approved order has reserved its 4,999.00 yuan and its licences: an answer alone proves nothing. */
async function requireReal(url: string, { offices }: World, approvedAtLeast: number): Promise<void> {
  const reserved = await reservedOn(
    url,
    offices.flatMap(({ hardwareLine }) => [hardwareLine]),
  );
  const orders = reserved / 499_900;
  if (!Number.isInteger(orders) || orders < approvedAtLeast) {
    throw new Error(`${approvedAtLeast} orders were answered as approved, but money is reserved for ${orders}`);
  }
}

async function benchBare(engine: Engine, url: string): Promise<void> {
  const db = openDatabase(url);
  const rows = await recordRows(db);
  for (const ordersPerTransaction of [1, 128]) {
    const ordersPerSecond = await measureBare(db, rows, { ordersPerTransaction, measureMs: MEASURE_MS });
    const what = `bare database, ${ordersPerTransaction} an order transaction`;
    cells.push({
      engine,
      what: what.replace(
        'an order transaction',
        ordersPerTransaction === 1 ? 'order a transaction' : 'orders a transaction',
      ),
      clients: 1,
      ordersPerSecond,
      p50Ms: null,
      p99Ms: null,
      cpuMs: null,
      failed: 0,
    });
  }
  const record = rows[0]?.get('log_leaves')?.[0]?.bytes;
  console.log(`${engine}: a decision's record is ${String(record).length} bytes`);
  await db.close();
}

interface CellWish {
  readonly engine: Engine;
  readonly what: string;
  readonly clients: number;
  readonly service: Child;
  readonly world: World;
  readonly offices: readonly BenchOffice[];
  readonly ordersEach?: number;
  readonly perSecondMax?: number;
}

/** Measures one cell and answers how many orders were approved in it, warm-up included or not: at least so many. */
async function cell({
  engine,
  what,
  clients,
  service,
  world,
  offices,
  ordersEach = 1,
  perSecondMax = ORDERS_PER_SECOND_MAX,
}: CellWish): Promise<number> {
  const count = Math.ceil(((WARM_UP_MS + MEASURE_MS) / 1_000) * perSecondMax);
  const orders = makeOrders(offices, count);
  const bodies: string[] = [];
  for (let at = 0; at < orders.length; at += ordersEach) {
    const some = orders.slice(at, at + ordersEach);
    bodies.push(JSON.stringify(ordersEach === 1 ? some[0] : { orders: some }));
  }
  const path = ordersEach === 1 ? '/v1/orders' : '/v1/orders/batch';
  const cpuMsBefore = service.cpuMs();
  const measured: LoadFigures = await measure({
    url: service.url,
    path,
    key: world.key,
    clients,
    warmUpMs: WARM_UP_MS,
    measureMs: MEASURE_MS,
    bodies,
    ordersEach,
  });
  const cpuMsAfter = service.cpuMs();
  const cpuMs =
    cpuMsBefore === null || cpuMsAfter === null
      ? null
      : (cpuMsAfter - cpuMsBefore) / (measured.requestsInAll * ordersEach);
  cells.push({ engine, what, clients, cpuMs, ...measured });
  console.log(
    `${engine.padEnd(7)}${what.padEnd(32)}${String(clients).padStart(4)} clients ${measured.ordersPerSecond.toFixed(0).padStart(7)}/s  p50 ${measured.p50Ms.toFixed(1)} ms  p99 ${measured.p99Ms.toFixed(1)} ms${cpuMs === null ? '' : `  CPU ${cpuMs.toFixed(2)} ms`}${measured.failed > 0 ? `  FAILED ${measured.failed}` : ''}`,
  );
  return measured.requests * ordersEach - measured.failed * ordersEach;
}

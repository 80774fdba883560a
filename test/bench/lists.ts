import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { type Child, startChild } from './child.ts';
import { copyOrders } from './copy-orders.ts';
import { type County, makeCounty, moveToCounty } from './county.ts';
import { BOOTSTRAP_KEY, makeOrders, makeWorld, type World } from './world.ts';

/** A page of a list of a gate that has many orders. */
export interface ListMeasured {
  readonly engine: Engine;
  readonly orders: number;
  readonly reader: 'province' | 'county';
  readonly list: string;
  readonly items: number;
  /** Of the gate and, on SQLite, of its database; null where the system does not tell. */
  readonly 'gate CPU ms a page': number | null;
  readonly 'p50 ms': number;
}

export interface ListsSize {
  /** How many are submitted, a hundred at a time. */
  readonly orders: number;
  /** How often each of them is copied by SQL, with its revision, its moves and what was undertaken. */
  readonly copies: number;
}

const OFFICES = 50;
const BATCH_ORDERS = 100;
const ASKED = 30;
/** In a million pages a year nobody goes further. */
const DEEP_PAGES = 40;

/** Fills a gate with real orders and copies of them, and asks each list for its first page and a deep one. */
export async function measureLists(engine: Engine, size: ListsSize): Promise<readonly ListMeasured[]> {
  const fresh = await freshDatabaseUrl(engine);
  const env = { DATABASE_URL: fresh.url, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
  const child = await startChild({ entry: './serve-gate', env });
  const world = await makeWorld(child.url, { offices: OFFICES });
  const county = await makeCounty(child.url);
  await submitAll(child, world, size.orders);
  const db = openDatabase(fresh.url);
  await copyOrders(db, size.copies, (tx) => moveToCounty(tx, county));
  const [counted] = await db.reader('orders').count({ orders: '*' });
  await db.close();
  const asked = listsOfReaders(world, county);
  const measured: ListMeasured[] = [];
  const add = (of: Pick<ListMeasured, 'reader' | 'list'>, figures: Figures): void => {
    measured.push({ engine, orders: Number(counted?.orders), ...of, ...figures });
  };
  const [first] = asked;
  if (!first) throw new Error('there is no list');
  add({ reader: first.reader, list: `${first.list}, ${ASKED} pages after no other` }, await askOften(child, first));
  await warmUp(child, asked);
  for (const { reader, list, ...rest } of asked) add({ reader, list }, await measureList(child, rest));
  await child.stop();
  await fresh.drop();
  return measured;
}

export async function submitAll(child: Pick<Child, 'url'>, { key, offices }: World, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  for (let sent = 0; sent < count; sent += BATCH_ORDERS) {
    const body = JSON.stringify({ orders: makeOrders(offices, Math.min(BATCH_ORDERS, count - sent)) });
    const answer = await postPatiently(`${child.url}/v1/orders/batch`, { headers, body });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.text();
  }
}

const ATTEMPTS_MAX = 30;

/** A machine that is busy with other things may answer that it has no time: what is sent again is decided once. */
async function postPatiently(url: string, request: Pick<RequestInit, 'headers' | 'body'>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { method: 'POST', ...request });
    if (answer.status !== 503 || attempt === ATTEMPTS_MAX) return answer;
    await answer.text();
    await sleep(1_000);
  }
}

interface AskedList extends Pick<ListMeasured, 'reader' | 'list'>, Asked {}

function listsOfReaders(world: World, county: County): readonly AskedList[] {
  const of = (reader: AskedList['reader'], key: string, lists: Readonly<Record<string, string>>) =>
    Object.entries(lists).map(([list, path]) => ({ reader, list, path, key }));
  return [
    ...of('province', world.readerKey, listsOf(world, county)),
    ...of('county', county.readerKey, listsOfCounty(world)),
  ];
}

/** As people ask: within their reach, by what they look for, first or far back. */
function listsOf({ offices }: World, { region }: County): Readonly<Record<string, string>> {
  const [office] = offices;
  if (!office) throw new Error('there is no office');
  return {
    orders: '/v1/orders?region=421000',
    'orders of a county': `/v1/orders?region=${region}`,
    'orders of a state': '/v1/orders?state=approved',
    'orders of an outcome': '/v1/orders?outcome=approved',
    'orders of a state nobody has': '/v1/orders?state=withdrawn',
    'orders of a supplier': `/v1/orders?supplier=${office.supplier}`,
    'orders of a year': '/v1/orders?fiscalYear=2026',
    'orders that are overdue': '/v1/orders?overdue=true',
    'orders awaiting review': '/v1/orders?awaitingReviewBy=finance',
    'orders of an agency, by money': `/v1/orders?agencyCode=${office.agencyCode}&sort=-total`,
    'orders of an agency and a state': `/v1/orders?agencyCode=${office.agencyCode}&state=approved`,
    undertakings: '/v1/undertakings',
    'undertakings that are open': '/v1/undertakings?state=open',
    'moves of a line': `/v1/budget-lines/${office.hardwareLine}/moves`,
    'budget lines': '/v1/budget-lines?fiscalYear=2026',
  };
}

/** Of a hundred agencies with few rows among many. */
function listsOfCounty({ offices }: World): Readonly<Record<string, string>> {
  return {
    orders: '/v1/orders',
    '200 orders': '/v1/orders?limit=200',
    'orders, by money': '/v1/orders?sort=-total',
    'orders of a state': '/v1/orders?state=approved',
    'orders of an outcome': '/v1/orders?outcome=approved',
    'orders of an outcome nobody has': '/v1/orders?outcome=rejected',
    'orders of a supplier': `/v1/orders?supplier=${offices[0]?.supplier}`,
    'orders of a year': '/v1/orders?fiscalYear=2026',
    'orders that are overdue': '/v1/orders?overdue=true',
    'orders awaiting review': '/v1/orders?awaitingReviewBy=finance',
    undertakings: '/v1/undertakings',
    'undertakings that are open': '/v1/undertakings?state=open',
  };
}

interface Asked {
  readonly path: string;
  readonly key: string;
}

const WARMING_EACH = 10;

/**
 * A gate that has just begun compiles what it answers with: its first pages take two to four times the processor, whichever list
 * they are of. At a million pages a year a working hour has 500; half of them are asked before anything is measured.
 */
async function warmUp(child: Child, lists: readonly Asked[]): Promise<void> {
  for (let round = 0; round < WARMING_EACH; round += 1) {
    for (const asked of lists) await read(child, asked);
  }
}

async function measureList(child: Child, asked: Asked): Promise<Figures> {
  let path = asked.path;
  for (let page = 0; page < DEEP_PAGES; page += 1) {
    const { next } = await read(child, { ...asked, path });
    if (next === null) break;
    path = `${asked.path}${asked.path.includes('?') ? '&' : '?'}after=${next}`;
  }
  return askOften(child, { ...asked, path });
}

type Figures = Pick<ListMeasured, 'items' | 'gate CPU ms a page' | 'p50 ms'>;

async function askOften(child: Child, { path, key }: Asked): Promise<Figures> {
  const before = child.cpuMs();
  const times: number[] = [];
  let items = 0;
  for (let count = 0; count < ASKED; count += 1) {
    const start = performance.now();
    items = (await read(child, { path, key })).items.length;
    times.push(performance.now() - start);
  }
  const after = child.cpuMs();
  const cpu = before === null || after === null ? null : Math.round(((after - before) * 10) / ASKED) / 10;
  return {
    items,
    'gate CPU ms a page': cpu,
    'p50 ms': Math.round((times.toSorted((a, b) => a - b)[ASKED / 2] ?? 0) * 10) / 10,
  };
}

async function read(child: Child, { path, key }: Asked): Promise<{ items: readonly unknown[]; next: string | null }> {
  const answer = await fetch(`${child.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  const body = (await answer.json()) as { items: readonly unknown[]; next: string | null };
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

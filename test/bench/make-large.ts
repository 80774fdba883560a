import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { engineOf, inSnapshot, listStoredTables, openDatabase } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { checkAgreement } from '../faults/check-promises.ts';
import { type Child, startChild } from './child.ts';
import { copyOrders } from './copy-orders.ts';
import { submitAll } from './lists.ts';
import { BOOTSTRAP_KEY, makeOrders, makeWorld, type World } from './world.ts';

export interface LargeWish {
  /** An empty database, which is kept: `sqlite:/srv/large.db`, `mysql://…/large`. */
  readonly url: string;
  readonly agencies: number;
  /** How many are submitted over HTTP; one in ten goes on to a contract, and one in twenty to its goods. */
  readonly orders: number;
  /** How often each of them is then copied by SQL. */
  readonly copies: number;
}

const CONTRACTED_EACH = 10;
const ACCEPTED_EACH = 20;
const AT_ONCE = 1_000;

/**
 * Makes a large database and keeps it: what a gate decided over HTTP, which is verified and reconciled, and copies of it, which
 * have no leaves and are not.
 */
export async function makeLarge({ url, agencies, orders, copies }: LargeWish): Promise<void> {
  await refuseUsed(url);
  const dataDir = process.env.GATE_DATA_DIR ?? (engineOf(url) === 'sqlite' ? dirname(placeOf(url)) : resolve('data'));
  const env = { DATABASE_URL: url, GATE_DATA_DIR: dataDir, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
  const child = await startChild({ entry: './serve-gate', env });
  const world = await makeWorld(child.url, { offices: agencies });
  console.log(`${agencies} agencies are there`);
  for (let made = 0; made < orders; ) {
    made += await submitSome(child, world, Math.min(AT_ONCE, orders - made));
    console.log(`${made} orders are submitted`);
  }
  await child.stop();
  const { leaves, moves, orders: reconciled } = await checkAgreement(url, { rederive: false });
  console.log(
    `verified: ${leaves} leaves and every table that follows them; reconciled: ${moves} moves, ${reconciled} orders`,
  );
  if (copies > 0) await copyAndSay(url, copies);
  await printKept(url, dataDir);
}

async function copyAndSay(url: string, copies: number): Promise<void> {
  const db = openDatabase(url);
  await copyOrders(db, copies);
  await db.close();
  console.log(
    `each order is copied ${copies} times by SQL, with its moves and no leaf: gate verify and gate reconcile find that from ` +
      'now on, so take this database to measure how it is read, and for nothing else',
  );
}

/** Whoever names the wrong database loses nothing. */
async function refuseUsed(url: string): Promise<void> {
  if (engineOf(url) === 'sqlite' && !existsSync(placeOf(url))) return;
  const db = openDatabase(url);
  const tables = await inSnapshot(db, (tx) => listStoredTables(tx, db.engine));
  await db.close();
  if (tables.length > 0) throw new Error(`${withoutPassword(url)} has tables already: name an empty database`);
}

function placeOf(url: string): string {
  return resolve(url.replace(/^sqlite:/, ''));
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

/** In batches, and one by one those that go on. */
async function submitSome(child: Child, world: World, count: number): Promise<number> {
  const further = makeOrders(world.offices, Math.floor(count / CONTRACTED_EACH));
  await submitAll(child, world, count - further.length);
  for (const [place, order] of further.entries()) {
    const { id, etag } = await post(child, world.key, { path: '/v1/orders', body: order });
    const path = `/v1/orders/${id}`;
    const contracted = await post(child, world.contractKey, {
      path: `${path}/contract`,
      body: contractFor(order),
      etag,
    });
    if (place % (ACCEPTED_EACH / CONTRACTED_EACH) > 0) continue;
    const delivery = { path: `${path}/acceptances`, body: goodsOf(order), etag: contracted.etag };
    await post(child, world.deliveryKey, delivery);
  }
  return count;
}

interface Posted {
  readonly path: string;
  readonly body: object;
  readonly etag?: string;
}

/** Whatever is not approved has no place in a database that is to be reconciled with what was asked for. */
async function post({ url }: Child, key: string, { path, body, etag }: Posted) {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(etag && { 'if-match': etag, 'idempotency-key': `${path}-${etag}` }),
    },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as { readonly order?: { readonly id: string }; readonly decision?: Decision };
  if (!answer.ok || said.decision?.outcome !== 'approved') throw new Error(`${path}: ${JSON.stringify(said)}`);
  return { id: said.order?.id, etag: answer.headers.get('etag') ?? '' };
}

interface Decision {
  readonly outcome: string;
}

/** By the calendar of the gate: nobody signs before the day of the approval. */
const today = (): string => dayOf(systemClock());

function contractFor({ reference, supplier, total, lines }: OrderSubmission): object {
  const stated = lines.map(({ line, unitPrice }) => ({ line, unitPrice }));
  return { number: `HT-${reference}`, signedOn: today(), supplier, total, lines: stated };
}

/** All machines with their systems, and every seat, each with its proof. */
function goodsOf({ reference, agencyCode, lines, softwarePlan = [] }: OrderSubmission): object {
  const letter = { kind: 'vendor-authorization-letter', reference: `SQ-${reference}` };
  const system = { product: 'UnionTech UOS Desktop', edition: 'Professional', version: '20', evidence: [letter] };
  return {
    acceptedOn: today(),
    devices: lines.flatMap(({ line, quantity }) =>
      Array.from({ length: quantity ?? 0 }, (_, place) => ({
        ...{ line, serial: `SN-${reference}-${line}-${place}`, operatingSystem: system },
      })),
    ),
    items: (softwarePlan ?? []).map(({ item, seats }) => ({
      ...{ item, seats, licensee: agencyCode },
      evidence: [{ kind: 'licence-certificate', reference: `ZS-${reference}-${item}`, seats }],
    })),
  };
}

async function printKept(url: string, dataDir: string): Promise<void> {
  const db = openDatabase(url);
  const states: readonly { state: string; orders: number }[] = await db
    .reader('orders')
    .select('state')
    .count({ orders: '*' })
    .groupBy('state');
  await db.close();
  console.table(Object.fromEntries(states.map(({ state, orders }) => [state, { orders: Number(orders) }])));
  if (db.engine === 'sqlite') console.log(`${Math.round(statSync(placeOf(url)).size / 2 ** 20)} MiB`);
  console.log(
    `kept: DATABASE_URL=${withoutPassword(url)} GATE_DATA_DIR=${dataDir} GATE_BOOTSTRAP_KEY=${BOOTSTRAP_KEY} gate serve`,
  );
}

import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { goodsIn, readGoods } from './compare-goods.ts';
import type { Desk } from './desk.ts';
import type { Goods } from './goods.ts';
import { type Entitlement, known, type Order, type World } from './world.ts';

/** Compares the accounts and orders that the last step has touched, or all of them, and learns the tags of the orders. */
export async function compare(desk: Desk, what: 'touched' | 'all'): Promise<void> {
  const { world, seen, gate } = desk;
  const { touched } = world;
  const references = what === 'all' ? [...world.orders.keys()] : [...touched.orders];
  const accounts = what === 'all' ? [...world.lines.keys(), ...world.entitlements.keys()] : [...touched.accounts];
  const ids = new Map(references.map((reference) => [known(seen, reference).id, reference]));
  const found = await inSnapshot(gate.db, async (tx) => ({
    accounts: await readAccounts(tx, accounts),
    orders: await readOrders(tx, [...ids.keys()]),
    standing: await readStanding(tx, [...ids.keys()]),
    goods: await readGoods(tx, ordersWithGoods(desk, references)),
  }));
  assert.deepEqual(found.accounts, accountsIn(world, accounts), 'the accounts are not what the model says');
  for (const row of found.orders) {
    const order = known(world.orders, known(ids, String(row.id)));
    assert.deepEqual(shownOrder(row), expectedOrder(order), `the order ${order.reference} is not what the model says`);
    assert.deepEqual(
      found.standing.get(String(row.id)) ?? {},
      expectedStanding(world, order),
      `what ${order.reference} has set aside is not what the model says`,
    );
    const goods = found.goods.get(String(row.id));
    if (goods) assert.deepEqual(goods, goodsIn(order), `what came of ${order.reference} is not what the model says`);
    seen.set(order.reference, { id: String(row.id), logIndex: Number(row.log_index), version: order.version });
  }
  assert.equal(found.orders.length, references.length, 'orders are missing');
  touched.accounts.clear();
  touched.orders.clear();
}

/** Only these have anything in the registers; those of one comparison are few enough for one statement. */
function ordersWithGoods({ world, seen }: Desk, references: readonly string[]): readonly string[] {
  return references.flatMap((reference) => {
    const { goods, payments } = known(world.orders, reference);
    return goods.machines.length + payments.length > 0 || hasLicences(goods) ? [known(seen, reference).id] : [];
  });
}

function hasLicences({ items }: Goods): boolean {
  return [...items.values()].some(({ seats }) => seats > 0);
}

type Row = Readonly<Record<string, unknown>>;
type Counters = Readonly<Record<string, Readonly<Record<string, number>>>>;

async function readAccounts(tx: Tx, accounts: readonly string[]): Promise<Counters> {
  const lines: Row[] = await tx('budget_lines').whereIn('code', [...accounts]);
  const entitlements: Row[] = await tx('entitlements').whereIn('id', [...accounts]);
  return Object.fromEntries([
    ...lines.map((row) => [
      row.code,
      {
        ...{ appropriation: Number(row.appropriation_fen), elsewhere: Number(row.elsewhere_fen) },
        ...{ reserved: Number(row.reserved_fen), encumbered: Number(row.encumbered_fen), spent: Number(row.spent_fen) },
      },
    ]),
    ...entitlements.map((row) => [
      row.id,
      { seats: Number(row.seats), held: Number(row.held_seats), allocated: Number(row.allocated_seats) },
    ]),
  ]);
}

function accountsIn({ lines, entitlements }: World, accounts: readonly string[]): Counters {
  return Object.fromEntries(
    accounts.map((account) => {
      const line = lines.get(account);
      if (!line) return [account, seatsIn(known(entitlements, account))];
      const { appropriation, elsewhere, reserved, encumbered, spent } = line;
      return [account, { appropriation, elsewhere, reserved, encumbered, spent }];
    }),
  );
}

function seatsIn({ seats, held, allocated }: Entitlement) {
  return { seats, held, allocated };
}

/** Far below what a statement takes. */
const ORDERS_AT_ONCE = 1_000;

async function readOrders(tx: Tx, ids: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += ORDERS_AT_ONCE) {
    rows.push(...(await tx('orders').whereIn('id', ids.slice(start, start + ORDERS_AT_ONCE))));
  }
  return rows;
}

function shownOrder(row: Row) {
  return {
    ...{ state: row.state, outcome: row.outcome, latest: Number(row.latest_revision), expiresAt: row.expires_at },
    standing: row.standing_revision === null ? null : Number(row.standing_revision),
  };
}

function expectedOrder({ state, outcome, latest, expiresAt, standing }: Order) {
  return { state, outcome, latest, standing, expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString() };
}

/** What orders have in the open buckets, by account and bucket, added up from their moves. */
async function readStanding(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const standing = new Map<string, Record<string, number>>();
  for (let start = 0; start < ids.length; start += ORDERS_AT_ONCE) {
    const moves: Row[] = await tx('moves')
      .select('order_id', 'account', 'from_bucket', 'to_bucket')
      .sum({ quantity: 'quantity' })
      .whereIn('order_id', ids.slice(start, start + ORDERS_AT_ONCE))
      .groupBy('order_id', 'account', 'from_bucket', 'to_bucket');
    for (const { order_id, account, from_bucket, to_bucket, quantity } of moves) {
      const sums = standing.get(String(order_id)) ?? {};
      add(sums, `${account} ${to_bucket}`, Number(quantity));
      add(sums, `${account} ${from_bucket}`, -Number(quantity));
      standing.set(String(order_id), sums);
    }
  }
  return new Map([...standing].map(([id, sums]) => [id, onlyOpen(sums)]));
}

function add(sums: Record<string, number>, key: string, quantity: number): void {
  sums[key] = (sums[key] ?? 0) + quantity;
}

function onlyOpen(sums: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const open = Object.entries(sums).filter(([key, sum]) => sum !== 0 && !/ (available|free|outside)$/.test(key));
  return Object.fromEntries(open);
}

function expectedStanding({ entitlements }: World, { holding, used, bucket }: Order): Readonly<Record<string, number>> {
  const isSeats = (account: string): boolean => entitlements.has(account);
  return Object.fromEntries([
    ...[...holding].map(([account, count]) => [`${account} ${isSeats(account) ? 'held' : bucket}`, count]),
    ...[...used].map(([account, count]) => [`${account} ${isSeats(account) ? 'allocated' : 'spent'}`, count]),
  ]);
}

import type { Tx } from '../../src/db/index.ts';
import { ITEMS, type Machine } from './goods.ts';
import { paidOf } from './payment-acts.ts';
import type { Order } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

/** What the registers and the payments say of some orders, by the order's id, in words that can be compared. */
export async function readGoods(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = new Map<string, string[]>(ids.map((id) => [id, []]));
  const tell = (orderId: unknown, what: string): void => {
    told.get(String(orderId))?.push(what);
  };
  const seats = groupSeats(await openSeats(tx, ids));
  const installed = groupSeats(await openInstallations(tx, ids));
  const devices: Row[] = await tx('devices').whereIn('order_id', [...ids]);
  for (const { id, order_id, serial, state } of devices) {
    const has = [...(seats.get(String(id)) ?? [])].sort().join(' ');
    tell(order_id, `${serial} ${state}: ${has} | ${[...(installed.get(String(id)) ?? [])].sort().join(' ')}`);
  }
  const rights: Row[] = await tx('entitlements')
    .select('order_id', 'order_item')
    .sum({ seats: 'seats', given: 'allocated_seats', held: 'held_seats' })
    .whereIn('order_id', [...ids])
    .groupBy('order_id', 'order_item');
  for (const { order_id, order_item, seats: count, given, held } of rights)
    tell(
      order_id,
      `item ${order_item ?? 'system'}: ${Number(count)} seats, ${Number(given)} given, ${Number(held)} held`,
    );
  const paid: Row[] = await tx('payment_parts as p')
    .join('payments as d', 'd.id', 'p.payment_id')
    .select('p.order_id', 'p.part')
    .sum({ quantity: 'p.quantity', amount: 'p.amount_fen' })
    .whereIn('p.order_id', [...ids])
    .where('d.outcome', 'approved')
    .groupBy('p.order_id', 'p.part');
  for (const { order_id, part, quantity, amount } of paid)
    tell(order_id, `${part}: ${Number(quantity)} paid, ${Number(amount)} fen`);
  return new Map([...told].map(([id, lines]) => [id, lines.sort()]));
}

function openSeats(tx: Tx, ids: readonly string[]): Promise<readonly Row[]> {
  return tx('allocations as a')
    .join('entitlements as e', 'e.id', 'a.entitlement_id')
    .join('devices as d', 'd.id', 'a.device_id')
    .whereIn('d.order_id', [...ids])
    .whereNull('a.until_on')
    .select('a.device_id', tx.raw(`case when e.order_id = d.order_id then 'bought' else a.taken_from end as source`))
    .select('e.category');
}

function openInstallations(tx: Tx, ids: readonly string[]): Promise<readonly Row[]> {
  return tx('installations as i')
    .join('devices as d', 'd.id', 'i.device_id')
    .whereIn('d.order_id', [...ids])
    .whereNull('i.seen_to')
    .select('i.device_id', 'i.category');
}

function groupSeats(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const byDevice = new Map<string, string[]>();
  for (const { device_id, category, source } of rows) {
    const seats = byDevice.get(String(device_id)) ?? [];
    seats.push(source === undefined ? String(category) : `${category}/${source}`);
    byDevice.set(String(device_id), seats);
  }
  return byDevice;
}

/** The same of the model. */
export function goodsIn(order: Order): readonly string[] {
  const { goods } = order;
  const here = goods.machines.filter(({ place }) => place === 'there').length;
  const told = [
    ...goods.machines.map(machineIn),
    ...(goods.machines.length > 0 ? [`item system: ${here} seats, ${here} given, 0 held`] : []),
    ...ITEMS.flatMap(([item]) => {
      const { matched, given } = goods.items.get(item) ?? { matched: 0, given: 0 };
      return matched > 0 ? [`item ${item}: ${matched} seats, ${given} given, 0 held`] : [];
    }),
    ...['line/1', 'item/1', 'item/2'].flatMap((part) => {
      const isPaid = order.payments.some(
        ({ isApproved, parts }) => isApproved && parts.some((one) => one.part === part),
      );
      const { quantity, amount } = paidOf(order, part);
      return isPaid ? [`${part}: ${quantity} paid, ${amount} fen`] : [];
    }),
  ];
  return told.sort();
}

const SOURCES = { bought: 'bought', held: 'held', 'by-hand': 'free' } as const;

function machineIn({ serial, place, seats, installed }: Machine): string {
  const isThere = place === 'there';
  const has = [
    ...seats.map(({ kind, source }) => `${kind}/${SOURCES[source]}`),
    ...(isThere ? ['operating-system/bought'] : []),
  ];
  const runs = isThere ? [...installed, 'operating-system'] : [];
  return `${serial} ${isThere ? 'accepted' : 'retired'}: ${has.sort().join(' ')} | ${runs.sort().join(' ')}`;
}

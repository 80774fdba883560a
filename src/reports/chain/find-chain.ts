import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, fen, Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { shownTo } from '../software/ledgers/ledger-words.ts';
import { listSoftware } from '../software/ledgers/list-computers.ts';
import { type ChainLink, inChainOrder } from './chain-link.ts';
import { chainOfOrders, itemId, lineId, type OrderBody, type OrderFile } from './chain-of-orders.ts';
import { chainOfRegister, type RegisterFile } from './chain-of-register.ts';
import { listOrderCommitments } from './chain-repository.ts';

export type ChainKind = 'device' | 'entitlement' | 'order';

export interface ChainQuestion {
  readonly kind: ChainKind;
  readonly id: string;
  readonly actor: Actor;
  /** Today: what allows a copy is told as of it. */
  readonly on: CivilDate;
}

export interface Chain {
  /** Whose it is. */
  readonly agency: StoredRow;
  readonly links: readonly ChainLink[];
  /** Leaves behind the links, but for those about what has gone to agencies that the actor does not reach. */
  readonly reachedLeaves: ReadonlySet<number>;
}

type Holdings = Pick<RegisterFile, 'devices' | 'entitlements' | 'allocations' | 'installations'>;

/** Everything on file that leads to a thing and from it, in some seventeen statements however much that is. */
export async function findChain(tx: Tx, { kind, id, actor, on }: ChainQuestion): Promise<Chain> {
  const [subject] = await selectIn(tx, TABLES[kind], 'id', [id]);
  const holdings = await gatherers[kind](tx, subject ?? {}, id);
  const orderIds = kind === 'order' ? [id] : originsOf(holdings);
  const orders = await selectIn(tx, 'orders', 'id', orderIds);
  const held = Object.values(holdings).flat();
  const agencies = await agenciesOf(tx, [subject ?? {}, ...orders, ...held]);
  const agency = agencies.get(String(subject?.agency_code));
  if (!subject || !agency || !isReached(actor, agency)) throw notFound(kind);
  const shown = shownTo(actor);
  const isElsewhere = (code: string): boolean => !isReached(actor, agencies.get(code));
  const isMasked = (code: string): boolean =>
    isElsewhere(code) || shown.text('', Number(agencies.get(code)?.is_classified) === 1) !== '';
  const classified = new Set(orders.filter((row) => Number(row.is_classified) === 1).map((row) => String(row.id)));
  const owners = new Map(orders.map((row) => [String(row.id), String(row.agency_code)]));
  const isOrderMasked = (orderId: string): boolean =>
    isMasked(owners.get(orderId) ?? '') || shown.text('', classified.has(orderId)) !== '';
  const file = await orderFile(tx, orders);
  const places = kind === 'order' ? null : placesOf(holdings);
  const software = await listSoftware(tx, devicesIn(holdings), on);
  const links = [
    ...chainOfOrders(file, { isMasked: isOrderMasked, places }),
    ...chainOfRegister({ ...holdings, software, isMasked }),
  ];
  const elsewhere = new Set(held.filter((row) => isElsewhere(String(row.agency_code))).map(leafOf));
  return {
    agency,
    links: inChainOrder(links, kind === 'device' ? 'back' : 'forward'),
    reachedLeaves: new Set(links.flatMap(({ logIndex }) => logIndex ?? []).filter((index) => !elsewhere.has(index))),
  };
}

const TABLES: Readonly<Record<ChainKind, string>> = {
  device: 'devices',
  entitlement: 'entitlements',
  order: 'orders',
};

/** What hangs together in the register, from each end. */
const gatherers: Readonly<Record<ChainKind, (tx: Tx, subject: StoredRow, id: string) => Promise<Holdings>>> = {
  device: async (tx, subject, id) => {
    const allocations = await selectIn(tx, 'allocations', 'device_id', [id]);
    const bound = await selectIn(tx, 'entitlements', 'bound_device', [id]);
    const given = await selectIn(tx, 'entitlements', 'id', idsIn(allocations, 'entitlement_id'));
    const installations = await listInstallationsOn(tx, [id]);
    return { devices: [subject], entitlements: unique([...bound, ...given]), allocations, installations };
  },
  entitlement: async (tx, subject, id) => {
    const allocations = await selectIn(tx, 'allocations', 'entitlement_id', [id]);
    const ids = [...idsIn(allocations, 'device_id'), ...idsIn([subject], 'bound_device')];
    const devices = await selectIn(tx, 'devices', 'id', ids);
    const all = await listInstallationsOn(tx, idsIn(devices, 'id'));
    const installations = all.filter(({ category }) => category === subject.category);
    return { devices, entitlements: [subject], allocations, installations };
  },
  order: async (tx, _subject, id) => {
    const devices = await selectIn(tx, 'devices', 'order_id', [id]);
    const entitlements = await selectIn(tx, 'entitlements', 'order_id', [id]);
    const allocations = unique([
      ...(await selectIn(tx, 'allocations', 'entitlement_id', idsIn(entitlements, 'id'))),
      ...(await selectIn(tx, 'allocations', 'device_id', idsIn(devices, 'id'))),
    ]);
    const installations = await listInstallationsOn(tx, idsIn(devices, 'id'));
    return { devices, entitlements, allocations, installations };
  },
};

/** In the order in which they were recorded, whichever index they are found by. */
async function listInstallationsOn(tx: Tx, deviceIds: readonly string[]): Promise<readonly StoredRow[]> {
  const rows = await selectIn(tx, 'installations', 'device_id', deviceIds);
  return rows.toSorted((one, other) => (String(one.id) < String(other.id) ? -1 : 1));
}

function idsIn(rows: readonly StoredRow[], column: string): readonly string[] {
  return [
    ...new Set(rows.flatMap((row) => (row[column] === null || row[column] === undefined ? [] : [String(row[column])]))),
  ];
}

function unique(rows: readonly StoredRow[]): readonly StoredRow[] {
  return [...new Map(rows.map((row) => [String(row.id), row])).values()];
}

function originsOf({ devices, entitlements }: Holdings): readonly string[] {
  return [...new Set([...idsIn(devices, 'order_id'), ...idsIn(entitlements, 'order_id')])];
}

/** The lines and items of orders that brought these. */
function placesOf({ devices, entitlements }: Holdings): ReadonlySet<string> {
  return new Set(
    [...devices, ...entitlements].flatMap((row) => {
      const order = String(row.order_id);
      const line = row.order_line ?? null;
      const item = row.order_item ?? null;
      return [...(line === null ? [] : [lineId(order, line)]), ...(item === null ? [] : [itemId(order, item)])];
    }),
  );
}

function devicesIn({ devices }: Holdings): readonly { readonly id: string; readonly agencyCode: string }[] {
  return devices.map((row) => ({ id: String(row.id), agencyCode: String(row.agency_code) }));
}

async function agenciesOf(tx: Tx, rows: readonly StoredRow[]): Promise<ReadonlyMap<string, StoredRow>> {
  const agencies = await selectIn(tx, 'agencies', 'code', idsIn(rows, 'agency_code'));
  return new Map(agencies.map((row) => [String(row.code), row]));
}

function isReached({ grant }: Actor, agency: StoredRow | undefined): boolean {
  return agency !== undefined && reaches(grant, { code: String(agency.code), region: String(agency.region) });
}

function leafOf({ log_index: index }: StoredRow): number {
  return Number(index);
}

async function orderFile(tx: Tx, orders: readonly StoredRow[]): Promise<OrderFile> {
  const ids = idsIn(orders, 'id');
  const revisions = await selectIn(tx, 'order_revisions', 'order_id', ids);
  const standing = new Map(orders.map((row) => [String(row.id), row.standing_revision]));
  const bodies = revisions
    .filter(({ order_id, revision }) => standing.get(String(order_id)) === revision)
    .map(({ order_id, body }) => [String(order_id), JSON.parse(String(body)) as OrderBody] as const);
  const commitments = await listOrderCommitments(tx, ids);
  return {
    orders,
    bodies: new Map(bodies),
    decisions: byIndex(await selectIn(tx, 'decisions', 'order_id', ids)),
    contracts: await selectIn(tx, 'order_contracts', 'order_id', ids),
    commitments: commitments.map(({ order_id, account, log_index, reserved, encumbered, spent }) => ({
      ...{ order_id, account, log_index: Number(log_index) },
      sums: { reserved: fen(Number(reserved)), encumbered: fen(Number(encumbered)), spent: fen(Number(spent)) },
    })),
    payments: byIndex(await selectIn(tx, 'payments', 'order_id', ids)),
    paid: await selectIn(tx, 'payment_parts', 'order_id', ids),
    acceptances: byIndex(await selectIn(tx, 'acceptances', 'order_id', ids)),
  };
}

function byIndex(rows: readonly StoredRow[]): readonly StoredRow[] {
  return rows.toSorted((one, other) => Number(one.log_index) - Number(other.log_index));
}

const CALLED: Readonly<Record<ChainKind, Text>> = {
  device: text('设备', 'device'),
  entitlement: text('软件授权', 'entitlement'),
  order: text('订单', 'order'),
};

function notFound(kind: ChainKind): Refusal {
  const called = CALLED[kind];
  const message = text(`未找到该${called['zh-CN']}。`, `There is no such ${called.en}.`);
  return new Refusal('not_found', `${kind}.not_found`, message);
}

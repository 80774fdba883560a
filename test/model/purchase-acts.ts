import type { ExpectedResult, Order, Purchase, State, World } from './world.ts';

/** What a platform is buying for the order now. */
export function openPurchase({ purchases, standing }: Order): Purchase | undefined {
  return purchases.find(({ revision, isCancelled }) => !isCancelled && revision === standing);
}

const ENDS: Readonly<Record<Exclude<State, 'approved'>, string>> = {
  ...{ withdrawn: 'withdrawn', expired: 'expired', terminated: 'terminated' },
  ...{ contracted: 'contracted', accepted: 'contracted', closed: 'contracted' },
  ...{ rejected: 'replaced', referred: 'replaced' },
};

/** Why the certificate of a revision is good no more. */
function endOf({ state, standing, purchases }: Order, revision: number): string | undefined {
  if (state !== 'approved') return ENDS[state];
  if (standing !== revision) return 'replaced';
  const used = purchases.find((purchase) => purchase.revision === revision);
  return used && (used.isCancelled ? 'cancelled' : 'redeemed');
}

interface Use {
  readonly revision: number;
  readonly number: string;
}

/** Uses a certificate. The same purchase may be told again for as long as it goes on. */
export function redeem(order: Order, { revision, number }: Use): ExpectedResult {
  const end = endOf(order, revision);
  const used = order.purchases.find((purchase) => purchase.revision === revision);
  const isAgain = used?.number === number && (end === 'redeemed' || end === 'contracted');
  if (isAgain) return { kind: 'changed', state: order.state };
  if (end !== undefined) return { kind: 'refused', code: `certificate.${end}` };
  if (order.expiresAt === null) throw new Error(`the model has no clearance of ${order.reference}`);
  order.purchases.push({ revision, number, clearedUntil: order.expiresAt, isCancelled: false });
  Object.assign(order, { expiresAt: null, version: order.version + 1 });
  return { kind: 'changed', state: order.state };
}

/** The platform gives its purchase up: the clearance goes on. */
export function cancelPurchase(order: Order, number: string): ExpectedResult {
  const open = openPurchase(order);
  if (!open) return { kind: 'refused', code: 'redemption.none' };
  if (open.number !== number) return { kind: 'refused', code: 'redemption.reference' };
  open.isCancelled = true;
  Object.assign(order, { expiresAt: open.clearedUntil, version: order.version + 1 });
  return { kind: 'changed', state: order.state };
}

/** What a line of a closed year has kept for it goes back when nobody buys any more. */
export function isOfClosedYear({ lines, closedYears }: World, { holding }: Order): boolean {
  return [...holding.keys()].some((account) => closedYears.has(lines.get(account)?.year ?? 0));
}

/** What would take from a platform what it is buying. */
export function isBehindPlatform(kind: string, order: Order): boolean {
  if (order.state !== 'approved' || !openPurchase(order)) return false;
  return kind === 'withdraw' || kind === 'amend' || (kind === 'decide-again' && order.openContract !== order.latest);
}

const SEEN_BY_PLATFORMS: readonly State[] = ['approved', 'contracted', 'accepted', 'closed'];

export function isSeenByPlatforms({ state }: Order): boolean {
  return SEEN_BY_PLATFORMS.includes(state);
}

import { acceptedMachines } from './goods.ts';
import { type Act, isAllowed } from './order-acts.ts';
import { isPayable, planDelivery, planInvoice, planReturn } from './plan-goods.ts';
import { openPurchase } from './purchase-acts.ts';
import { type Step, YEAR } from './steps.ts';
import { type Agency, type Body, dayAt, known, type Order, type World } from './world.ts';

const KINDS = [
  'submit',
  'amend',
  'supplement',
  'contract',
  'withdraw',
  'decide-again',
  'turn-down',
  'terminate',
  'accept',
  'return',
  'pay',
  'redeem',
  'cancel-redemption',
] as const;

export type OrderStep = Step & { readonly kind: (typeof KINDS)[number] };

export function isOrderStep(step: Step): step is OrderStep {
  return KINDS.some((kind) => kind === step.kind);
}

/** Orders as callers have seen them last: those of a batch that is under way are not there, or older. */
export type SeenOrders = ReadonlyMap<string, { readonly version: number }>;

/** The act that a step is in this world; undefined when there is nothing that it could be done to. */
export function planAct(world: World, seen: SeenOrders, step: OrderStep): Act | undefined {
  if (step.kind === 'submit') return planSubmission(world, step);
  const order = pickOrder(world, seen, step);
  if (!order) return undefined;
  const { reference } = order;
  const { version } = known(seen, reference);
  const onOrder = { reference, version: step.slip === 'stale' ? -1 : version, isForeign: step.slip === 'foreign' };
  switch (step.kind) {
    case 'amend':
      return { kind: 'amend', ...onOrder, body: amendedBody(world, order, step) };
    case 'supplement':
      return { kind: 'amend', ...onOrder, body: supplement(world, order, step) };
    case 'contract':
      return { kind: 'contract', ...onOrder, unitPrice: contractPrice(order, step) };
    case 'accept':
      return { kind: 'accept', ...onOrder, delivery: planDelivery(order, step) };
    case 'return':
      return { kind: 'return', ...onOrder, serials: planReturn(order, step) };
    case 'pay':
      return { kind: 'pay', ...onOrder, invoice: planInvoice(order, step) };
    case 'redeem':
      return { kind: 'redeem', ...onOrder, revision: order.certified ?? 0, number: purchaseNumber(order, step) };
    case 'cancel-redemption':
      return { kind: 'cancel-redemption', ...onOrder, number: purchaseNumber(order, step) };
    default:
      return { kind: step.kind, ...onOrder };
  }
}

function planSubmission(world: World, step: OrderStep): Act {
  const agency = at(world.agencies, step.other);
  return { kind: 'submit', reference: `M-${step.index}`, agency: agency.code, body: bodyFor(world, agency, step) };
}

function bodyFor(world: World, agency: Agency, { flavour, quantity, unitPrice, who, pick }: Step): Body {
  const { entitlement } = agency;
  const year = yearOf(world, pick);
  const { hardware, software } = known(agency.purses, year);
  const first = at(hardware, who);
  const others = hardware.filter((line) => line !== first);
  const isShared = pick % 5 === 0;
  return {
    ...{ flavour, quantity, unitPrice, software, checkedOn: dayAt(world.now), year },
    hardware: isShared ? [first, at(others, who)] : [first],
    entitlement: flavour === 'spare' ? entitlement : null,
  };
}

/** The next year is used when this one is closed; somebody always tries all the same. */
function yearOf({ closedYears }: World, pick: number): number {
  return closedYears.has(YEAR) && pick % 12 !== 0 ? YEAR + 1 : YEAR;
}

function pickOrder(world: World, seen: SeenOrders, step: OrderStep): Order | undefined {
  const act = step.kind === 'supplement' ? 'amend' : step.kind;
  if (act === 'submit') return undefined;
  const candidates = [...world.orders.values()].filter((order) => {
    if (!seen.has(order.reference)) return false;
    // Deliveries, returns and payments are of something that was under contract once.
    if (isOfGoods(step.kind) && order.contract === null) return false;
    if (act === 'redeem') return order.certified !== null && (step.who === 0 || isClearedNow(order));
    if (step.slip === 'any-state') return true;
    // Nothing more comes of what has come altogether, and nothing is paid twice: one in ten tries it all the same.
    if (step.kind === 'accept' && step.who > 0 && order.state !== 'contracted') return false;
    if (step.kind === 'pay' && step.who > 0 && !isPayable(order)) return false;
    if (step.kind === 'cancel-redemption' && step.who > 0 && !openPurchase(order)) return false;
    if (step.kind === 'return' && acceptedMachines(order.goods).length === 0) return false;
    if ((order.state === 'contracted') !== (step.kind === 'supplement') && act === 'amend') return false;
    return isAllowed(act, order);
  });
  const [waived, pick] = [candidates.filter(isWaivedNow), step.pick];
  // Reviews would be few, so what they let through goes on first.
  const preferred = waived.length > 0 && step.who < 5 ? waived : candidates;
  return preferred.length === 0 ? undefined : at(preferred, pick);
}

/** Nobody buys for it yet. */
function isClearedNow({ state, expiresAt }: Order): boolean {
  return state === 'approved' && expiresAt !== null;
}

/** Each purchase has one number; now and then somebody names another one. */
function purchaseNumber({ reference, certified }: Order, { quantity: dice }: Step): string {
  return `MALL-${reference}-${dice === 1 ? 'other' : certified}`;
}

function isOfGoods(kind: OrderStep['kind']): boolean {
  return kind === 'accept' || kind === 'return' || kind === 'pay';
}

function isWaivedNow({ waivers, latest, standing }: Order): boolean {
  return waivers.some(({ revision }) => revision === latest || revision === standing);
}

/** Under contract nothing but a supplement makes sense, and a test of any state may find an order there. */
function amendedBody(world: World, order: Order, step: OrderStep): Body {
  if (order.state === 'contracted') return supplement(world, order, step);
  const agency = world.agencies.find(({ code }) => code === order.agency);
  if (!agency) throw new Error(`the model does not know ${order.agency}`);
  return bodyFor(world, agency, step);
}

/** More of the same goods on the same terms, within a tenth or beyond; now and then less, which is none. */
function supplement({ now }: World, { standingBody, body }: Order, { quantity: dice }: Step): Body {
  const standing = standingBody ?? body;
  const more = dice <= 2 ? -1 : dice <= 10 ? Math.max(1, Math.floor(standing.quantity / 10)) : dice;
  return { ...standing, checkedOn: dayAt(now), quantity: Math.max(1, standing.quantity + more) };
}

function contractPrice({ standingBody, body }: Order, { quantity: dice, who }: Step): number {
  const { unitPrice } = standingBody ?? body;
  if (dice <= 8) return unitPrice;
  return dice <= 13 ? unitPrice - 1 - who : unitPrice + 1;
}

export function at<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}

import { costsOf } from './body-costs.ts';
import { decideRevision, giveBack, newOrder } from './decide.ts';
import { acceptedMachines } from './goods.ts';
import { acceptDelivery, type Delivery, refusalOfDelivery, refusalOfReturn, takeBackMachines } from './goods-acts.ts';
import { type Invoice, payInvoice, refusalOfInvoice } from './payment-acts.ts';
import {
  cancelPurchase,
  isBehindPlatform,
  isOfClosedYear,
  isSeenByPlatforms,
  openPurchase,
  redeem,
} from './purchase-acts.ts';
import {
  type Body,
  dayAt,
  type ExpectedResult,
  known,
  note,
  type Order,
  type Outcome,
  type State,
  type World,
} from './world.ts';

/** What somebody does to an order. `version` is the one that he has seen last. */
export type Act =
  | { readonly kind: 'submit'; readonly reference: string; readonly agency: string; readonly body: Body }
  | (OnOrder & { readonly kind: 'amend'; readonly body: Body })
  | (OnOrder & { readonly kind: 'contract'; readonly unitPrice: number })
  | (OnOrder & { readonly kind: 'accept'; readonly delivery: Delivery })
  | (OnOrder & { readonly kind: 'return'; readonly serials: readonly string[] })
  | (OnOrder & { readonly kind: 'pay'; readonly invoice: Invoice })
  | (OnOrder & { readonly kind: 'redeem'; readonly revision: number; readonly number: string })
  | (OnOrder & { readonly kind: 'cancel-redemption'; readonly number: string })
  | (OnOrder & { readonly kind: 'withdraw' | 'decide-again' | 'turn-down' | 'terminate' });

interface OnOrder {
  readonly reference: string;
  readonly version: number;
  /** Done by somebody of another agency. */
  readonly isForeign: boolean;
}

/** A certificate is asked for with no tag, and says by itself what has become of it. */
type TaggedAct = Exclude<Act, { kind: 'submit' | 'redeem' }>;

const ALLOWED: Readonly<Record<TaggedAct['kind'], readonly State[]>> = {
  amend: ['rejected', 'referred', 'approved', 'expired', 'contracted'],
  'decide-again': ['rejected', 'referred'],
  withdraw: ['rejected', 'referred', 'approved'],
  'turn-down': ['referred'],
  contract: ['approved'],
  terminate: ['contracted'],
  accept: ['contracted', 'accepted'],
  return: ['contracted', 'accepted'],
  pay: ['contracted', 'accepted'],
  'cancel-redemption': ['approved'],
};

/** Whether the revision that was decided last waits, while an earlier one goes on standing. */
export function hasOpenRevision({ state, outcome }: Order): boolean {
  return (state === 'approved' || state === 'contracted') && outcome !== 'approved';
}

const STANDS: readonly Order['state'][] = ['approved', 'contracted', 'accepted', 'closed'];

export function isAllowed(kind: TaggedAct['kind'], order: Order): boolean {
  if (ALLOWED[kind].includes(order.state)) return true;
  if (kind === 'turn-down') return STANDS.includes(order.state) && order.outcome === 'referred';
  return kind === 'decide-again' && hasOpenRevision(order);
}

/** Does an act in the world and says how it should be answered. */
export function perform(world: World, act: Act): ExpectedResult {
  const before = act.kind === 'submit' ? 'new' : known(world.orders, act.reference).state;
  const expected = answer(world, act);
  const { kind, ...said } = expected;
  note(world, `${act.kind} ${before}: ${kind} ${Object.values(said).join()}`);
  return expected;
}

function answer(world: World, act: Act): ExpectedResult {
  if (act.kind === 'submit') {
    const order = newOrder(act.reference, act.agency, act.body);
    world.orders.set(act.reference, order);
    return decided(decideRevision(world, order, { body: act.body, isNewRevision: true, stage: 'submission' }));
  }
  const order = known(world.orders, act.reference);
  world.touched.orders.add(act.reference);
  if (act.isForeign) return refused('order.not_found');
  if (act.kind === 'redeem') return redeem(order, act);
  if (act.kind === 'cancel-redemption' && !isSeenByPlatforms(order)) return refused('order.not_found');
  if (act.version !== order.version) return refused('order.stale');
  if (!isAllowed(act.kind, order)) return refused('order.state');
  return isBehindPlatform(act.kind, order) ? refused('order.redeemed') : performAllowed(world, order, act);
}

function performAllowed(world: World, order: Order, act: TaggedAct): ExpectedResult {
  switch (act.kind) {
    case 'cancel-redemption':
      return cancelled(world, order, cancelPurchase(order, act.number));
    case 'amend':
      return decideSubmitted(world, order, { body: act.body, isNewRevision: true });
    case 'decide-again':
      return decideAgain(world, order);
    case 'contract':
      return conclude(world, order, act.unitPrice);
    case 'withdraw':
      return end(world, order, 'withdrawn');
    case 'terminate':
      return end(world, order, 'terminated');
    case 'turn-down':
      return turnDown(world, order);
    default:
      return performOnContract(world, order, act);
  }
}

type ActOnContract = Extract<Act, { kind: 'accept' | 'return' | 'pay' }>;

function performOnContract(world: World, order: Order, act: ActOnContract): ExpectedResult {
  const refusal = refusalUnderContract(order, act);
  if (refusal !== undefined) return refused(refusal);
  order.version += 1;
  switch (act.kind) {
    case 'accept':
      return decided(acceptDelivery(world, order, act.delivery));
    case 'return':
      takeBackMachines(world, order, act.serials);
      return { kind: 'changed', state: order.state };
    case 'pay':
      return decided(payInvoice(world, order, act.invoice));
  }
}

function refusalUnderContract(order: Order, act: ActOnContract): string | undefined {
  switch (act.kind) {
    case 'accept':
      return refusalOfDelivery(order, act.delivery);
    case 'return':
      return refusalOfReturn(order, act.serials);
    case 'pay':
      return refusalOfInvoice(order, act.invoice);
  }
}

function decideSubmitted(world: World, order: Order, revision: { body: Body; isNewRevision: boolean }): ExpectedResult {
  const isSupplement = order.state === 'contracted';
  const { body } = revision;
  if (isSupplement && isBelowSpent(world, order, body)) return refused('order.below_spent');
  if (isSupplement && body.quantity < mostAccepted(order)) return refused('order.below_accepted');
  const submitted = decideRevision(world, order, { ...revision, stage: 'submission' });
  if (!isSupplement || submitted !== 'approved') return decided(submitted);
  // A supplement is judged as a submission first, and then against its contract.
  const again = { body, isNewRevision: false, stage: 'contract', supplementTo: order.contract } as const;
  return decided(decideRevision(world, order, again));
}

/** Of whatever there is most. */
function mostAccepted({ goods }: Order): number {
  const seats = [...goods.items.values()].map(({ matched }) => matched);
  return Math.max(acceptedMachines(goods).length, ...seats);
}

/** What was paid already goes on naming its line. */
function isBelowSpent({ lines }: World, { used }: Order, body: Body): boolean {
  const costs = costsOf(body);
  return [...used].some(([account, spent]) => lines.has(account) && (costs.get(account) ?? 0) < spent);
}

export function decideAgain(world: World, order: Order): ExpectedResult {
  const { body } = order;
  if (order.openContract !== order.latest) return decideSubmitted(world, order, { body, isNewRevision: false });
  return decided(decideContract(world, order, { body, isNewRevision: false }));
}

function conclude(world: World, order: Order, unitPrice: number): ExpectedResult {
  const { standingBody } = order;
  if (!standingBody) throw new Error(`the model has nothing that stands of ${order.reference}`);
  if (unitPrice > standingBody.unitPrice) return refused('contract.above_reserved');
  return decided(
    decideContract(world, order, {
      body: { ...standingBody, unitPrice, checkedOn: dayAt(world.now) },
      isNewRevision: true,
    }),
  );
}

/** A contract on the terms that were approved keeps the reviews of the revision that was approved. */
function decideContract(world: World, order: Order, revision: { body: Body; isNewRevision: boolean }): Outcome {
  const { body } = revision;
  const { standingBody, standing } = order;
  const isRepeated = standingBody?.unitPrice === body.unitPrice;
  const isBought = openPurchase(order) !== undefined;
  const outcome = decideRevision(world, order, {
    ...revision,
    stage: 'contract',
    repeats: isRepeated ? standing : null,
  });
  if (outcome === 'approved' && isBought) note(world, 'a purchase got its contract');
  if (outcome === 'approved') Object.assign(order, { contract: body, openContract: null });
  else order.openContract = order.latest;
  return outcome;
}

/** Nothing of it stands any more. */
export function end(world: World, order: Order, state: State): ExpectedResult {
  giveBack(world, order);
  Object.assign(order, { state, expiresAt: null, version: order.version + 1 });
  return { kind: 'changed', state };
}

function cancelled(world: World, order: Order, expected: ExpectedResult): ExpectedResult {
  if (expected.kind !== 'changed' || !(isOfClosedYear(world, order) || hasLapsed(world, order))) return expected;
  note(world, 'cancelled when its time was over');
  return end(world, order, 'expired');
}

function turnDown(world: World, order: Order): ExpectedResult {
  order.outcome = 'rejected';
  if (order.state === 'referred') return end(world, order, 'rejected');
  order.version += 1;
  return { kind: 'changed', state: order.state };
}

/** Clearances and referrals whose time is over: of the agencies that a batch concerns, or of all. */
export function lapse(world: World, agencies?: ReadonlySet<string>): void {
  for (const order of world.orders.values()) {
    if (!hasLapsed(world, order) || !(agencies?.has(order.agency) ?? true)) continue;
    note(world, `lapsed ${order.state}`);
    end(world, order, 'expired');
  }
}

export function hasLapsed({ now }: World, { state, expiresAt }: Order): boolean {
  return (state === 'approved' || state === 'referred') && expiresAt !== null && expiresAt <= now;
}

function decided(outcome: Outcome): ExpectedResult {
  return { kind: 'decided', outcome };
}

function refused(code: string): ExpectedResult {
  return { kind: 'refused', code };
}

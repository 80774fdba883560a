import { decideRevision, giveBack, newOrder } from './decide.ts';
import { type Body, dayAt, known, note, type Order, type Outcome, type State, type World } from './world.ts';

/** What somebody does to an order. `version` is the one that he has seen last. */
export type Act =
  | { readonly kind: 'submit'; readonly reference: string; readonly agency: string; readonly body: Body }
  | (OnOrder & { readonly kind: 'amend'; readonly body: Body })
  | (OnOrder & { readonly kind: 'contract'; readonly unitPrice: number })
  | (OnOrder & { readonly kind: 'withdraw' | 'decide-again' | 'turn-down' | 'terminate' });

interface OnOrder {
  readonly reference: string;
  readonly version: number;
  /** Done by somebody of another agency. */
  readonly isForeign: boolean;
}

export type Expected =
  | { readonly kind: 'decided'; readonly outcome: Outcome }
  | { readonly kind: 'changed'; readonly state: State }
  | { readonly kind: 'refused'; readonly code: string };

const ALLOWED: Readonly<Record<Exclude<Act['kind'], 'submit'>, readonly State[]>> = {
  amend: ['rejected', 'referred', 'approved', 'expired', 'contracted'],
  'decide-again': ['rejected', 'referred'],
  withdraw: ['rejected', 'referred', 'approved'],
  'turn-down': ['referred'],
  contract: ['approved'],
  terminate: ['contracted'],
};

/** Whether the revision that was decided last waits, while an earlier one goes on standing. */
export function hasOpenRevision({ state, outcome }: Order): boolean {
  return (state === 'approved' || state === 'contracted') && outcome !== 'approved';
}

export function isAllowed(kind: Exclude<Act['kind'], 'submit'>, order: Order): boolean {
  if (ALLOWED[kind].includes(order.state)) return true;
  if (kind === 'turn-down') return hasOpenRevision(order) && order.outcome === 'referred';
  return kind === 'decide-again' && hasOpenRevision(order);
}

/** Does an act in the world and says how it should be answered. */
export function perform(world: World, act: Act): Expected {
  const before = act.kind === 'submit' ? 'new' : known(world.orders, act.reference).state;
  const expected = answer(world, act);
  const { kind, ...said } = expected;
  note(world, `${act.kind} ${before}: ${kind} ${Object.values(said).join()}`);
  return expected;
}

function answer(world: World, act: Act): Expected {
  if (act.kind === 'submit') {
    const order = newOrder(act.reference, act.agency, act.body);
    world.orders.set(act.reference, order);
    return decided(decideRevision(world, order, { body: act.body, isNewRevision: true, stage: 'submission' }));
  }
  const order = known(world.orders, act.reference);
  world.touched.orders.add(act.reference);
  if (act.isForeign) return refused('order.not_found');
  if (act.version !== order.version) return refused('order.stale');
  if (!isAllowed(act.kind, order)) return refused('order.state');
  return performAllowed(world, order, act);
}

function performAllowed(world: World, order: Order, act: Exclude<Act, { kind: 'submit' }>): Expected {
  switch (act.kind) {
    case 'amend':
      return decided(decideSubmitted(world, order, { body: act.body, isNewRevision: true }));
    case 'decide-again':
      return decided(decideAgain(world, order));
    case 'contract':
      return conclude(world, order, act.unitPrice);
    case 'withdraw':
      return end(world, order, 'withdrawn');
    case 'terminate':
      return end(world, order, 'terminated');
    case 'turn-down':
      return turnDown(world, order);
  }
}

function decideSubmitted(world: World, order: Order, revision: { body: Body; isNewRevision: boolean }): Outcome {
  if (order.state !== 'contracted') return decideRevision(world, order, { ...revision, stage: 'submission' });
  // A supplement is judged as a submission first, and then against its contract.
  const submitted = decideRevision(world, order, { ...revision, stage: 'submission' });
  if (submitted !== 'approved') return submitted;
  const { body } = revision;
  return decideRevision(world, order, { body, isNewRevision: false, stage: 'contract', supplementTo: order.contract });
}

function decideAgain(world: World, order: Order): Outcome {
  const { body } = order;
  if (order.openContract !== order.latest) return decideSubmitted(world, order, { body, isNewRevision: false });
  return decideContract(world, order, { body, isNewRevision: false });
}

function conclude(world: World, order: Order, unitPrice: number): Expected {
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
  const outcome = decideRevision(world, order, {
    ...revision,
    stage: 'contract',
    repeats: isRepeated ? standing : null,
  });
  if (outcome === 'approved') Object.assign(order, { contract: body, openContract: null });
  else order.openContract = order.latest;
  return outcome;
}

/** Nothing of it stands any more. */
export function end(world: World, order: Order, state: State): Expected {
  giveBack(world, order);
  Object.assign(order, { state, expiresAt: null, version: order.version + 1 });
  return { kind: 'changed', state };
}

function turnDown(world: World, order: Order): Expected {
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

function decided(outcome: Outcome): Expected {
  return { kind: 'decided', outcome };
}

function refused(code: string): Expected {
  return { kind: 'refused', code };
}

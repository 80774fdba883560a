import { decideAgain, hasLapsed, hasOpenRevision, lapse } from './order-acts.ts';
import { credit, refusalOfCredit } from './payment-acts.ts';
import { isBehindPlatform } from './purchase-acts.ts';
import { availableOn, known, note, type Order, type Wish, type World } from './world.ts';

/** Why a wish is refused as things stand; undefined when it is not. */
export function refusalOf(world: World, wish: Wish): string | undefined {
  switch (wish.kind) {
    case 'revise':
      return closed(world, wish.line) ?? overdrawn(world, wish.line, -wish.by);
    case 'transfer':
      return refusalOfTransfer(world, wish);
    case 'use-elsewhere':
      return undefined;
    case 'waive':
      return refusalOfWaiver(world, known(world.orders, wish.order), wish.waiver);
    case 'credit':
      return refusalOfCredit(known(world.orders, wish.order), { at: wish.payment, parts: wish.parts });
  }
}

function refusalOfTransfer(
  world: World,
  { from, to, amount }: Extract<Wish, { kind: 'transfer' }>,
): string | undefined {
  if (from === to) return 'budget.same_line';
  const refusal = closed(world, from) ?? closed(world, to);
  if (refusal) return refusal;
  if (known(world.lines, from).year !== known(world.lines, to).year) return 'budget.other_year';
  return overdrawn(world, from, amount);
}

function closed({ lines, closedYears }: World, line: string): string | undefined {
  return closedYears.has(known(lines, line).year) ? 'budget.year_closed' : undefined;
}

/** Whether a line would lose more than nobody has used or bound. */
function overdrawn(world: World, line: string, less: number): string | undefined {
  return less > 0 && availableOn(known(world.lines, line)) < less ? 'budget_line.overdrawn' : undefined;
}

type WaiverWish = Extract<Wish, { kind: 'waive' }>['waiver'];

function refusalOfWaiver(world: World, order: Order, { rule, revision }: WaiverWish): string | undefined {
  if (revision !== order.latest) return 'waiver.other_revision';
  const isReviewed = order.state === 'rejected' || order.state === 'referred' || hasOpenRevision(order);
  if (hasLapsed(world, order) || !isReviewed) return 'order.state';
  return order.openRules.includes(rule) ? undefined : 'waiver.finding_not_open';
}

/** Does what two people agreed on. */
export function grant(world: World, wish: Wish): void {
  note(world, `${wish.kind} signed`);
  switch (wish.kind) {
    case 'revise':
      appropriate(world, wish.line, wish.by);
      return;
    case 'transfer':
      appropriate(world, wish.from, -wish.amount);
      appropriate(world, wish.to, wish.amount);
      return;
    case 'use-elsewhere':
      known(world.lines, wish.line).elsewhere = wish.amount;
      world.touched.accounts.add(wish.line);
      return;
    case 'waive':
      grantReview(world, wish);
      return;
    case 'credit': {
      const order = known(world.orders, wish.order);
      credit(world, order, { at: wish.payment, parts: wish.parts });
      order.version += 1;
      world.touched.orders.add(wish.order);
    }
  }
}

/** The order is decided again at once, in a batch of its own; refused, it stays as it is. */
function grantReview(world: World, { order: reference, waiver }: Extract<Wish, { kind: 'waive' }>): void {
  const order = known(world.orders, reference);
  order.waivers.push(waiver);
  world.touched.orders.add(reference);
  lapse(world, new Set([order.agency]));
  const again = isBehindPlatform('decide-again', order) ? undefined : decideAgain(world, order);
  note(world, `reviewed: ${again?.kind === 'decided' ? again.outcome : 'refused'}`);
}

function appropriate(world: World, line: string, by: number): void {
  known(world.lines, line).appropriation += by;
  world.touched.accounts.add(line);
}

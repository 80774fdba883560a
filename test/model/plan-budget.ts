import { hasOpenRevision } from './order-acts.ts';
import { planCredit } from './plan-goods.ts';
import { at } from './plan-orders.ts';
import type { Step } from './steps.ts';
import { availableOn, dayAt, type Proposal, type Wish, type World } from './world.ts';

type Kind = Wish['kind'];

export type BudgetStep = Step & { readonly kind: Kind };

const KINDS = ['revise', 'transfer', 'use-elsewhere', 'waive', 'credit'] as const satisfies readonly Kind[];

export function isBudgetStep(step: Step): step is BudgetStep {
  return KINDS.some((kind) => kind === step.kind);
}

const DAY_MS = 86_400_000;

/** What a step asks two people for; undefined when there is nothing to ask for. */
export function planWish(world: World, step: BudgetStep): Wish | undefined {
  const lines = [...world.lines.values()];
  const line = at(lines, step.pick);
  const { amount } = step;
  switch (step.kind) {
    case 'revise':
      // One in ten takes the last fen, or one more than there is.
      if (step.who === 0)
        return { kind: 'revise', line: line.code, by: -Math.max(1, availableOn(line) + (step.pick % 2)) };
      return { kind: 'revise', line: line.code, by: step.who <= 7 ? amount : -amount };
    case 'transfer': {
      const to = step.who === 0 ? line : at(lines, step.other);
      const all = Math.max(1, availableOn(line) + (step.other % 2));
      return { kind: 'transfer', from: line.code, to: to.code, amount: step.who === 1 ? all : amount };
    }
    case 'use-elsewhere':
      // Nobody can refuse this fact, also where it leaves a line with less than nothing.
      if (world.closedYears.has(line.year)) return undefined;
      return { kind: 'use-elsewhere', line: line.code, amount: step.who === 0 ? line.appropriation : amount };
    case 'waive':
      return planWaiver(world, step);
    case 'credit':
      return planCredit(world, step);
  }
}

const WAIVED = ['HW-02', 'OS-04'];

function planWaiver(world: World, { pick, quantity }: Step): Wish | undefined {
  const waiting = [...world.orders.values()].filter((order) => {
    const isReviewed = order.state === 'rejected' || order.state === 'referred' || hasOpenRevision(order);
    return isReviewed && order.openRules.some((rule) => WAIVED.includes(rule));
  });
  if (waiting.length === 0) return undefined;
  const { reference, latest, openRules } = at(waiting, pick);
  const rule = openRules.find((open) => WAIVED.includes(open)) ?? '';
  return {
    kind: 'waive',
    order: reference,
    waiver: { rule, revision: latest, until: dayAt(world.now + quantity * 5 * DAY_MS) },
  };
}

/** Mostly one of the latest proposals, and now and then one that others have overtaken. */
export function planSigning({ proposals }: World, { pick, who }: Step): Proposal | undefined {
  const latest = who < 8 ? proposals.slice(-2) : proposals;
  return latest.length === 0 ? undefined : at(latest, pick);
}

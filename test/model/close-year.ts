import { end } from './order-acts.ts';
import { openPurchase } from './purchase-acts.ts';
import { known, type Line, note, type Order, type World } from './world.ts';

/** What is only reserved goes back, unless a platform is buying; what is under contract is carried into the line of the next year, or stays. */
export function closeYear(world: World, year: number): void {
  world.closedYears.add(year);
  const lines = [...world.lines.values()].filter((line) => line.year === year);
  const codes = new Set(lines.map(({ code }) => code));
  for (const order of world.orders.values()) {
    const isOpen = order.state === 'approved' || order.state === 'referred';
    if (!isOpen || ![...order.holding.keys()].some((account) => codes.has(account))) continue;
    if (openPurchase(order)) note(world, 'closing kept a purchase');
    else {
      note(world, `closing ended ${order.state}`);
      end(world, order, 'expired');
    }
  }
  for (const line of lines) carry(world, line);
}

function carry(world: World, line: Line): void {
  const { code, next } = line;
  // More is bound than the line was ever granted: what was taken back, or spent in its year, cannot be carried.
  if (next === null || line.appropriation - line.spent < line.encumbered) return;
  for (const order of world.orders.values()) {
    const amount = order.holding.get(code);
    if (amount === undefined || order.bucket !== 'encumbered') continue;
    note(world, 'carried');
    for (const [account, by] of [
      [line, -amount],
      [known(world.lines, next), amount],
    ] as const) {
      account.encumbered += by;
      account.appropriation += by;
      world.touched.accounts.add(account.code);
    }
    order.carried.push({ from: code, to: next });
    order.holding = carriedHolding(order, { code, next, amount });
    world.touched.orders.add(order.reference);
  }
}

function carriedHolding({ holding }: Order, { code, next, amount }: { code: string; next: string; amount: number }) {
  const carried = new Map(holding);
  carried.delete(code);
  carried.set(next, (carried.get(next) ?? 0) + amount);
  return carried;
}

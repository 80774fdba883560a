import type { Body } from './world.ts';

export const OFFICE_PRICE = { clean: 58_000, dear: 65_000, thin: 58_000, bare: 58_000, spare: 0 } as const;
export const ANTIVIRUS_PRICE = 9_100;

/** What the machines cost, and how the lines that pay share it: the last one pays what is left. */
export function hardwareShares({ quantity, unitPrice, hardware }: Body): readonly (readonly [string, number])[] {
  const total = quantity * unitPrice;
  const [first = '', second] = hardware;
  if (second === undefined) return [[first, total]];
  const half = Math.floor(total / 2);
  return [
    [first, half],
    [second, total - half],
  ];
}

export function softwareCost({ flavour, quantity }: Body): number {
  return quantity * (OFFICE_PRICE[flavour] + ANTIVIRUS_PRICE);
}

export function totalOf(body: Body): number {
  return body.quantity * body.unitPrice + softwareCost(body);
}

/** What an order takes of each account while it stands. */
export function costsOf(body: Body): ReadonlyMap<string, number> {
  const costs = new Map([...hardwareShares(body), [body.software, softwareCost(body)] as const]);
  if (body.entitlement !== null) costs.set(body.entitlement, body.quantity);
  return costs;
}

/** What one of a part costs, `line/1` or `item/2`. */
export function priceOf({ flavour, unitPrice }: Body, part: string): number {
  if (part === 'line/1') return unitPrice;
  return part === 'item/1' ? OFFICE_PRICE[flavour] : ANTIVIRUS_PRICE;
}

/** The lines that pay a part, in the order in which they are named, and how much each of them. */
export function fundingOf(body: Body, part: string): readonly (readonly [string, number])[] {
  return part === 'line/1' ? hardwareShares(body) : [[body.software, body.quantity * priceOf(body, part)]];
}

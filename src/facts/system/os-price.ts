import { addFen, type Fen, fen, parseYuan, ZERO_FEN } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { unitPriceOf } from '../line/priced-in.ts';
import { isClientCategory } from '../line/purchase-items.ts';
import { buyingLine, planItemPrice } from '../plan/plan-prices.ts';
import { candidateProducts } from '../products.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../submission.ts';
import { linePlatform, platformFit } from './platform.ts';
import { seatsForOthers } from './server-os.ts';

/** An operating system that is priced on an item or a line of its own. */
interface PricedSystem {
  /** Null where a line buys it that no item describes. */
  readonly item: PlanItem | null;
  readonly priceFen: Fen;
  readonly seats: number;
}

/**
 * Whether a new machine's operating system is paid for apart from the machine. Only machines that somebody works at come
 * with a system in their price; licences that servers without one and virtual desktops need are no price of theirs.
 */
export function isOsPricedApart(input: DeriveInput, line: OrderLine): boolean {
  if (!isClientCategory(line.computer?.category)) return false;
  const systems = pricedSystemsFor(input, line);
  const items = systems.flatMap(({ item }) => item ?? []);
  const seats = systems.reduce((sum, system) => sum + system.seats, 0);
  return seats > 0 && seats > seatsForOthers(input, items);
}

/** The machine's price with the dearest system that fits it; null when the machine's price is left out, or another line pays for it. */
export function unitPriceWithOs(input: DeriveInput, line: OrderLine): Fen | null {
  const ownFen = unitPriceOf(line);
  if (ownFen === null) return null;
  const dearest = isOsPricedApart(input, line) ? pricedSystemsFor(input, line).map(({ priceFen }) => priceFen) : [];
  return addFen(ownFen, fen(Math.max(ZERO_FEN, ...dearest)));
}

function pricedSystemsFor(input: DeriveInput, line: OrderLine): readonly PricedSystem[] {
  const machine = linePlatform(line, candidateProducts(input));
  const items = (input.order.softwarePlan ?? [])
    .filter((item) => isForNewMachines(item) && platformFit(item.platforms ?? [], machine) !== 'misfits')
    .map((item) => ({
      item,
      priceFen: planItemPrice(input.order, item) ?? ZERO_FEN,
      seats: (item.seats ?? 0) - (item.forExistingDevices ?? 0),
    }));
  return [...items, ...linesWithoutItem(input.order)].filter(({ priceFen, seats }) => priceFen > 0 && seats > 0);
}

/** Licences that count processor cores are for servers. */
function isForNewMachines(item: PlanItem): boolean {
  return item.category === 'operating-system' && item.provision === 'new-purchase' && item.metric !== 'core';
}

/** Software lines that no plan item describes; those with an item are priced by it. */
function linesWithoutItem(order: OrderSubmission): readonly PricedSystem[] {
  const described = (order.softwarePlan ?? []).map((item) => buyingLine(order, item)?.line);
  return order.lines
    .filter((line) => line.software?.category === 'operating-system' && !described.includes(line.line))
    .map(({ unitPrice, quantity }) => ({
      item: null,
      priceFen: unitPrice ? parseYuan(unitPrice) : ZERO_FEN,
      seats: quantity,
    }));
}

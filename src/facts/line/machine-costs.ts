import { kindOf, lineCategory } from '../../goods/index.ts';
import { type Fen, fen, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts, Policy } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { MachineCost } from '../gathered.ts';
import { policyStrings } from '../policy-values.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';
import { lineAmount } from './amounts.ts';
import { isPricedElsewhere, unitPriceOf } from './priced-in.ts';
import { searchedText, wordsIn } from './words-found.ts';

/** What stands beside machines for them: parts, displays, installation, care. */
export const BESIDE = 'beside';

/** By kind, the machines first as they come. Nothing where nothing is bought, and under a policy that counts no days. */
export function machineCostsOf(order: OrderSubmission, policy: Policy): readonly MachineCost[] {
  if (typeof policy.integer('policy.beside.days') !== 'number') return [];
  if ((order.acquisition ?? 'purchase') !== 'purchase') return [];
  return addedUp(
    order.lines.flatMap((line): MachineCost[] => {
      const amountFen = lineAmount(line);
      if (amountFen === null || amountFen === ZERO_FEN) return [];
      if (hasCap(line, policy)) return [{ kind: lineCategory(line), pieces: line.quantity, amountFen }];
      return isBeside(order, line, policy) ? [{ kind: BESIDE, pieces: line.quantity, amountFen }] : [];
    }),
  );
}

/**
 * Whether what is bought beside machines, in the order and in what the agency ordered in the days before, costs more than what
 * is left below the caps of those machines. It is said once, on the first line that is concerned.
 */
export function besideFacts(input: DeriveInput): readonly Facts[] {
  const policy = input.policy.submitDate;
  if (policy.integer('policy.beside.days') === undefined) return [];
  const own = machineCostsOf(input.order, policy);
  const all = addedUp([...own, ...(input.gathered.history.machineCosts ?? [])]);
  const besideFen = amountOf(all, ({ kind }) => kind === BESIDE);
  const roomFen = roomBelowCaps(all, policy);
  const concerned = own.length > 0 && besideFen > 0 && roomFen !== null ? firstConcerned(input, policy) : -1;
  return input.order.lines.map((_, index) => {
    if (index !== concerned) return { 'line.besideState': 'none', 'line.besideFen': null, 'line.besideRoomFen': null };
    const isAbove = roomFen !== null && besideFen > Math.max(roomFen, policy.fen('policy.beside.smallSum') ?? 0);
    return {
      'line.besideState': isAbove ? 'above-caps' : 'within-caps',
      'line.besideFen': besideFen,
      'line.besideRoomFen': roomFen,
    };
  });
}

/** What the machines might have cost more, in fen; a dear one takes nothing away from the others. Null without a machine. */
function roomBelowCaps(costs: readonly MachineCost[], policy: Policy): Fen | null {
  const machines = costs.filter(({ kind }) => kind !== BESIDE);
  if (machines.length === 0) return null;
  const percent = policy.integer('policy.beside.capPercent') ?? 100;
  return sumFen(machines, ({ kind, pieces, amountFen }) => {
    const capFen = policy.deviceCap(kind) ?? ZERO_FEN;
    return fen(Math.max(0, Math.floor((capFen * pieces * percent) / 100) - amountFen));
  });
}

/** The first line of what stands beside machines, else the first of the machines. */
function firstConcerned({ order }: DeriveInput, policy: Policy): number {
  const beside = order.lines.findIndex((line) => isBeside(order, line, policy));
  return beside >= 0 ? beside : order.lines.findIndex((line) => hasCap(line, policy));
}

function hasCap(line: OrderLine, policy: Policy): boolean {
  return (
    kindOf(line).runsSoftware && !isPricedElsewhere(line) && typeof policy.deviceCap(lineCategory(line)) === 'number'
  );
}

/** A line of other goods whose words say so, and none that it is for a room, a network or what is there already. */
function isBeside(order: OrderSubmission, line: OrderLine, policy: Policy): boolean {
  if (!kindOf(line).hasOpenCodes) return false;
  const masks = policyStrings(policy, 'policy.words.notBeside') ?? [];
  const text = searchedText([line.description, line.model ?? ''].join('\n'), []);
  const found = wordsIn(text, policyStrings(policy, 'policy.words.beside') ?? []);
  return found.length > 0 && wordsIn(text, masks).length === 0 && !isDisplayOfItsOwn(order, line, policy);
}

/** One display for each machine, where the policy has a price for it that is kept. */
function isDisplayOfItsOwn(order: OrderSubmission, line: OrderLine, policy: Policy): boolean {
  const capFen = policy.fen('policy.beside.displayCap');
  const priceFen = unitPriceOf(line);
  if (typeof capFen !== 'number' || priceFen === null || priceFen > capFen) return false;
  const text = searchedText([line.description, line.model ?? ''].join('\n'), []);
  if (wordsIn(text, policyStrings(policy, 'policy.words.displays') ?? []).length === 0) return false;
  const machines = order.lines.filter((each) => hasCap(each, policy)).reduce((sum, { quantity }) => sum + quantity, 0);
  return machines === 0 || line.quantity <= machines;
}

/** One entry for each kind, as they come. */
export function addedUp(costs: readonly MachineCost[]): readonly MachineCost[] {
  const kinds = [...new Set(costs.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const ofKind = costs.filter((cost) => cost.kind === kind);
    const pieces = ofKind.reduce((sum, cost) => sum + cost.pieces, 0);
    return { kind, pieces, amountFen: amountOf(ofKind, () => true) };
  });
}

function amountOf(costs: readonly MachineCost[], counts: (cost: MachineCost) => boolean): Fen {
  return sumFen(costs.filter(counts), ({ amountFen }) => amountFen);
}

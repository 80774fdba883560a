import { lineCategory, processorReader } from '../../goods/index.ts';
import { fullMonthsBetween } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import type { Facts, FactValue, Policy } from '../../rules/index.ts';
import { approvalsFor } from '../approvals.ts';
import type { DeriveInput } from '../derive-input.ts';
import { unitPriceOf } from '../line/priced-in.ts';
import { textReadersOf } from '../line/text-readers.ts';
import { keysOf } from '../name-keys.ts';
import { oncePer } from '../once-per.ts';
import { policyInteger, policyStrings } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';
import type { OrderLine } from '../submission.ts';
import { isOsPricedApart, unitPriceWithOs } from '../system/os-price.ts';
import { ratingOf, rowsClaimed } from '../system/security-rating.ts';
import { leaseFacts } from './lease.ts';
import { isClient, isServer } from './needs.ts';
import { oldMachineFacts, oldMachinesOf } from './old-machines.ts';

/** The machine itself: its processor, its price against the cap, and the machines that it replaces. */
export function hardwareFacts(input: DeriveInput, line: OrderLine): Facts {
  const category = lineCategory(line);
  const minLifeYears = policyInteger(input.policy.submitDate, 'policy.hardware.minLifeYears');
  return presentFacts({
    'line.cpuModel': line.computer?.cpu?.model ?? null,
    'line.cpuArchitecture': line.computer?.cpu?.architecture ?? null,
    'line.cpuIsOfOtherArchitecture': isOfOtherArchitecture(input, line),
    'line.cpuRating': cpuRating(input, line),
    'line.intendedUse': line.computer?.intendedUse ?? 'not-stated',
    'line.isServerUsedAsDesktop': category === 'server' && DESKTOP_USES.includes(line.computer?.intendedUse ?? ''),
    'line.isWorkstationForOffice':
      category === 'workstation' && DESKTOP_USES.includes(line.computer?.intendedUse ?? ''),
    ...capFacts(input.policy.submitDate, category),
    'line.isPricedForNothing': isPricedForNothing(input, line),
    ...leaseFacts(input, line),
    'line.osPricedApart': isOsPricedApart(input, line),
    'line.unitPriceWithOsFen': unitPriceWithOs(input, line),
    'line.replacedCount': oldMachinesOf(line).length,
    'line.replacedYoungestMonths': replacedYoungestMonths(input, line),
    'line.minLifeMonths': minLifeYears === undefined ? undefined : 12 * minLifeYears,
    'line.replacementGround': replacementGround(input, line),
    ...oldMachineFacts(input, line),
    'agency.idleDevices': input.gathered.idleDevices[category] ?? 0,
  });
}

/** Whoever pays a few hundred yuan for a machine with a genuine system pays the rest elsewhere, or gets something else. */
function isPricedForNothing({ order, policy, needs }: DeriveInput, line: OrderLine): boolean | undefined {
  const leastFen = policy.submitDate.fen('policy.hardware.leastPrice');
  const priceFen = order.acquisition === 'purchase' ? unitPriceOf(line) : null;
  const isCounted = isClient(line, needs) || isServer(line, needs);
  if (!isCounted || priceFen === null || leastFen === null) return false;
  return leastFen === undefined ? undefined : priceFen < leastFen;
}

const DESKTOP_USES = ['office', 'desktop-replacement'];

/**
 * All that caps become: an explicit "no cap here" is an answer; a cap that nobody decided on is missing. What is no machine
 * has none. Back-tests of a cap put these in the place of what was recorded.
 */
export function capFacts({ deviceCap }: Caps, category: string): Record<CapFact, FactValue | undefined> {
  const capFen = deviceCap(category);
  return { 'line.hasCap': capFen === undefined ? undefined : capFen !== null, 'line.capFen': capFen };
}

export type Caps = Pick<Policy, 'deviceCap'>;
type CapFact = 'line.hasCap' | 'line.capFen';

/** The list names processors by model and by the other names that a model goes under, whatever else is said of them. */
function cpuRating(input: DeriveInput, line: OrderLine): ReturnType<typeof ratingOf> | undefined {
  const rated = input.policy.decisionDate.ratedCpus;
  const cpu = line.computer?.cpu;
  if (!rated) return undefined;
  const typed = cpu?.model ?? '';
  const key = nameKey(typed);
  // A policy without such words compares whole names.
  const fillers = policyStrings(input.policy.decisionDate, 'policy.securityRating.cpuFillers');
  const isRead = fillers && readerOf(fillers);
  const rows = rated.filter((row) => key !== '' && (keysOf(row).has(key) || isRead?.(typed, row)));
  const claimed = rowsClaimed(input.policy.decisionDate, cpu?.securityRating, rows);
  return ratingOf({ declared: cpu?.securityRating, rows: claimed, on: input.decidedOn });
}

/** No processor that the field names is built for the architecture beside it. What nobody knows may be of any. */
function isOfOtherArchitecture({ policy }: DeriveInput, { computer }: OrderLine): boolean | undefined {
  const { textWords, goodsWords } = policy.decisionDate;
  const { model, architecture } = computer?.cpu ?? {};
  if (!model || !architecture) return false;
  if (!textWords || !goodsWords) return undefined;
  const { claims, architecturesOf } = textReadersOf(textWords, goodsWords);
  const known = claims(model, 'goods').processors.map(({ name }) => architecturesOf(name));
  return known.length > 0 && known.every((architectures) => !architectures.includes(architecture));
}

const readerOf = oncePer(processorReader);

/** One machine whose age nobody recorded might be the youngest. */
function replacedYoungestMonths(input: DeriveInput, line: OrderLine): number | null | undefined {
  const acquired = oldMachinesOf(line).map((id) => input.gathered.devices[id]?.acquiredOn);
  if (acquired.length === 0) return null;
  const known = acquired.filter((day) => day !== null && day !== undefined);
  if (known.length < acquired.length) return undefined;
  return Math.min(...known.map((day) => fullMonthsBetween(day, input.submittedOn)));
}

const GROUNDS = ['unusable', 'technical-progress', 'hardware-scrapped'] as const;

/** Free text is no ground that the standard knows. */
function replacementGround({ order, decidedOn }: DeriveInput, { line }: OrderLine): 'none' | (typeof GROUNDS)[number] {
  const grounds = approvalsFor(order, { kind: 'early-replacement', part: { line }, decidedOn }).map(
    ({ ground }) => ground,
  );
  return GROUNDS.find((ground) => grounds.includes(ground)) ?? 'none';
}

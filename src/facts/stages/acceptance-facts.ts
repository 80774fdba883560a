import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { mergedFacts, type PartialFacts } from '../merged-facts.ts';
import { presentFacts } from '../present-facts.ts';
import { findProduct } from '../product-match.ts';
import { candidateProducts } from '../products.ts';
import type { OrderLine, PlanItem } from '../submission.ts';
import { evidenceState } from '../system/operating-system-evidence.ts';
import { statedSystem } from '../system/stated-system.ts';
import { type AcceptedItem, type AcceptedLine, isSameSoftware } from './accepted-order.ts';

const NONE: Facts = {};

/** What only a delivery says; nothing of it is there before. */
export function acceptanceFacts({ gathered: { delivery } }: DeriveInput): Facts {
  if (!delivery) return NONE;
  return presentFacts({ 'decision.approvedOn': delivery.approvedOn, 'acceptance.on': delivery.acceptedOn });
}

/** Facts of lines, with what a delivery says of each. */
export function withAcceptedLines(input: DeriveInput, lines: readonly Facts[]): readonly Facts[] {
  const { accepted, order } = input;
  if (!accepted) return lines;
  return lines.map((facts, index) => {
    const [line, judged] = [order.lines[index], accepted.lines[index]];
    return line && judged ? mergedFacts(facts, machineFacts(input, line, judged)) : facts;
  });
}

/** Facts of plan items, with what a delivery says of each. */
export function withAcceptedItems(input: DeriveInput, items: readonly Facts[]): readonly Facts[] {
  const { accepted, order } = input;
  if (!accepted) return items;
  return items.map((facts, index) => {
    const [item, judged] = [order.softwarePlan?.[index], accepted.items[index]];
    return item && judged ? mergedFacts(facts, licenceFacts(input, item, judged)) : facts;
  });
}

function machineFacts(input: DeriveInput, line: OrderLine, judged: AcceptedLine): PartialFacts {
  const { machines, contracted, isSerialKnown } = judged;
  const state = proofOfSystem(input, line);
  return {
    'acceptance.serialState': isSerialKnown ? 'known' : 'new',
    'acceptance.difference': isSystemOther(input, contracted, line) ? 'system' : 'none',
    'acceptance.found': words(line.computer?.operatingSystem),
    'acceptance.contracted': words(contracted.computer?.operatingSystem),
    'acceptance.proofState': state,
    'acceptance.seats': machines.length,
    'acceptance.proofSeats': state === 'missing' ? 0 : machines.length,
  };
}

/** Undefined where nobody knows what would prove it, because the product is not known. */
function proofOfSystem(input: DeriveInput, line: OrderLine): 'enough' | 'missing' | 'not-needed' | undefined {
  const state = evidenceState(statedSystem(input, line));
  return state === 'thin' ? 'missing' : state;
}

/** A machine without the system that was contracted is another one, too; where none was contracted there is nothing to compare. */
function isSystemOther(input: DeriveInput, contracted: OrderLine, found: OrderLine): boolean {
  const wanted = contracted.computer?.operatingSystem;
  const has = found.computer?.operatingSystem;
  if (wanted?.state !== 'preinstalled') return false;
  // The order that came with its target is judged as it was ordered.
  return has?.state !== 'preinstalled' || !isSame(input, 'operating-system', wanted, has);
}

type Software = Parameters<typeof isSameSoftware>[0];

/** The same product under another of its names is the same product. */
function isSame(input: DeriveInput, category: string, wanted: Software, found: Software): boolean {
  const products = candidateProducts(input);
  const [ofWanted, ofFound] = [wanted, found].map(({ product }) => findProduct(products, { category, name: product }));
  const isSameProduct = ofWanted !== undefined && ofWanted === ofFound;
  return isSameSoftware(isSameProduct ? { ...wanted, product: null } : wanted, found);
}

function licenceFacts(
  input: DeriveInput,
  item: PlanItem,
  { contracted, stated, proofSeats }: AcceptedItem,
): PartialFacts {
  const isOther = !isSame(input, contracted.category ?? '', contracted, item);
  return {
    'acceptance.serialState': 'not-needed',
    'acceptance.difference': isOther ? 'licence' : 'none',
    'acceptance.found': words(item),
    'acceptance.contracted': words(contracted),
    'acceptance.proofState': proofSeats === 0 ? 'missing' : proofSeats < stated.seats ? 'short' : 'enough',
    'acceptance.seats': stated.seats,
    'acceptance.proofSeats': proofSeats,
  };
}

function words(software: Software | null | undefined): string | null {
  const parts = [software?.product, software?.edition, software?.version].filter((part) => Boolean(part));
  return parts.length === 0 ? null : parts.join(' ');
}

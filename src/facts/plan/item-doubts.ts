import { addMonths, type Fen, ZERO_FEN } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { PLAN_KINDS } from '../goods/needs.ts';
import { isGift } from '../line/amounts.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { policyInteger } from '../policy-values.ts';
import { findProduct } from '../product-match.ts';
import { productReaderOf } from '../product-reader.ts';
import { candidateProducts } from '../products.ts';
import type { PlanItem } from '../submission.ts';
import { isDrawn, type PlanItemView } from './plan-item-view.ts';
import { planItemPrice } from './plan-prices.ts';

/** What lets an item count for seats that nobody may have in the end: a person looks at it. */
export function itemDoubts(input: DeriveInput, view: PlanItemView): PartialFacts {
  return {
    'item.isBoughtForNothing': isBoughtForNothing(input, view),
    'item.isKnownAsOther': isKnownAsOther(input, view),
    'item.isWithoutService': isKeptUpByNobody(view.item),
    'item.isOverToday': isOverToday(input, view),
    'item.isPromisedFarOff': isPromisedFarOff(input, view.item),
  };
}

/**
 * What is free or comes with a machine says so, and then needs its proof; a purchase has a price, and one below the least
 * that the policy believes is none. Only the price of a system is inside that of its machine, which makes it nought.
 */
function isBoughtForNothing(input: DeriveInput, view: PlanItemView): boolean {
  const { item } = view;
  const isPriced = PLAN_KINDS.some((kind) => kind === item.category) && item.licenceType !== 'free';
  const price = planItemPrice(input.order, item);
  if (item.provision !== 'new-purchase' || price === null || isGift(input.order)) return false;
  const least = input.policy.decisionDate.fen('policy.plan.leastPrice') ?? ZERO_FEN;
  return (isPriced && (price === ZERO_FEN || price < least)) || isKeyAlone(input, view, price);
}

/** Systems and suites of foreign makers cost hundreds; what is sold for tens is a key of the black market. */
function isKeyAlone({ policy }: DeriveInput, { item, product }: PlanItemView, price: Fen): boolean {
  const isDear = item.category === 'operating-system' || (item.category === 'office' && product?.domestic === false);
  const isOpen = item.licenceType === 'free' || item.licenceType === 'open-source';
  const least = policy.decisionDate.fen('policy.plan.leastLicencePrice') ?? ZERO_FEN;
  return isDear && !isOpen && price !== ZERO_FEN && price < least;
}

const CATEGORIES = ['operating-system', 'office', 'antivirus-client', 'antivirus-server'] as const;

/**
 * A product that is on file for other software only: a suite is on file for each kind of which it is. What stands as other
 * software need not be on file, so its name must not tell of a system, a suite, an antivirus or of a copy either.
 */
function isKnownAsOther(input: DeriveInput, { item, productName, product }: PlanItemView): boolean {
  if (!item.category || !productName || product) return false;
  if (item.category === 'other' && isNamedAsOther(input, productName)) return true;
  const products = candidateProducts(input);
  return CATEGORIES.some((category) => findProduct(products, { category, name: productName }) !== undefined);
}

function isNamedAsOther({ policy, decidedOn }: DeriveInput, name: string): boolean {
  const { productWords } = policy.decisionDate;
  if (!productWords) return false;
  const read = productReaderOf(productWords);
  return NAMED_KINDS.some((kind) => {
    const { product, standing, isDoubtful } = read(name, { kind, on: decidedOn });
    return isDoubtful || (product !== null && standing !== 'wrong-kind');
  });
}

const NAMED_KINDS = ['operating-system', 'office', 'antivirus'] as const;

/** Antivirus software without new signatures finds nothing new, whatever licence is for ever; free software is kept up by its maker. */
function isKeptUpByNobody({ category, provision, licenceType, serviceMonths, validUntil }: PlanItem): boolean {
  const isAntivirus = category === 'antivirus-client' || category === 'antivirus-server';
  const isForEver = !['subscription', 'free', 'open-source', 'trial'].includes(licenceType ?? '');
  return isAntivirus && provision === 'new-purchase' && isForEver && !serviceMonths && !validUntil;
}

/** Terms are counted from the delivery: against one that is said to lie in the past, what is over by now would be in force. */
function isOverToday({ decidedOn }: DeriveInput, { item, drawn }: PlanItemView): boolean {
  const until = drawn ? drawn.validUntil : item.validUntil;
  return Boolean(until && until < decidedOn);
}

/** Software that comes in many years is promised, and its machines are accepted meanwhile. */
function isPromisedFarOff({ policy, submittedOn }: DeriveInput, item: PlanItem): boolean | undefined {
  const months = policyInteger(policy.decisionDate, 'policy.plan.maxDeliveryMonths');
  if (months === undefined) return undefined;
  return Boolean(!isDrawn(item) && item.deliverBy && item.deliverBy > addMonths(submittedOn, months));
}

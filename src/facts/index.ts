export { deriveFacts } from './derive-facts.ts';
export type { DeriveInput } from './derive-input.ts';
export { exemptDevices } from './exemption.ts';
export {
  type DeliveredBefore,
  type DeliveredProofUses,
  type Gathered,
  type GatheredAgency,
  type GatheredBudgetLine,
  type GatheredContract,
  type GatheredEntitlement,
  type GatheredHistory,
  type GatheredPaidPart,
  type GatheredPrice,
  type GatheredTakenOut,
  type MachineCost,
  NOTHING_GATHERED,
  type OldMachineUse,
  type PurchaseHistory,
} from './gathered.ts';
export { type Caps, capFacts } from './goods/hardware.ts';
export { type MachineNeeds, machineNeeds } from './goods/machine-needs.ts';
export { oldMachinesOf } from './goods/old-machines.ts';
export { type StatedMachine, statedMachines } from './goods/stated-machines.ts';
export {
  amountsState,
  computedTotal,
  hasBookableAmounts,
  isGift,
  isOwnPurchase,
  lineAmount,
  placeOfLargestAmount,
} from './line/amounts.ts';
export { addedUp, BESIDE, machineCostsOf } from './line/machine-costs.ts';
export { countMachineLines, type MachineLine, machineLinesOf } from './line/machine-lines.ts';
export { comparablePrice, isPricedElsewhere, linesPricedIn } from './line/priced-in.ts';
export { looseTwinKeyOf, purchaseItems, purchaseTotals, twinKeyOf } from './line/purchase-items.ts';
export { type EarlierOrder, wordsTakenOut } from './line/words-taken-out.ts';
export { maximumFlow } from './maximum-flow.ts';
export { nameReader } from './name-reader.ts';
export { isExceptedFromSplitting } from './order-facts.ts';
export { isAgency } from './plan/licensee.ts';
export { isListedAsFree } from './plan/plan-editions.ts';
export { planReferenceOn } from './plan/plan-item-view.ts';
export { buyingLine, planItemCost } from './plan/plan-prices.ts';
export { reusableSeats, type SeatNeed, seatNeeds } from './plan/plan-sums.ts';
export { findProduct } from './product-match.ts';
export { candidateProducts } from './products.ts';
export { type SoftwareRead, softwareReadIn, withProductsRead } from './read-products.ts';
export {
  type AcceptedOrder,
  acceptedOrder,
  deliveredBody,
  isThereAlready,
  itemOfNumber,
  itemOfPart,
  numberIn,
  numberOfItem,
} from './stages/accepted-order.ts';
export { machinesJudged, placeOf, placesIn } from './stages/accepted-places.ts';
export { termsOf, termsOfItem, termsOfLine } from './stages/contract-terms.ts';
export type { DeliveryStatement, StatedItem, StatedProof } from './stages/delivery-statement.ts';
export { instancesOfPayment, paymentFacts } from './stages/payment-facts.ts';
export type { FundingEntry, OrderLine, OrderSubmission, PlanItem } from './submission.ts';
export {
  leastCovered,
  type ProofUse,
  type ProofUses,
  proofKeysOf,
  proofOfMachine,
  proofsOfOrder,
} from './system/counted-proofs.ts';
export { containsAny } from './system/editions.ts';

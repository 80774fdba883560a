export type { AcceptedSums } from './accepted-sums.ts';
export { sumAccepted } from './accepted-sums-repository.ts';
export type { ActResult, Decided, Fulfilment, OrderAct, Standing } from './act.ts';
export { type Batch, type KnownOrder, keepOrder, type StandingRevision } from './batch.ts';
export { addToBooks, type Books, giveInBooks, removeFromBooks, type SeatsGiven } from './books.ts';
export { CANCELLED } from './certificates/cancel-redemption.ts';
export type { CertificateClaims } from './certificates/certificate.ts';
export { toClaimsBody } from './certificates/certificate-body.ts';
export { findCertificateTokens, getCertificate } from './certificates/find-certificate.ts';
export { REDEEMED, REFERENCE_POINTER } from './certificates/redeem-certificate.ts';
export {
  listRedemptionRows,
  listRedemptions,
  listStrayRedemptions,
  type RedemptionLeaf,
  type RedemptionRow,
} from './certificates/redemptions-repository.ts';
export { contractStep } from './contract/contract-step.ts';
export { terminationStep } from './contract/termination-step.ts';
export { concludedContract } from './contract-stage.ts';
export { findContractedRevision } from './contracts-repository.ts';
export { type Contribution, seatsTaken } from './contribution.ts';
export { countedPrices, countedPurchases } from './counted-history.ts';
export type { DecideDeps } from './decide-deps.ts';
export { decideOrders } from './decide-orders.ts';
export { MOVES_POINTER } from './expire-order.ts';
export { findReachedOrder, findSubmissions, getReachedOrder, getRevision, getStanding } from './find-orders.ts';
export { agencyTwinKey, exemptionKey } from './gather-history.ts';
export { citedEntitlements, fundingOf, gatherOrder } from './gather-order.ts';
export {
  type Answer,
  DERIVATION,
  deriveInputFor,
  evaluationInput,
  evaluatorOf,
  factsFor,
  judgeOrder,
  waiversAtHand,
} from './judge-order.ts';
export { earlierOf, heldBy, loadKnownOrders, underContract } from './load-batch.ts';
export { type BatchPart, joining, keptIn, type Wished } from './load-batch-part.ts';
export { loadBooks } from './load-books.ts';
export { newReference } from './load-reference.ts';
export { toUses } from './note-review.ts';
export { onOrder } from './on-order-handler.ts';
export {
  isAllowed,
  type Order,
  type OrderState,
  orderKey,
  orderNotFound,
  RETURNED,
  type Revision,
  STAGES_OF_REVISIONS,
  stateRefusal,
} from './order.ts';
export { shownTo, toOrderBody } from './order-body.ts';
export { findRevision, listRevisions, updateOrder } from './orders-repository.ts';
export { decided } from './orders-routes.ts';
export { listPercentiles, type Percentile } from './prices-repository.ts';
export { PRICES_REFRESHED, type RefreshedPrices } from './refresh-prices.ts';
export { reportDisagreements } from './report-disagreements.ts';
export {
  listStandingLeaves,
  listStandingRecords,
  recordsOf,
  type StandingLeaf,
  type StandingLeaves,
} from './standing-records-repository.ts';
export type { SubmissionQueue } from './submission-queue.ts';
export { TURNED_DOWN } from './turn-down.ts';
export { isStillToCome, itemsToCome } from './undertakings.ts';
export { type ClosedScope, type ClosingChoices, closingSubject } from './year-end.ts';
export { listClosingRows } from './year-end-repository.ts';

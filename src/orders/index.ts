export type { ActResult, DecidedOrder, Fulfilment, OrderAct, OrderWithBody } from './act.ts';
export { type Batch, type KnownOrder, keepOrder, type StandingRevision } from './batch/batch.ts';
export { newBatchCache } from './batch/batch-cache.ts';
export { addToBooks, type Books, giveInBooks, removeFromBooks, type SeatsGiven } from './batch/books.ts';
export type { DecideDeps } from './batch/decide-deps.ts';
export { decideOrders } from './batch/decide-orders.ts';
export { MOVES_POINTER } from './batch/expire-order.ts';
export { earlierOf, heldBy, loadKnownOrders, underContract } from './batch/load-batch.ts';
export { type BatchPart, joining, keptIn, type Wished } from './batch/load-batch-part.ts';
export { loadBooks } from './batch/load-books.ts';
export { refusalOfAuthor } from './batch/second-person.ts';
export { CANCELLED } from './certificates/cancel-redemption.ts';
export type { CertificateClaims } from './certificates/certificate.ts';
export { toClaimsBody } from './certificates/certificate-body.ts';
export { findCertificateTokens, getCertificate } from './certificates/find-certificate.ts';
export { REDEEMED, REFERENCE_POINTER } from './certificates/redeem-certificate.ts';
export {
  listRedemptionRows,
  listRedemptions,
  listStrayRedemptions,
  type RedemptionRow,
} from './certificates/redemptions-repository.ts';
export type { AcceptedSums } from './contract/accepted-sums.ts';
export { sumAccepted } from './contract/accepted-sums-repository.ts';
export { concludedContract } from './contract/contract-stage.ts';
export { contractStep } from './contract/contract-step.ts';
export { findContractedRevision } from './contract/contracts-repository.ts';
export { terminationStep } from './contract/termination-step.ts';
export type { Contribution } from './decide/contribution.ts';
export { gatherOrder } from './decide/gather-order.ts';
export {
  type Answer,
  DERIVATION,
  deriveInputFor,
  evaluationInput,
  factsFor,
  judgeOrder,
  waiversAtHand,
} from './decide/judge-order.ts';
export { citationsOf, fundingOf } from './decide/order-citations.ts';
export { recordFulfilment } from './decide/record-fulfilment.ts';
export {
  listStandingLeaves,
  listStandingRecords,
  recordsOf,
  type StandingLeaf,
  type StandingLeaves,
} from './decide/standing-records-repository.ts';
export { isStillToCome, itemsToCome } from './decide/undertakings.ts';
export type { OrderFilters } from './find-order-conditions.ts';
export { countOrders } from './find-order-count.ts';
export { findReachedOrder, findSubmissions, getOrderWithBody, getReachedOrder, getRevision } from './find-orders.ts';
export {
  countedMachineLines,
  countedOldMachines,
  countedPrices,
  countedProofs,
  countedPurchases,
} from './history/counted-history.ts';
export { countDelivered, proofsOfDelivery } from './history/gather-delivered-proofs.ts';
export { countReplaced } from './history/gather-old-machines.ts';
export { listOrderEvents } from './history/list-order-events.ts';
export { listPercentiles, type Percentile } from './history/prices-repository.ts';
export { PRICES_REFRESHED, type RefreshedPrices } from './history/refresh-prices.ts';
export {
  isAllowed,
  type Order,
  type OrderStanding,
  type OrderState,
  orderKey,
  orderNotFound,
  RETURNED,
  type Revision,
  STAGES_OF_REVISIONS,
  stateRefusal,
} from './order.ts';
export { shownTo, toOrderBody, toStandingBody } from './order-body.ts';
export { describedWords, devicesOf, subjectOf } from './order-subject.ts';
export { findRevision, listRevisions, listSubjects, updateOrder } from './orders-repository.ts';
export { decided } from './orders-routes.ts';
export { orderTarget } from './queue/order-request.ts';
export type { SubmissionQueue } from './queue/submission-queue.ts';
export { openFindingsOf } from './review/note-findings.ts';
export { TURNED_DOWN } from './review/turn-down.ts';
export { listStandings } from './standings-repository.ts';
export { type ClosingChoices, closingSubject } from './year-end/year-end.ts';
export { listClosingRows } from './year-end/year-end-repository.ts';

export {
  type Acceptance,
  type AcceptedMachine,
  findAcceptance,
  insertAcceptance,
  listAcceptances,
  listAcceptedMachines,
  listReturnedMachines,
  listStatements,
  nextSequence,
  rowOfLicence,
  rowOfMachine,
} from './acceptances-repository.ts';
export type { AcceptedSums } from './accepted-sums.ts';
export { sumAccepted } from './accepted-sums-repository.ts';
export type { ActResult, Fulfilment, OrderAct, Standing } from './act.ts';
export type { Batch, KnownOrder } from './batch.ts';
export { giveInBooks, type SeatsGiven } from './books.ts';
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
export { concludedContract } from './contract-stage.ts';
export { countedPrices, countedPurchases } from './counted-history.ts';
export { decideContract } from './decide-contract.ts';
export { type JudgedDelivery, type Judging, judgeDelivery, recordDelivery } from './decide-delivery.ts';
export type { DecideDeps } from './decide-deps.ts';
export { decideOrders } from './decide-orders.ts';
export { decidePayment, type PayableOrder, type PaymentAsked, payableOrder } from './decide-payment.ts';
export { type Progress, progressOf, withDelivery } from './delivery-progress.ts';
export { endOrder, MOVES_POINTER } from './expire-order.ts';
export { findSubmissions, getReachedOrder, getRevision, getStanding } from './find-orders.ts';
export { getPayment, listPayments, type ReadPayment } from './find-payments.ts';
export { agencyTwinKey, exemptionKey } from './gather-history.ts';
export { citedEntitlements, fundingOf } from './gather-order.ts';
export { DERIVATION, evaluationInput, factsFor, waiversAtHand } from './judge-order.ts';
export { listUnregistered } from './list-unregistered.ts';
export { joining, keptIn } from './load-batch-part.ts';
export { loadDelivery } from './load-delivery.ts';
export { PAYMENTS } from './load-paying.ts';
export { onOrder } from './on-order-handler.ts';
export {
  isAllowed,
  type Order,
  type OrderState,
  orderKey,
  RETURNED,
  type Revision,
  STAGES_OF_REVISIONS,
  stateRefusal,
} from './order.ts';
export { shownTo, toOrderBody } from './order-body.ts';
export { listRevisions } from './orders-repository.ts';
export { decided } from './orders-routes.ts';
export { type AskedPart, outstandingLines, paidParts } from './paid-parts.ts';
export {
  CREDITED,
  type CreditNote,
  type FundedAmount,
  type FundedPart,
  invoiceKey,
  NOTHING_PAID,
  type PaidPart,
  type PaidSums,
  type Payment,
  sumByLine,
} from './payment.ts';
export { listPercentiles, type Percentile } from './prices-repository.ts';
export { CREDIT_POINTER, recordCreditNote } from './record-credit-note.ts';
export { recordReturned } from './record-returned.ts';
export { PRICES_REFRESHED, type RefreshedPrices } from './refresh-prices.ts';
export { findReturn, insertReturn, type OrderReturn } from './returns-repository.ts';
export { type Settlement, settle } from './settlement.ts';
export {
  listStandingLeaves,
  listStandingRecords,
  recordsOf,
  type StandingLeaf,
  type StandingLeaves,
} from './standing-records-repository.ts';
export type { SubmissionQueue } from './submission-queue.ts';
export { TURNED_DOWN } from './turn-down.ts';
export { itemsToCome } from './undertakings.ts';
export { type ClosedScope, type ClosingChoices, closingSubject } from './year-end.ts';
export { listClosingRows } from './year-end-repository.ts';

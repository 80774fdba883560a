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
} from './acceptances-repository.ts';
export { deliveredBody, isThereAlready, itemOfNumber, itemOfPart, numberIn } from './accepted-order.ts';
export { placeOf } from './accepted-places.ts';
export type { AcceptedSums } from './accepted-sums.ts';
export { sumAccepted } from './accepted-sums-repository.ts';
export type { ActResult, Fulfilment, OrderAct, Standing } from './act.ts';
export type { Batch, KnownOrder } from './batch.ts';
export { giveInBooks, type SeatsGiven } from './books.ts';
export type { CertificateClaims } from './certificates/certificate.ts';
export { toClaimsBody } from './certificates/certificate-body.ts';
export { type FoundCertificate, findCertificateTokens, getCertificate } from './certificates/find-certificate.ts';
export { listRedemptions } from './certificates/redemptions-repository.ts';
export { concludedContract } from './contract-stage.ts';
export { decideContract } from './decide-contract.ts';
export { type JudgedDelivery, type Judging, judgeDelivery, recordDelivery } from './decide-delivery.ts';
export type { DecideDeps } from './decide-deps.ts';
export { decideOrders } from './decide-orders.ts';
export { decidePayment, type PayableOrder, type PaymentAsked, payableOrder } from './decide-payment.ts';
export type { DeliveryStatement, FoundSystem, StatedItem, StatedProof } from './delivery-body.ts';
export { type Progress, progressOf, withDelivery } from './delivery-progress.ts';
export { amountsState, computedTotal, hasBookableAmounts, isOwnPurchase, lineAmount } from './derive-facts/amounts.ts';
export { containsAny } from './derive-facts/editions.ts';
export { type Caps, capFacts } from './derive-facts/hardware.ts';
export type { MachineNeeds } from './derive-facts/machine-needs.ts';
export { maximumFlow } from './derive-facts/maximum-flow.ts';
export { isListedAsFree } from './derive-facts/plan-editions.ts';
export { planItemCost } from './derive-facts/plan-prices.ts';
export { findProduct } from './derive-facts/product-match.ts';
export { candidateProducts } from './derive-facts/products.ts';
export { endOrder } from './expire-order.ts';
export { findSubmissions, getReachedOrder, getRevision, getStanding } from './find-orders.ts';
export { getPayment, listPayments, type ReadPayment } from './find-payments.ts';
export { fundingOf } from './gather-order.ts';
export type { Gathered } from './gathered.ts';
export { DERIVATION, evaluationInput, factsFor, waiversAtHand } from './judge-order.ts';
export type { MayGoOn } from './lead-job.ts';
export { parseBulk } from './leaf-bulk.ts';
export { listUnregistered } from './list-unregistered.ts';
export { joining, keptIn } from './load-batch-part.ts';
export { loadDelivery } from './load-delivery.ts';
export { PAYMENTS } from './load-paying.ts';
export { onOrder } from './on-order-handler.ts';
export { isAllowed, type Order, type Revision, stateRefusal } from './order.ts';
export { shownTo, toOrderBody } from './order-body.ts';
export { listRevisions } from './orders-repository.ts';
export { decided } from './orders-routes.ts';
export { type AskedPart, outstandingLines, paidParts } from './paid-parts.ts';
export {
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
export { recordCreditNote } from './record-credit-note.ts';
export { recordReturned } from './record-returned.ts';
export { readCursor } from './rederivations-repository.ts';
export { openJudged } from './rederive-decision.ts';
export { hasDisagreed } from './rederive-in-background.ts';
export type { Pause, Rederivable } from './rederive-outcome.ts';
export { firstUnequal, type Unequal } from './rederive-record.ts';
export { findReturn, insertReturn, type OrderReturn } from './returns-repository.ts';
export { type Settlement, settle } from './settlement.ts';
export { listStandingRecords } from './standing-records-repository.ts';
export { type StatedMachine, statedMachines } from './stated-machines.ts';
export type { FundingEntry, OrderLine, OrderSubmission, PlanItem } from './submission.ts';
export type { SubmissionQueue } from './submission-queue.ts';
export { openPause } from './work-slices.ts';

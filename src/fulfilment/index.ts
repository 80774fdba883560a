export { toAcceptanceBody } from './delivery/accept/acceptance-body.ts';
export {
  type Acceptance,
  listAcceptances,
  listStatements,
  rowOfLicence,
  rowOfMachine,
} from './delivery/acceptances-repository.ts';
export { getAcceptance, type ReadAcceptance } from './delivery/find-acceptance.ts';
export { listPayments, type ReadPayment } from './payment/find-payments.ts';
export { lastDigitsKey } from './payment/invoice-number.ts';
export { CREDITED, type CreditNote, type FundedPart, invoiceKey, supplierInvoice } from './payment/payment.ts';
export { isMaskedFor, toPaymentBody } from './payment/payment-body.ts';
export { CREDIT_POINTER } from './payment/record-credit-note.ts';

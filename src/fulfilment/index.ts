export { toAcceptanceBody } from './acceptance-body.ts';
export { isMaskedFor, toPaymentBody } from './payment-body.ts';

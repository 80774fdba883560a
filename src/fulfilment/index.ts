export { toAcceptanceBody } from './acceptance-body.ts';
export { contractStep } from './contract-step.ts';
export { isMaskedFor, toPaymentBody } from './payment-body.ts';

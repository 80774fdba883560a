export {
  canonicalJson,
  digestOf,
  verifyWebhook,
  type WebhookCheck,
  type WebhookCheckOptions,
  type WebhookHeaders,
} from '../../kernel/index.ts';
export {
  type CertificateChecker,
  type CertificateClaims,
  type CheckedCertificate,
  createCertificateChecker,
} from './check-certificate.ts';
export {
  createGateClient,
  type DecidedOrder,
  type FeedPlace,
  type GateClient,
  type KnownOrder,
  type Order,
  type OrderSubmission,
} from './gate-client.ts';
export { GateProblem } from './gate-problem.ts';
export type { Answered, GateAddress } from './send-request.ts';

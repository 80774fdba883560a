export { type ConnectorParts, connectorParts } from './connector-parts.ts';
export { PLATFORM } from './platform/platform.ts';
export { PLATFORM_REPORT } from './platform/platform-report.ts';
export type { Receiver } from './receivers/delivery.ts';
export { findReceiversState } from './receivers/find-receivers.ts';
export { WEBHOOK_ENDPOINT } from './webhooks/webhook-endpoint.ts';

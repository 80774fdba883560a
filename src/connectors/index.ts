export { type ConnectorParts, connectorParts } from './connector-parts.ts';
export { listDeliveries } from './deliveries-repository.ts';
export type { Receiver } from './delivery.ts';
export { readLogSize } from './feed-repository.ts';
export { findReceiversState, type ReceiversState } from './find-receivers.ts';

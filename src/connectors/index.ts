export { type ConnectorParts, connectorParts } from './connector-parts.ts';
export type { Receiver } from './receivers/delivery.ts';

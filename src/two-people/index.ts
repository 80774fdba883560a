export { findUnreached, type UnreachedGate } from './proposals/find-unreached.ts';
export { proposalProjection } from './proposals/proposals-projection.ts';

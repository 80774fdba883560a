export { proposalProjection } from './verify-proposals.ts';

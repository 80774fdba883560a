export { proposalProjection } from './proposals/proposals-projection.ts';

export { proposalProjection } from './proposals-projection.ts';

export { agreementProjection } from './proposals/agreement-projection.ts';
export { findOpenProposals, findOpenStamp, type OpenProposal } from './proposals/find-open-proposals.ts';
export { countOwnOpen } from './proposals/find-own-open.ts';
export { findUnreached, unreachedText } from './proposals/find-unreached.ts';
export type { IsDayOff } from './proposals/lapse.ts';
export { countProposalsToSign } from './proposals/list-proposals.ts';
export { proposalProjection } from './proposals/proposals-projection.ts';
export { listOpenAgreements } from './proposals/proposals-repository.ts';

export {
  findApiKey,
  findPerson,
  isInSetUpMode,
  listAgencyRegions,
  listApiKeys,
  listPersons,
} from './access-repository.ts';
export {
  type AccessRule,
  type RestrictedRule,
  readAccessRule,
  readSigningRule,
  requireAllowed,
  type SigningRule,
  secondPersonNeeded,
} from './access-rule.ts';
export { type ApiKey, hashOfSecret, newSecret } from './api-key.ts';
export { createApiKey } from './create-api-key.ts';
export { type BootstrapKey, ensureBootstrapKey } from './create-bootstrap-key.ts';
export type { KnownCaller } from './find-actor.ts';
export { findProposalReading } from './find-proposal.ts';
export { findCaller } from './find-session.ts';
export { covers } from './grant.ts';
export { createKeyRing, type KeyRing } from './key-ring.ts';
export { createPasswordHasher, type PasswordHasher } from './password-hash.ts';
export { findPassword } from './password-repository.ts';
export { type Person, type RoleGrant, uncombinableRoles } from './person.ts';
export type { ProposalReading } from './proposal.ts';
export { toProposalBody } from './proposal-body.ts';
export { proposeAct, type Trial, tryAct } from './propose-act.ts';
export {
  type Asking,
  answerOnce,
  lookUpAnswer,
  type RememberedAnswer,
  recallAnswer,
  rememberAnswer,
} from './recall-answer.ts';
export { createPerson, ERASABLE_PERSON } from './record-person.ts';
export { requireReach } from './require-reach.ts';
export { retireBootstrap } from './retire-bootstrap.ts';
export { SESSION_DEFAULTS, type SessionSettings } from './session.ts';
export type { SessionDeps } from './session-deps.ts';
export { findAccount, listSignIns } from './sign-in-repository.ts';
export {
  type ActAnswer,
  type ActRequest,
  type ActStep,
  type AnyAct,
  type AnyAnswer,
  type AnyRequest,
  actsById,
  isLong,
  type LongAct,
  type SignatureSlot,
  type SignedAct,
  type SignedActs,
  type StepsDone,
  takeSteps,
} from './signed-act.ts';
export { credentialProjection } from './verify-credentials.ts';
export { proposalProjection } from './verify-proposals.ts';
export { apiKeyProjection, personProjection } from './verify-rights.ts';

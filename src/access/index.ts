export {
  findApiKey,
  findApiKeys,
  findPerson,
  findPersonsBy,
  isInSetUpMode,
  listAgencyRegions,
  listPeopleReaching,
  listPersons,
} from './access-repository.ts';
export {
  type AccessRule,
  isAllowed,
  readAccessRule,
  readSigningRule,
  requireAllowed,
  type SigningRule,
  secondPersonNeeded,
} from './access-rule.ts';
export { carryOut } from './carry-out.ts';
export type { KnownCaller } from './find-actor.ts';
export { agenciesIn, covers } from './grant.ts';
export { type ApiKey, hashOfSecret, isCarriedBy, newSecret } from './keys/api-key.ts';
export { createApiKey } from './keys/create-api-key.ts';
export { type BootstrapKey, ensureBootstrapKey } from './keys/create-bootstrap-key.ts';
export { ADMINISTRATORS_MIN, countAdministrators } from './keys/find-administrators.ts';
export { endOfKey, isReadingKey } from './keys/key-limits.ts';
export { createKeyRing, type KeyRing } from './keys/key-ring.ts';
export { listApiKeys } from './keys/list-api-keys.ts';
export { listBothSidesKeys } from './keys/list-both-sides-keys.ts';
export { listUncarriedKeys } from './keys/list-uncarried-keys.ts';
export { findCodeRoles, recordCodeRoles } from './keys/record-code-roles.ts';
export { retireBootstrap } from './keys/retire-bootstrap.ts';
export { openCallerFinder } from './open-caller-finder.ts';
export { createPasswordHasher, type PasswordHasher } from './passwords/password-hash.ts';
export { requireSigning } from './passwords/require-signing.ts';
export { createInvited, type InvitedCreation } from './people/create-invited.ts';
export { type ActedBy, ERASED_MARK, findActedAt, findActedBy, maskName } from './people/find-acted-by.ts';
export { worksFor } from './people/find-employment.ts';
export { findPeople } from './people/find-people.ts';
export { hashOfHalves, newTokenHalves, outdatedInvitation } from './people/invitation-token.ts';
export { listPeopleOf } from './people/list-people-of.ts';
export { listPersonsWithRole } from './people/list-persons-with-role.ts';
export { normalEmail, type Person, uncombinableRoles } from './people/person.ts';
export { createPerson } from './people/record-person.ts';
export { answerOnce, lookUpAnswer, type RepeatableRequest, recallAnswer, rememberAnswer } from './recall-answer.ts';
export { findGateRegion, recordGateRegion } from './record-gate-region.ts';
export { repeatableRequestOf } from './repeatable-request.ts';
export { reachesAsFar, reachesGate, requireGateReach, requireReach } from './require-reach.ts';
export { authorProjection } from './rights/authors-projection.ts';
export type { Claimant } from './rights/claimant.ts';
export { claimantOf, governRecorded, type RecordedAct, requireDone } from './rights/govern-recorded.ts';
export { BUILD_STARTED, keptSessionsIn } from './rights/kept-sessions.ts';
export { hasStartedBefore, recordBuild } from './rights/record-build.ts';
export { readClaimants } from './rights/record-differing.ts';
export { apiKeyProjection, personProjection } from './rights/rights-projection.ts';
export { setUpProjection } from './rights/set-up-projection.ts';
export { type SignedLeaf, signedIn } from './rights/signed-leaf.ts';
export { credentialProjection } from './sessions/credentials-projection.ts';
export { findCaller } from './sessions/find-session.ts';
export { SESSION_DEFAULTS, type SessionSettings } from './sessions/session.ts';
export {
  type AboutAct,
  type ActRequest,
  type ActSigner,
  type ActStep,
  type AnyAct,
  type AnyAnswer,
  type AnyRequest,
  actsById,
  isLong,
  type LongAct,
  type Preparation,
  type PreparedValues,
  type ReachOfAct,
  requireStatedReach,
  type SignatureSlot,
  type SignedAct,
  type SignedActs,
  type SigningSection,
  type SigningWords,
  type StepResult,
  type StepsDone,
  type ToldSecrets,
  takeSteps,
} from './signed-act.ts';

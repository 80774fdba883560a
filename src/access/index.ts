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
  requireAllowed,
  secondPersonNeeded,
} from './access-rule.ts';
export { type ApiKey, hashOfSecret } from './api-key.ts';
export { createApiKey } from './create-api-key.ts';
export { type BootstrapKey, ensureBootstrapKey } from './create-bootstrap-key.ts';
export { findActor, type KnownCaller } from './find-actor.ts';
export { covers } from './grant.ts';
export { createKeyRing, type KeyRing } from './key-ring.ts';
export { type Person, type RoleGrant, uncombinableRoles } from './person.ts';
export {
  type Asking,
  answerOnce,
  lookUpAnswer,
  type RememberedAnswer,
  rememberAnswer,
} from './recall-answer.ts';
export { createPerson } from './record-person.ts';
export { retireBootstrap } from './retire-bootstrap.ts';

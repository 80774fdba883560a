export { MASK, seesTexts } from '../kernel/index.ts';
export type { Outcome } from './conclude.ts';
export {
  asScreened,
  concludeJudged,
  type Disagreement,
  decide,
  type JudgedRules,
  type Judgement,
  judgeRules,
} from './decide.ts';
export {
  toBudgetBody,
  toDecisionBody,
  toFactsBody,
  toFindingBody,
  toIndeterminateBody,
  toRegisterBody,
} from './decision-body.ts';
export {
  type DecisionDetail,
  type DecisionLeaf,
  type DecisionRecord,
  decisionLeaf,
  openDetail,
  type ReadRecord,
  type RecordedContract,
  type RecordedDelivery,
  type RecordedLicence,
  type RecordedMachine,
  type RecordedPayment,
  type RecordedUndertaking,
  readDecisionRecord,
} from './decision-record.ts';
export {
  type DecisionRow,
  findDecision,
  insertDecisions,
  listDecisions,
  listDecisionsFrom,
  listFirstDecisions,
  readRecord,
  readRecords,
} from './decisions-repository.ts';
export { toExplanationBody } from './explanation-body.ts';
export { type Finding, isOpen } from './finding.ts';
export {
  grantWaiver,
  notYourRule,
  revokeWaiver,
  type WaiverDeps,
  type WaiverGrant,
  type WaiverScope,
} from './grant-waiver.ts';
export { namedWaivers } from './list-named-waivers.ts';
export { type ListedWaiver, listWaivers, UNUSED } from './list-waivers.ts';
export { maskFacts } from './masked-texts.ts';
export { isClassifiedLeaf, messageOf, type OpenedRecord, openRecord } from './open-record.ts';
export { nameRecordedFacts, placeRecordedFacts, type RecordedFacts } from './recorded-facts.ts';
export { stateOf, WAIVER, type Waiver } from './waiver.ts';
export { toWaiverBody } from './waiver-body.ts';
export {
  type GatheredWaiver,
  type Machines,
  NO_WAIVERS,
  usesOfWaivers,
  type WaiversAtHand,
  type WaiverUse,
} from './waiver-cover.ts';
export { ownerOfRules } from './waiver-validity.ts';
export {
  type KeptUse,
  listUsesOfOrders,
  listWaiversInForce,
  replaceUses,
  sumUses,
  type WaiverInBooks,
  type WrittenUse,
} from './waivers-repository.ts';

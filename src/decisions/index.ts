export { conclude, type Outcome } from './conclude.ts';
export {
  type Disagreement,
  decide,
  type Finding,
  type Indeterminate,
  type Judgement,
  type Screening,
} from './decide.ts';
export {
  toBudgetBody,
  toDecisionBody,
  toFindingBody,
  toIndeterminateBody,
  toRegisterBody,
} from './decision-body.ts';
export {
  type DecisionDetail,
  type DecisionRecord,
  decisionLeaf,
  type ReadRecord,
  type RecordedFacts,
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
export { MASK, seesTexts } from './masked-texts.ts';

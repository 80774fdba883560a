export { type AppendedLeaf, commitmentOf, type Governed, type GovernedDeps, type GovernedTx, governed, type LeafDraft } from './governed.ts';
export { findLeaf, findLeafAsOf, type Head, type LeafRow, listLeaves, listSealedTexts, readHead, type SealedText } from './log-repository.ts';
export { EMPTY_ROOT, Frontier, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle.ts';
export { type InclusionProof, proveInclusion } from './proofs.ts';
export { findSubject, findSubjectAsOf, listSubjects, type WhichSubject } from './find-subjects.ts';
export { type ImportOutcome, importSubjects, planImport } from './import-subjects.ts';
export {
  changeSubject,
  createSubject,
  describeSubject,
  type Judge,
  type Recorded,
  type RecordedKind,
  type SubjectContext,
} from './record-subjects.ts';
export {
  counted,
  derived,
  exact,
  type Field,
  type Fields,
  flag,
  integer,
  json,
  jsonList,
  list,
  money,
  optionalFlag,
  optionalInteger,
  optionalJson,
  optionalText,
  required,
  text as textField,
} from './subject-fields.ts';
export {
  type Derivation,
  type Draft,
  periodProblems,
  readSubject,
  statedFields,
  type StoredRow,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
} from './subject-kind.ts';
export { reachOnly, regionsOfAgencies, selectIn } from './subjects-repository.ts';
export { type Difference, describeDifference, describeFault, differencesIn, type FaultKind, type LogFault, withoutLeaf, withoutRow } from './verify-faults.ts';
export { type LeafChunk, type LogProjection, type ReadLeaf, type Verification, type VerifyOptions, verifyLog } from './verify-log.ts';
export { sealedTextProjection } from './verify-sealed-texts.ts';
export { subjectProjection } from './verify-subjects.ts';
export type { KnownHead } from './verify-tree.ts';

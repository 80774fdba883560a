export {
  beginImport,
  endImport,
  type LongImport,
  listUnfinishedImports,
  type UnfinishedImport,
} from './append-import.ts';
export { prepareJudge } from './check-subjects.ts';
export { type Checkpoint, openCheckpoint, parseCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts';
export { hasBeenWitnessed } from './checkpoints-repository.ts';
export { type Cosignature, cosign, cosignaturesOf } from './cosignature.ts';
export { erasableKind } from './erase-subjects.ts';
export { ERASED, type ErasableKind, type Erasure, eraseTexts, findErasable } from './erase-texts.ts';
export { type ExportFault, type ExportResult, openExportCheck } from './exported-log.ts';
export {
  type CosignedCheckpoint,
  findNewestCheckpoint,
  listCosignedCheckpoints,
} from './find-checkpoint.ts';
export { findLeafIndexAt } from './find-leaf-at.ts';
export { reachOnly, regionsOfAgencies, selectIn } from './find-reached.ts';
export { type FoundReceipt, findReceipt } from './find-receipt.ts';
export { findSubject, findSubjectAsOf, listSubjects } from './find-subjects.ts';
export {
  type AppendedLeaf,
  commitmentOf,
  type Governed,
  type GovernedDeps,
  type GovernedTx,
  governed,
  governedAfterRestore,
  type LeafDraft,
} from './governed.ts';
export {
  type ImportedPiece,
  type ImportOutcome,
  type ImportTrial,
  importSubjects,
  newTrial,
  planImport,
} from './import-subjects.ts';
export { isKeyFile, type KeyFolder, keyFolder } from './key-folder.ts';
export { erasedBy, listErasures } from './list-erasures.ts';
export {
  findKeyAtHand,
  findSigningKey,
  type KnownKey,
  listAllSigningKeys,
  listBelievedKeys,
  listSigningKeys,
} from './list-signing-keys.ts';
export { listWitnesses } from './list-witnesses.ts';
export { type AcceptedGap, GAP_ACCEPTED, gapIn, LOG_RESTORED } from './log-gap.ts';
export { seesWholeLog } from './log-reach.ts';
export {
  findLastLeafOfType,
  findLeaf,
  findLeafAsOf,
  findLeafTime,
  type Head,
  type LeafRow,
  listLeaves,
  listLeavesAbout,
  listLeavesAt,
  listSealedTexts,
  readHead,
  type SealedText,
} from './log-repository.ts';
export { EMPTY_ROOT, Frontier, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle.ts';
export { type ConsistencyProof, proveConsistency } from './prove-consistency.ts';
export { type InclusionProof, proveInclusion } from './prove-inclusion.ts';
export { type JudgedReceipt, judgeReceipt, parseReceipt } from './receipt.ts';
export { findRestoredSize, holdLog, recordGap, recordRestored, requireHeld } from './record-restore.ts';
export {
  distrustSigningKey,
  type KeyIntroduction,
  recordMissingKeys,
  recordSigningKey,
  replaceSigningKey,
} from './record-signing-key.ts';
export { changeSubject, createSubject, describeSubject, newDraft } from './record-subjects.ts';
export { recordWitness, recordWitnessEnd } from './record-witness.ts';
export {
  isNoteSignedBy,
  type NoteSignature,
  type NoteSigner,
  parseNote,
  parseSignature,
  parseVerifierKey,
  printNote,
  printSignature,
  printVerifierKey,
  type SignatureType,
  type SignedNote,
  signNote,
  type VerifierKey,
  verifierKey,
} from './signed-note.ts';
export {
  isSignedBy,
  KEY_COMPROMISED,
  KEY_INTRODUCED,
  KEY_PURPOSES,
  type KeyPurpose,
  keySubject,
  type PublicKey,
  publicKeyOf,
  type SigningKey,
  signingKeyOf,
} from './signing-key.ts';
export {
  counted,
  derived,
  exact,
  flag,
  folded,
  integer,
  json,
  jsonList,
  list,
  money,
  optionalFlag,
  optionalInteger,
  optionalJson,
  optionalMoney,
  optionalText,
  required,
  text as textField,
} from './subject-fields.ts';
export {
  type Derivation,
  type Draft,
  merged,
  notFound as notFoundOf,
  periodProblems,
  readSubject,
  rowOf,
  type StoredRow,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
  statedFields,
} from './subject-kind.ts';
export { agenciesNamed } from './subjects-repository.ts';
export { type TakenCosignature, takeCosignature } from './take-cosignature.ts';
export { parseTlogProof, printTlogProof, type TlogProof } from './tlog-proof.ts';
export {
  type Difference,
  describeDifference,
  describeFault,
  differencesIn,
  type FaultKind,
  isFatal,
  type LogFault,
  withoutLeaf,
  withoutRow,
} from './verify-faults.ts';
export {
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  type Verification,
  type VerifyOptions,
  verifyLog,
} from './verify-log.ts';
export { sealedTextProjection } from './verify-sealed-texts.ts';
export { subjectProjection } from './verify-subjects.ts';
export type { KnownHead } from './verify-tree.ts';
export type { Witness } from './witness.ts';
export { type CheckpointDeps, findUnsigned, type Unsigned } from './write-checkpoint.ts';
export {
  type Judge,
  type Recorded,
  type RecordedKind,
  recordChanged,
  recordCreated,
  type SubjectContext,
} from './write-subjects.ts';

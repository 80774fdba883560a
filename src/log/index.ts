export { type Checkpoint, openCheckpoint, parseCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts';
export { hasBeenWitnessed } from './checkpoints-repository.ts';
export { cosign, cosignaturesOf } from './cosignature.ts';
export { ERASED, type ErasableKind, type Erasure, eraseTexts, findErasable } from './erase-texts.ts';
export { type ExportFault, type ExportResult, openExportCheck, printExportLine } from './exported-log.ts';
export { type CosignedCheckpoint, findNewestCheckpoint, listCosignedCheckpoints } from './find-checkpoint.ts';
export { findLeafIndexAt } from './find-leaf-at.ts';
export { reachOnly, regionRange, regionsOfAgencies, selectIn } from './find-reached.ts';
export { type FoundReceipt, findReceipt } from './find-receipt.ts';
export {
  commitmentOf,
  type Governed,
  type GovernedDeps,
  type GovernedTx,
  governed,
  governedAfterRestore,
  type LeafDraft,
} from './governed.ts';
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
  type LeafRow,
  listLeaves,
  listLeavesAbout,
  listLeavesAt,
  listSealedTexts,
  listUnfinished,
  readHead,
  type SealedText,
} from './log-repository.ts';
export { EMPTY_ROOT, Frontier, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle.ts';
export { proveConsistency } from './prove-consistency.ts';
export { proveInclusion } from './prove-inclusion.ts';
export { type JudgedReceipt, judgeReceipt, parseReceipt } from './receipt.ts';
export { findRestoredSize, holdLog, recordGap, recordRestored, requireHeld } from './record-restore.ts';
export { distrustSigningKey, recordMissingKeys, recordSigningKey, replaceSigningKey } from './record-signing-key.ts';
export { recordWitness, recordWitnessEnd } from './record-witness.ts';
export {
  isNoteSignedBy,
  type NoteSigner,
  parseNote,
  parseSignature,
  parseVerifierKey,
  printNote,
  printSignature,
  printVerifierKey,
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
export { takeCosignature } from './take-cosignature.ts';
export { parseTlogProof, printTlogProof } from './tlog-proof.ts';
export {
  type Difference,
  describeDifference,
  describeFault,
  differencesIn,
  isFatal,
  withoutLeaf,
  withoutRow,
} from './verify-faults.ts';
export { type LeafChunk, type LogProjection, type ReadLeaf, type Verification, verifyLog } from './verify-log.ts';
export { listSubjectsOfLeaves } from './verify-log-repository.ts';
export { sealedTextProjection } from './verify-sealed-texts.ts';
export type { KnownHead } from './verify-tree.ts';
export { toWitnessBody, witnessId } from './witness.ts';
export { findUnsigned, type Unsigned } from './write-checkpoint.ts';

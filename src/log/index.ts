export {
  type Checkpoint,
  openCheckpoint,
  parseCheckpoint,
  printCheckpoint,
  signCheckpoint,
} from './checkpoints/checkpoint.ts';
export { hasBeenWitnessed } from './checkpoints/checkpoints-repository.ts';
export { cosign, cosignaturesOf } from './checkpoints/cosignature.ts';
export {
  type CosignedCheckpoint,
  findNewestCheckpoint,
  listCosignedCheckpoints,
} from './checkpoints/find-checkpoint.ts';
export { listWitnesses } from './checkpoints/list-witnesses.ts';
export { recordWitness, recordWitnessEnd } from './checkpoints/record-witness.ts';
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
} from './checkpoints/signed-note.ts';
export { takeCosignature } from './checkpoints/take-cosignature.ts';
export { toWitnessBody, witnessId } from './checkpoints/witness.ts';
export {
  type ClockGuard,
  jumpText,
  openClockGuard,
  refuseClockBehind,
  systemUptime,
  type Uptime,
  uptimeOf,
} from './compare-clock.ts';
export { ERASED, type ErasableKind, type Erasure, eraseTexts, findErasable } from './erase-texts.ts';
export { countDue, type DueCount } from './find-due-count.ts';
export { findLastLeaves, type OpenedLeaf } from './find-last-leaves.ts';
export { findLeafIndexAt } from './find-leaf-at.ts';
export { namesOfAgencies, reachOnly, regionRange, regionsOfAgencies, selectIn, subtreeOnly } from './find-reached.ts';
export {
  commitmentOf,
  type Governed,
  type GovernedDeps,
  type GovernedTx,
  governed,
  governedAfterRestore,
  type LeafDraft,
} from './governed.ts';
export { isKeyFile, type KeyFolder, keyFolder, refuseLostLog } from './keys/key-folder.ts';
export {
  findKeyAtHand,
  findSigningKey,
  type KnownKey,
  listAllSigningKeys,
  listBelievedKeys,
  listSigningKeys,
} from './keys/list-signing-keys.ts';
export {
  distrustSigningKey,
  recordMissingKeys,
  recordSigningKey,
  replaceSigningKey,
} from './keys/record-signing-key.ts';
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
} from './keys/signing-key.ts';
export { erasedBy, findLastErasure, listErasures } from './list-erasures.ts';
export { type LeavesWish, listNarrowedLeaves } from './list-narrowed-leaves.ts';
export { listPassedLeaves } from './list-passed-leaves.ts';
export {
  fewAgenciesIn,
  findReachOfCount,
  listReached,
  listReachedAmong,
  type ReachedList,
  reachOfCount,
  whereReached,
} from './list-reached.ts';
export { type AcceptedGap, GAP_ACCEPTED, gapIn, gapText, LOG_RESTORED } from './log-gap.ts';
export {
  countLeavesOfType,
  findLastLeafOfType,
  findLeaf,
  findLeafAsOf,
  findLeafTime,
  type LeafRow,
  listActed,
  listLeaves,
  listLeavesAbout,
  listLeavesAboutAfter,
  listLeavesAt,
  listLeavesOfType,
  listLeavesSince,
  listSealedTexts,
  listUnfinished,
  readHead,
  type SealedText,
} from './log-repository.ts';
export { keepsReads, type ReadAhead, readAhead, readEachOnce, readOnce, readSize } from './recall-reads.ts';
export { recordClock } from './record-clock.ts';
export { findRestoredSize, holdLog, recordGap, recordRestored, requireHeld } from './record-restore.ts';
export { printExportLine } from './tree/exported-log.ts';
export { type FoundReceipt, findReceipt } from './tree/find-receipt.ts';
export { EMPTY_ROOT, Frontier, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './tree/merkle.ts';
export { proveConsistency } from './tree/prove-consistency.ts';
export { proveInclusion } from './tree/prove-inclusion.ts';
export { judgeReceipt } from './tree/receipt.ts';
export { parseTlogProof, printTlogProof } from './tree/tlog-proof.ts';
export { findStrayRows, ROWS_COMPARED_AT_ONCE, readCompared } from './verify/find-stray-rows.ts';
export { sealedTextProjection } from './verify/sealed-texts-projection.ts';
export {
  type Difference,
  describeDifference,
  describeFault,
  differencesIn,
  isFatal,
  type MissingRight,
  withoutLeaf,
  withoutRight,
  withoutRow,
} from './verify/verify-faults.ts';
export {
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  type Verification,
  verifyLog,
} from './verify/verify-log.ts';
export type { KnownHead } from './verify/verify-tree.ts';

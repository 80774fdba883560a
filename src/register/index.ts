export type { Allocation } from './devices/allocation.ts';
export { assetKeyOf, DEVICE, type Device } from './devices/device.ts';
export { DEVICE_WORDS } from './devices/device-words.ts';
export { endAllocations } from './devices/end-allocations.ts';
export { findEndingSeats } from './devices/find-seats-of-users.ts';
export type { Installation } from './devices/installation.ts';
export { faultOfAssetNumber, faultOfSerial } from './devices/real-number.ts';
export { ALLOCATIONS } from './devices/record-allocations.ts';
export { retireDevices } from './devices/retire-devices.ts';
export { endInstallations } from './entitlements/end-holdings.ts';
export { ENTITLEMENT, type Entitlement } from './entitlements/entitlement.ts';
export {
  type EntitlementFacts,
  FREE_SEATS,
  type FreeEntitlement,
  type FreePool,
  factsOfEntitlements,
  freeEntitlement,
  freeSeatsOf,
  IS_POOLED,
  listEntitlementsOfOrder,
  listFreePools,
} from './entitlements/facts-of-entitlements.ts';
export { type KeyVault, keyVault } from './entitlements/key-vault.ts';
export { LICENCE_KEY } from './entitlements/licence-key.ts';
export { HAS_PROOF_SQL, hasProof } from './entitlements/proof-of-channel.ts';
export { proofProjection } from './entitlements/proofs-projection.ts';
export { ENTITLEMENTS } from './entitlements/record-entitlements.ts';
export {
  listRetiredDevices,
  recordAllocations,
  recordDevices,
  recordDevicesAgain,
  recordEntitlements,
  recordInstallations,
} from './entitlements/record-holdings.ts';
export {
  type FileJudge,
  fileJudge,
  listSentFiles,
  type ProofJudge,
  proofJudge,
  sentFileKey,
} from './entitlements/validate-proofs.ts';
export { type LoggedUse, writeProofs } from './entitlements/write-proofs.ts';
export { type ProofUse, proofUsesOf } from './evidence/evidence.ts';
export { findEvidenceBytes, keepEvidenceBytes } from './evidence/evidence-bytes-repository.ts';
export { EVIDENCE_FILE, type EvidenceFile } from './evidence/evidence-file.ts';
export { type EvidenceFolder, evidenceFolder } from './evidence/evidence-folder.ts';
export {
  countDevices,
  type DeviceCount,
  type DeviceFacts,
  factsOfDevices,
  listCategoriesOfDevices,
  listOverdueUndertakings,
  listOwnGoods,
  listReleasableSeats,
  type OverdueUndertaking,
  type OwnGoods,
  type ReleasedSeats,
} from './facts-of-register.ts';
export { wholeName } from './inventory/known-software.ts';
export type { NameReader } from './inventory/read-name.ts';
export {
  type CopyGroup,
  type CoveredCopies,
  type LicenceGroup,
  licencePosition,
  type UncountedReason,
} from './positions/licence-position.ts';
export {
  addCopies,
  coveredComputers,
  matchedOf,
  NO_FIGURES,
  type PositionFigures,
  type RunningFigures,
  sumFigures,
} from './positions/position-figures.ts';
export { factsOfAllProducts, factsOfProducts, type ProductFacts } from './products/facts-of-products.ts';
export type { KnownProducts } from './products/find-editions-above.ts';
export { isForUnits, type LicensedProduct } from './products/licence-right.ts';
export { nameKey } from './products/name-key.ts';
export { type MachinePlatform, platformFit, UNKNOWN_FAMILY } from './products/platform.ts';
export {
  type DatedVersion,
  isSameLine,
  lineMeant,
  lineOf,
  type MeantVersions,
  type VersionedProduct,
  versionsMeant,
  type WrittenVersion,
} from './products/versions-meant.ts';
export {
  listDevicesBySerial,
  listMiscountedAllocations,
  listOpenAllocations,
  listOpenInstallations,
  listPlacedAllocations,
  listReturnedHoldings,
  type MiscountedAllocations,
  type ReturnedHoldings,
} from './register-repository.ts';
export { CHANNEL_WORDS, softwareWords } from './software-words.ts';
export { findStatedKinds, type StatedKinds, unknownAmong } from './statements/find-stated-kinds.ts';
export {
  kindOfCopy,
  kindOfLicence,
  REGISTER_KINDS,
  type RegisterKind,
} from './statements/register-kinds.ts';
export { countOverdue } from './undertakings/list-undertakings.ts';
export {
  deliverUndertakings,
  listOpenUndertakings,
  type OpenUndertaking,
  type OwedUndertaking,
  openUndertakings,
  oweUndertakings,
  type UndertakingDelivery,
  type VoidedItems,
  voidItems,
  voidUndertakings,
} from './undertakings/write-undertakings.ts';

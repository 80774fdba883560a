export type { Allocation, AllocationEnd } from './allocation.ts';
export { checkFiles, checkProofs, type FileJudge, type ProofJudge } from './check-proofs.ts';
export type { Device } from './device.ts';
export { type EndedAllocations, endAllocations } from './end-allocations.ts';
export { type EndedInstallations, endInstallations } from './end-holdings.ts';
export type { Entitlement } from './entitlement.ts';
export { ERASABLE_DEVICE_USERS } from './erase-device-users.ts';
export { type Evidence, type ProofUse, proofUsesOf } from './evidence.ts';
export { EVIDENCE_FILE, type EvidenceFile } from './evidence-file.ts';
export { type EvidenceFolder, evidenceFolder } from './evidence-folder.ts';
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
} from './facts-of-entitlements.ts';
export { factsOfAllProducts, factsOfProducts, type ProductFacts } from './facts-of-products.ts';
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
export type { Installation } from './installation.ts';
export { type KeyVault, keyVault } from './key-vault.ts';
export { LICENCE_KEY } from './licence-key.ts';
export {
  type BoundRight,
  type CopyGroup,
  type CoveredCopies,
  type LicenceGroup,
  type LicencePosition,
  licencePosition,
  type Uncounted,
} from './licence-position.ts';
export { isForUnits, type LicensedProduct } from './licence-right.ts';
export { nameKey } from './name-key.ts';
export { type MachinePlatform, platformFit, UNKNOWN_FAMILY } from './platform.ts';
export {
  coveredComputers,
  figuresOfCopies,
  matchedOf,
  NO_FIGURES,
  type PositionFigures,
  sumFigures,
} from './position-figures.ts';
export { ALLOCATIONS } from './record-allocations.ts';
export { ENTITLEMENTS } from './record-entitlements.ts';
export {
  listRetiredDevices,
  recordAllocations,
  recordDevices,
  recordDevicesAgain,
  recordEntitlements,
  recordInstallations,
} from './record-holdings.ts';
export {
  type KnownSerial,
  listDevicesBySerial,
  listMiscountedAllocations,
  listOpenAllocations,
  listOpenInstallations,
  listReturnedHoldings,
  type MiscountedAllocations,
  type ReturnedHoldings,
} from './register-repository.ts';
export { type RetiredDevices, retireDevices } from './retire-devices.ts';
export { softwareWords } from './software-words.ts';
export { productNameProjection } from './verify-product-names.ts';
export { proofProjection } from './verify-proofs.ts';
export { type LoggedUse, writeProofs } from './write-proofs.ts';
export {
  deliverUndertakings,
  listOpenUndertakings,
  type NewUndertaking,
  type OpenUndertaking,
  openUndertakings,
  type UndertakingDelivery,
  type VoidedItems,
  voidItems,
  voidUndertakings,
} from './write-undertakings.ts';

export type { Allocation, AllocationEnd } from './allocation.ts';
export type { Device } from './device.ts';
export { type EndedAllocations, endAllocations } from './end-allocations.ts';
export { type EndedInstallations, endInstallations } from './end-holdings.ts';
export type { Entitlement } from './entitlement.ts';
export {
  type EntitlementFacts,
  type FreePool,
  factsOfEntitlements,
  freeSeatsOf,
  listFreePools,
} from './facts-of-entitlements.ts';
export { factsOfProducts, type ProductFacts } from './facts-of-products.ts';
export {
  countDevices,
  type DeviceCount,
  type DeviceFacts,
  factsOfDevices,
  listOverdueUndertakings,
  listReleasableSeats,
  type OverdueUndertaking,
  type ReleasedSeats,
} from './facts-of-register.ts';
export { INSTALLATION, type Installation } from './installation.ts';
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
export { ALLOCATIONS } from './record-allocations.ts';
export { ENTITLEMENTS } from './record-entitlements.ts';
export { recordAllocations, recordDevices, recordEntitlements, recordInstallations } from './record-holdings.ts';
export {
  type KnownSerial,
  listDevicesBySerial,
  listMiscountedAllocations,
  type MiscountedAllocations,
} from './register-repository.ts';
export { type RetiredDevices, retireDevices } from './retire-devices.ts';
export { type NewUndertaking, openUndertakings, voidUndertakings } from './write-undertakings.ts';

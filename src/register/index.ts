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
export { nameKey } from './name-key.ts';
export { ENTITLEMENTS } from './record-entitlements.ts';
export { type NewUndertaking, openUndertakings, voidUndertakings } from './write-undertakings.ts';

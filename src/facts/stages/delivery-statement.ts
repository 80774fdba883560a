import type { components } from '../../http/openapi.generated.ts';

/** A delivery as it is put to the gate: the contract's body, already validated. */
export type DeliveryStatement = components['schemas']['AcceptanceStatement'];
export type FoundSystem = components['schemas']['FoundSystem'];
export type StatedItem = components['schemas']['AcceptedItem'];
export type StatedProof = components['schemas']['AcceptanceEvidence'];

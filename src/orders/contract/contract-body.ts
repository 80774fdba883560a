import type { components } from '../../http/openapi.generated.ts';

/** A contract as it is put to the gate: the contract's body, already validated. */
export type ContractStatement = components['schemas']['ContractStatement'];
export type ContractLine = NonNullable<ContractStatement['lines']>[number];
export type ContractItem = NonNullable<ContractStatement['softwarePlan']>[number];

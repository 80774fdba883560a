import type { components } from '../http/openapi.generated.ts';

/** An order as it is put to the gate: the contract's body, already validated. */
export type OrderSubmission = components['schemas']['OrderSubmission'];
export type OrderLine = OrderSubmission['lines'][number];
export type PlanItem = NonNullable<OrderSubmission['softwarePlan']>[number];
export type FundingEntry = NonNullable<OrderLine['funding']>[number];
export type Approval = NonNullable<OrderSubmission['approvals']>[number];

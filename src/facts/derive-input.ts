import type { CivilDate } from '../kernel/index.ts';
import type { CatalogueDecoding, NeedsPerCategory, Policy } from '../rules/index.ts';
import type { Gathered } from './gathered.ts';
import type { AcceptedOrder } from './stages/accepted-order.ts';
import type { OrderSubmission } from './submission.ts';

/** Everything that facts are derived from: values only, no clock and no database. */
export interface DeriveInput {
  readonly order: OrderSubmission;
  /** The same as it was put to the gate, where its products are read. */
  readonly posted?: OrderSubmission;
  /** What is judged of the order at the acceptance stage, where the order is that of a delivery. */
  readonly accepted?: AcceptedOrder | undefined;
  readonly gathered: Gathered;
  /** Parameters of the agency's jurisdiction on the day of the submission and on the day of the decision. */
  readonly policy: { readonly submitDate: Policy; readonly decisionDate: Policy };
  readonly decoding: CatalogueDecoding;
  readonly needs: NeedsPerCategory;
  readonly submittedOn: CivilDate;
  readonly decidedOn: CivilDate;
}

import type { CivilDate } from '../kernel/index.ts';
import type { DeriveInput } from './derive-input.ts';
import { policyStrings } from './policy-values.ts';
import type { Approval, OrderSubmission } from './submission.ts';

/** What an approval may be for: a line of the order or an item of its plan, by their numbers. */
export type ApprovedPart = { readonly line: number } | { readonly item: number };

/** The approvals of a kind that are for this part, name a document and are issued and not run out on the day of the decision. */
export function approvalsFor(
  order: OrderSubmission,
  wanted: { readonly kind: NonNullable<Approval['kind']>; readonly part: ApprovedPart; readonly decidedOn: CivilDate },
): readonly Approval[] {
  return (order.approvals ?? []).filter(
    (approval) =>
      approval.kind === wanted.kind &&
      Boolean(approval.document) &&
      (!approval.issuedOn || approval.issuedOn <= wanted.decidedOn) &&
      (!approval.validUntil || approval.validUntil >= wanted.decidedOn) &&
      isFor(approval, wanted.part),
  );
}

function isFor(approval: Approval, part: ApprovedPart): boolean {
  const [numbers, wanted] = 'line' in part ? [approval.lines, part.line] : [approval.planItems, part.item];
  return !numbers || numbers.length === 0 || numbers.includes(wanted);
}

/** What a policy may want of an approval, in the order of the body. */
const ELEMENTS = ['document', 'issuedBy', 'issuedOn', 'file'] as const;

/**
 * JSON pointers of what approvals leave out by which whoever reads them finds the paper. A policy that says nothing of it,
 * as older ones, wants nothing.
 */
export function missingOfApprovals({ order, policy }: Pick<DeriveInput, 'order' | 'policy'>): readonly string[] {
  const wanted = policyStrings(policy.decisionDate, 'policy.approval.mustState') ?? [];
  const elements = ELEMENTS.filter((element) => wanted.includes(element));
  return (order.approvals ?? []).flatMap((approval, index) =>
    elements.filter((element) => !approval[element]).map((element) => `/approvals/${index}/${element}`),
  );
}

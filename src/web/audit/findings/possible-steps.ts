import type { Schemas } from '../../client/operation.ts';

export type StepName = 'answer' | 'return' | 'close';

/** What may be done as a finding stands, by the side that reads it. The gate decides; this leaves out what it would refuse. */
export function possibleSteps(
  state: Schemas['AuditFindingState'],
  rights: { readonly [step in StepName]: boolean },
): readonly StepName[] {
  const ofState: readonly StepName[] =
    state === 'open' ? ['answer', 'close'] : state === 'answered' ? ['return', 'close'] : [];
  return ofState.filter((step) => rights[step]);
}

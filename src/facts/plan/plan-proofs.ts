import { foldedNumber } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { policyStrings } from '../policy-values.ts';
import type { PlanItem } from '../submission.ts';

type ProofState = 'enough' | 'short' | 'proves-nothing' | 'not-needed';

/**
 * What is bought against the papers that prove it: fewer seats than bought, or none of the kinds that prove a licence. Under
 * an older policy, which counts no kinds, no facts; what has no papers yet is promised, and asked for at the acceptance.
 */
export function planProofFacts({ policy }: DeriveInput, item: PlanItem): PartialFacts {
  const kinds = policyStrings(policy.decisionDate, 'policy.proof.countedKinds');
  if (!kinds) return {};
  const papers = item.evidence ?? [];
  const of = (state: ProofState, seats: number | null = null): PartialFacts => ({
    'item.proofState': state,
    'item.proofSeats': seats,
  });
  if (item.provision !== 'new-purchase' || papers.length === 0) return of('not-needed');
  const proving = papers.filter(({ kind }) => kind && kinds.includes(kind));
  if (proving.length === 0) return of('proves-nothing');
  const covered = coveredSeats(proving);
  return of(covered !== null && covered < (item.seats ?? 0) ? 'short' : 'enough', covered);
}

/** A paper that is named twice covers no more; null where one of them does not say how many. */
function coveredSeats(papers: NonNullable<PlanItem['evidence']>): number | null {
  const covered = new Map<string, number>();
  for (const [place, { kind, reference, seats }] of papers.entries()) {
    if (typeof seats !== 'number') return null;
    const key = reference ? `${kind} ${foldedNumber(reference)}` : `${place}`;
    covered.set(key, Math.max(covered.get(key) ?? 0, seats));
  }
  return [...covered.values()].reduce((sum, seats) => sum + seats, 0);
}

import type { DecisionRecord, ReadRecord } from '../../decisions/index.ts';
import type { Gathered } from '../../facts/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { CompactResults, PlacedFacts } from '../../rules/index.ts';

/**
 * An approval without a finding, and without a rule that could not be evaluated: what its record holds that rules look at,
 * and by what it is counted. Most decisions of a history are such.
 */
export interface SilentDecision {
  readonly decision: string;
  readonly logIndex: number;
  readonly agencyCode: string;
  readonly stage: 'submission' | 'contract';
  readonly submittedAt: Instant;
  readonly decidedAt: Instant;
  readonly ruleSetDigest: string;
  readonly derivation: string;
  /** Of the agency when it was decided, as its level. */
  readonly region: string;
  readonly level: string;
  readonly acquisition: string;
  readonly facts: SilentFacts;
  readonly results: CompactResults;
}

/** By their places in the fact catalogue of the rule set that decided. */
export interface SilentFacts {
  readonly order: PlacedFacts;
  readonly lines: readonly PlacedFacts[];
  readonly planItems: readonly PlacedFacts[];
  readonly funding: readonly PlacedFacts[];
}

/** Undefined for a record that has something to say, and for stages that judge what came or is paid. */
export function silentIn(record: Omit<ReadRecord, 'leafHash'>): SilentDecision | undefined {
  const { stage, outcome, detail } = record;
  if (outcome !== 'approved' || detail.findings.length > 0 || detail.indeterminate.length > 0) return undefined;
  if (stage !== 'submission' && stage !== 'contract') return undefined;
  const { region, level } = (detail.gathered as Gathered).agency;
  return {
    ...{ decision: record.decision, logIndex: record.logIndex, agencyCode: record.agency, stage },
    ...{ submittedAt: record.submittedAt, decidedAt: record.decidedAt, ruleSetDigest: record.ruleSet.digest },
    ...{ derivation: record.evaluator.derivation },
    ...{ region, level, acquisition: detail.acquisition, facts: factsIn(detail), results: detail.results },
  };
}

function factsIn({ facts }: DecisionRecord['detail']): SilentFacts {
  const { order, lines, planItems, funding } = facts;
  return { order, lines, planItems, funding: funding.map((entry) => entry.facts) };
}

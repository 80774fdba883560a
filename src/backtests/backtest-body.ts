import { maskFacts, seesTexts, toFindingBody, toIndeterminateBody } from '../decisions/index.ts';
import type { components } from '../http/openapi.generated.ts';
import { type Actor, fen, formatYuan } from '../kernel/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { Backtest } from './backtest.ts';
import type { BacktestChange } from './report/backtest-change.ts';
import type { Comparison } from './report/find-comparison.ts';
import type { Side } from './run/replay-sides.ts';

type Schemas = components['schemas'];

export function toBacktestBody(backtest: Backtest): Schemas['Backtest'] {
  const { id, ruleSet, from, until, stages, agencyCode, asIfOn, facts, state, startedAt, endedAt } = backtest;
  return {
    ...{ id, ruleSet, from, until, stages: [...stages], agencyCode, asIfOn, facts, state, startedAt, endedAt },
    progress: progressOf(backtest),
    counts: { ...backtest.tally.buckets },
    isValid: backtest.isValid,
    reportDigest: backtest.reportDigest,
    logIndex: backtest.logIndex,
  };
}

/** Of the decisions that the question is about. How many these are is known exactly once all have been tried. */
function progressOf({ state, asked, tally }: Backtest): Schemas['Backtest']['progress'] {
  const { decisions: done } = tally;
  return { done, total: state === 'finished' ? done : Math.max(asked, done) };
}

export function toChangeBody(change: BacktestChange): Schemas['BacktestChange'] {
  const { decisionId, orderId, agencyCode, supplier, stage, bucket, totalFen } = change;
  return {
    ...{ decisionId, orderId, agencyCode, supplier, stage, kind: bucket },
    recordedOutcome: change.recordedOutcome,
    candidateOutcome: change.candidateOutcome,
    total: totalFen === null ? null : formatYuan(fen(totalFen)),
    rules: [...change.rules],
  };
}

export function toComparisonBody(comparison: Comparison, reader: Actor): Schemas['BacktestComparison'] {
  const { change, sides, recorded, candidate, isClassified } = comparison;
  const isMasked = isClassified && !seesTexts(reader);
  return {
    change: toChangeBody(change),
    recorded: toSideBody(sides.recorded, recorded, isMasked),
    candidate: toSideBody(sides.candidate, candidate, isMasked),
  };
}

function toSideBody({ judged }: Side, ruleSet: RuleSet, isMasked: boolean): Schemas['BacktestSide'] {
  const { outcome, findings, indeterminate } = judged;
  const shown = isMasked
    ? findings.map((finding) => ({ ...finding, facts: maskFacts(finding.facts, ruleSet.catalogue) }))
    : findings;
  return {
    ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
    outcome,
    findings: shown.map((finding) => toFindingBody(finding, ruleSet)),
    indeterminate: indeterminate.map((entry) => toIndeterminateBody(entry, ruleSet)),
  };
}

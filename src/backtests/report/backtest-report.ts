import { type Actor, canonicalJson, digestOf } from '../../kernel/index.ts';
import { DERIVATION } from '../../orders/index.ts';
import { EVALUATOR, REFERENCE_EVALUATOR_VERSION } from '../../rules/index.ts';
import type { BacktestQuestion, LogPart } from '../backtest.ts';
import { sampledOneIn } from '../run/replay-portion.ts';
import type { TallyCounts } from './tally.ts';

/** What a report is about, whether it was started over the API or at a terminal. */
export interface ReportedBacktest extends BacktestQuestion, LogPart {
  readonly id: string | null;
  readonly ruleSet: { readonly number: number | null; readonly digest: string };
  /** Decisions that the question was about when it was asked. */
  readonly asked: number;
  readonly tally: TallyCounts;
}

export interface BacktestReport
  extends Omit<ReportedBacktest, 'tally' | 'asked' | 'reach'>,
    Omit<TallyCounts, 'looked'> {
  readonly schema: 'gate-backtest/1';
  readonly gate: string;
  readonly reach: Actor['grant'];
  /** What tried it: also a new version of the program may be what is tried. */
  readonly evaluator: {
    readonly screen: string;
    readonly reference: string;
    readonly derivation: string;
    readonly build: string;
    /** Never was this build found to judge otherwise than json-rules-engine. */
    readonly isTrusted: boolean;
  };
  readonly sampledOneIn: number;
  /** The recorded sets said again what was recorded, the reference found nothing else, and what screened is trusted. */
  readonly isValid: boolean;
}

export interface Maker {
  readonly origin: string;
  readonly build: string;
  readonly isTrusted: boolean;
}

export function backtestReport(
  { tally, asked, ...about }: ReportedBacktest,
  { origin, build, isTrusted }: Maker,
): BacktestReport {
  const { looked: _looked, ...counts } = tally;
  const { id, ruleSet, from, until, stages, agencyCode, reach, asIfOn, facts, fromIndex, logSize } = about;
  return {
    schema: 'gate-backtest/1',
    gate: origin,
    ...{ id, ruleSet, from, until, stages, agencyCode, reach, asIfOn, facts, fromIndex, logSize },
    evaluator: { screen: EVALUATOR, reference: REFERENCE_EVALUATOR_VERSION, derivation: DERIVATION, build, isTrusted },
    sampledOneIn: sampledOneIn(asked),
    isValid: isTrusted && counts.baseline.differ === 0 && counts.reference.differ === 0,
    ...counts,
  };
}

/** The bytes that are kept and that the digest is of. */
export function reportBytes(report: BacktestReport): { readonly bytes: string; readonly digest: string } {
  const bytes = canonicalJson(report);
  return { bytes, digest: digestOf(bytes) };
}

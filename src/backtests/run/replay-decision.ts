import type { Judgement, Outcome, ReadRecord } from '../../decisions/index.ts';
import type { Gathered } from '../../facts/index.ts';
import { firstUnequal, type Rederivable, type Unequal } from '../../proof/index.ts';
import {
  type Bucket,
  type CompiledRule,
  compactResults,
  isPolicyFact,
  type PlacedInput,
  type RuleSet,
} from '../../rules/index.ts';
import type { Candidate } from '../backtest.ts';
import { compareJudgements } from '../report/compare-judgements.ts';
import { type CandidateLaw, openCandidateLaw } from './candidate-law.ts';
import { type RulePair, readsCaps, silentAgain, speakingRules, underCaps } from './quick-replay.ts';
import {
  type CandidateTrial,
  daysOf,
  decisiveSides,
  openPairing,
  type Pairs,
  recordedSide,
  type Side,
  type Sides,
  sideOnOwnFacts,
  sideOnSameFacts,
  sideUnderCaps,
} from './replay-sides.ts';
import { type SilentDecision, silentIn } from './silent-decision.ts';

export interface ReplayedDecision {
  /** Where the recorded set, on the recorded facts, says something else than the record: then nothing here can be believed. */
  readonly unequal: Unequal | undefined;
  readonly bucket: Bucket;
  readonly candidateOutcome: Outcome;
  readonly rules: readonly string[];
  /** Facts that the candidate needs and the order cannot have. */
  readonly missing: readonly string[];
  /** Made when they are asked for: most decisions have nothing to show. */
  readonly sides: () => Sides;
  /** The same by the rules that make the difference, at least. */
  readonly decisive: () => Sides;
}

/** What the record alone tells. */
export interface Glance {
  readonly law: CandidateLaw;
  /** Says nothing, and again says nothing. */
  readonly isClean: boolean;
  /**
   * The rules of the candidate that have something to say of a clean decision; undefined where the recorded facts do not
   * tell what the candidate's would be.
   */
  readonly speaking: readonly CompiledRule[] | undefined;
  /** The candidate has nothing to say either. */
  readonly isUnchanged: boolean;
}

export interface Replay {
  readonly glance: (silent: SilentDecision, ruleSet: RuleSet) => Glance;
  /** The same off a whole record, whatever it says. */
  readonly glanceAt: (record: ReadRecord, ruleSet: RuleSet) => Glance;
  readonly look: (opened: Rederivable, glance: Glance) => ReplayedDecision;
}

/** Tries a candidate on recorded decisions by closures alone. Pure but for what it remembers of rule sets. */
export function openReplay(candidate: Candidate): Replay {
  const lawFor = openCandidateLaw(candidate);
  const pairing = openPairing(candidate.ruleSet);
  const speaking = openSpeaking(candidate, pairing);
  const glance = (silent: SilentDecision, ruleSet: RuleSet): Glance => {
    const law = lawFor(ruleSet, { region: silent.region, level: silent.level, ...daysOf(silent) });
    const recorded = silentAgain({ silent, ruleSet, law });
    const spoken = recorded && speaking(recorded, ruleSet, law);
    return { law, isClean: recorded !== undefined, speaking: spoken, isUnchanged: spoken?.length === 0 };
  };
  const isRecorded = (law: CandidateLaw): boolean => law.hasSameFacts && candidate.facts === 'recorded';
  return {
    glance,
    glanceAt: (record, ruleSet) => {
      const silent = silentIn(record);
      if (silent) return glance(silent, ruleSet);
      const { region, level } = (record.detail.gathered as Gathered).agency;
      const law = lawFor(ruleSet, { region, level, ...daysOf(record) });
      return { law, isClean: false, speaking: undefined, isUnchanged: false };
    },
    look: (opened, { law, isClean, speaking: spoken }) => {
      const tried: CandidateTrial = { opened, law, ruleSet: candidate.ruleSet };
      // The same facts as at a glance, or a decision would be another one for being in the sample.
      const apart = (): Side => (spoken ? sideUnderCaps(tried) : sideOnOwnFacts(tried));
      const sides = (own?: Side): Sides => {
        const recorded = recordedSide(opened);
        const onSameFacts = (): Side => sideOnSameFacts(tried, recorded, pairing(opened.ruleSet));
        return { recorded, candidate: own ?? (isRecorded(law) ? onSameFacts() : apart()) };
      };
      if (spoken && spoken.length > 0) return comparedBy(tried, spoken, sides);
      if (!isClean || isRecorded(law)) return compared(tried, sides());
      const own = apart();
      return saysNothing(own.judged) ? unchanged(() => sides(own)) : compared(tried, sides(own));
    },
  };
}

/** Which rules of a candidate have something to say of what the recorded set was silent about. */
function openSpeaking(candidate: Candidate, pairing: (recorded: RuleSet) => Pairs) {
  const underOtherCaps = new WeakMap<Pairs, readonly RulePair[]>();
  const askAnew = (pairs: Pairs): readonly RulePair[] => {
    const known =
      underOtherCaps.get(pairs) ?? pairs.map((pair) => (readsCaps(pair.rule) ? { ...pair, same: undefined } : pair));
    underOtherCaps.set(pairs, known);
    return known;
  };
  return (recorded: PlacedInput, ruleSet: RuleSet, law: CandidateLaw): readonly CompiledRule[] | undefined => {
    if (candidate.facts !== 'recorded') return undefined;
    const { caps, days, candidatePolicy: policy } = law;
    const pairs = pairing(ruleSet);
    if (law.hasSameFacts) return speakingRules(pairs, { recorded, tried: { ...recorded, ...days, policy } });
    if (caps === null) return undefined;
    const tried = { ...underCaps(recorded, ruleSet, caps), ...days, policy };
    return speakingRules(askAnew(pairs), { recorded, tried });
  };
}

function saysNothing({ findings, indeterminate }: Judgement): boolean {
  return findings.length === 0 && indeterminate.length === 0;
}

const NOTHING: readonly never[] = [];

function unchanged(sides: () => Sides): ReplayedDecision {
  return {
    ...{ unequal: undefined, bucket: 'unchanged', candidateOutcome: 'approved', rules: NOTHING, missing: NOTHING },
    ...{ sides, decisive: sides },
  };
}

function compared(tried: CandidateTrial, sides: Sides): ReplayedDecision {
  const unequal = differenceFromRecord(tried.opened, sides.recorded);
  return { unequal, ...differenceBetween(tried, sides), sides: () => sides, decisive: () => sides };
}

/** Of a clean decision: all other rules of both sets are known to be silent. */
function comparedBy(tried: CandidateTrial, rules: readonly CompiledRule[], sides: () => Sides): ReplayedDecision {
  const decisive = decisiveSides(tried, rules);
  return { unequal: undefined, ...differenceBetween(tried, decisive), sides, decisive: () => decisive };
}

function differenceBetween({ opened, law }: CandidateTrial, { recorded, candidate }: Sides) {
  const missing = unsaidFacts(candidate.judged, { law, recorded: opened.ruleSet });
  return {
    ...compareJudgements(recorded.judged, candidate.judged),
    ...(missing.length > 0 && { bucket: 'not-replayable' as const }),
    candidateOutcome: candidate.judged.outcome,
    missing,
  };
}
/** Facts that are missing because old orders do not have them, and not because some register lacked them. */
function unsaidFacts(
  { indeterminate }: Judgement,
  { law, recorded }: { readonly law: CandidateLaw; readonly recorded: RuleSet },
): readonly string[] {
  const missing = indeterminate.flatMap((entry) => entry.missing);
  // A parameter that the candidate itself does not give is the candidate's fault.
  const isNew = (name: string): boolean => !recorded.catalogue.has(name) && !isPolicyFact(name);
  return [...new Set(missing.filter((name) => law.unknowable.has(name) || isNew(name)))].sort();
}

/** All that the record says but the trace, which only the reference makes. */
function differenceFromRecord({ record, ruleSet }: Rederivable, { judged }: Side): Unequal | undefined {
  const { outcome, detail } = record;
  const results = compactResults(ruleSet.compiled, judged.results);
  const isSame =
    outcome === judged.outcome &&
    isSameText(detail.results, results) &&
    detail.findings.length + judged.findings.length === 0 &&
    detail.indeterminate.length + judged.indeterminate.length === 0;
  if (isSame) return undefined;
  const recorded = { outcome, results: detail.results, findings: detail.findings.map(untraced) };
  const again = { outcome: judged.outcome, results, findings: judged.findings.map(untraced) };
  return firstUnequal(
    { ...recorded, indeterminate: detail.indeterminate },
    { ...again, indeterminate: judged.indeterminate },
    '',
  );
}

function isSameText(recorded: Readonly<Record<string, string>>, again: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(again);
  return names.length === Object.keys(recorded).length && names.every((name) => recorded[name] === again[name]);
}

function untraced({ trace: _trace, ...finding }: Judgement['findings'][number]): object {
  return finding;
}

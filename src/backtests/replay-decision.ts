import {
  asScreened,
  concludeJudged,
  type Judgement,
  nameRecordedFacts,
  type Outcome,
  type ReadRecord,
  type RecordedFacts,
} from '../decisions/index.ts';
import { dayOf } from '../kernel/index.ts';
import {
  evaluationInput,
  factsFor,
  firstUnequal,
  type Gathered,
  type Rederivable,
  type Unequal,
  waiversAtHand,
} from '../orders/index.ts';
import {
  type CompiledRuleSet,
  compactResults,
  type EvaluationInput,
  isInForce,
  isPolicyFact,
  type PlacedInput,
  type RuleResult,
  type RuleSet,
  screen,
} from '../rules/index.ts';
import type { Candidate } from './backtest.ts';
import { type Bucket, compareJudgements } from './bucket.ts';
import { type CandidateLaw, openCandidateLaw } from './candidate-law.ts';
import { isClean, isSilentOn, type RulePair, underCaps } from './quick-replay.ts';

/** One rule set over one decision, with what it was judged on, for the reference to look at. */
export interface Side {
  readonly compiled: CompiledRuleSet;
  readonly input: EvaluationInput;
  readonly judged: Judgement;
  /** Whether a rule was judged here, or is the same rule on the same facts as on the recorded side. */
  readonly isOwn: (rule: string) => boolean;
}

export interface Sides {
  readonly recorded: Side;
  readonly candidate: Side;
}

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
}

/** What the record alone tells. */
export interface Glance {
  readonly law: CandidateLaw;
  /** The recorded facts of a decision that says nothing, and again says nothing. */
  readonly clean: PlacedInput | undefined;
  /** The candidate has nothing to say either. */
  readonly isUnchanged: boolean;
}

export interface Replay {
  readonly glance: (record: ReadRecord, ruleSet: RuleSet) => Glance;
  readonly look: (opened: Rederivable, glance: Glance) => ReplayedDecision;
}

/** Tries a candidate on recorded decisions by closures alone. Pure but for what it remembers of rule sets. */
export function openReplay(candidate: Candidate): Replay {
  const lawFor = openCandidateLaw(candidate);
  const pairing = openPairing(candidate.ruleSet);
  const isRecorded = (law: CandidateLaw): boolean => law.hasSameFacts && candidate.facts === 'recorded';
  const isSilent = (clean: PlacedInput, { ruleSet, law }: { ruleSet: RuleSet; law: CandidateLaw }): boolean => {
    if (candidate.facts !== 'recorded') return false;
    if (law.hasSameFacts) return isSilentOn(pairing(ruleSet), clean, law);
    const { caps } = law;
    // Any rule may read caps, so that each is asked again.
    const asked = pairing(ruleSet).map(({ rule }) => ({ rule, same: undefined }));
    return caps !== null && isSilentOn(asked, underCaps(clean, ruleSet, caps), law);
  };
  return {
    glance: (record, ruleSet) => {
      const { region, level } = (record.detail.gathered as Gathered).agency;
      const law = lawFor(ruleSet, { region, level, ...daysOf(record) });
      const clean = isClean({ record, ruleSet, law });
      return { law, clean, isUnchanged: clean !== undefined && isSilent(clean, { ruleSet, law }) };
    },
    look: (opened, { law, clean }) => {
      const tried: Tried = { opened, law, ruleSet: candidate.ruleSet };
      if (isRecorded(law)) {
        const recorded = recordedSide(opened);
        return compared(tried, { recorded, candidate: sideOnSameFacts(tried, recorded, pairing(opened.ruleSet)) });
      }
      const own = sideOnOwnFacts(tried);
      if (clean && saysNothing(own.judged))
        return unchanged(() => ({ recorded: recordedSide(opened), candidate: own }));
      return compared(tried, { recorded: recordedSide(opened), candidate: own });
    },
  };
}

function saysNothing({ findings, indeterminate }: Judgement): boolean {
  return findings.length === 0 && indeterminate.length === 0;
}

const NOTHING: readonly never[] = [];

function unchanged(sides: () => Sides): ReplayedDecision {
  return {
    ...{ unequal: undefined, bucket: 'unchanged', candidateOutcome: 'approved', rules: NOTHING, missing: NOTHING },
    sides,
  };
}

function compared({ opened, law }: Tried, sides: Sides): ReplayedDecision {
  const { recorded, candidate } = sides;
  const missing = unsaidFacts(candidate.judged, { law, recorded: opened.ruleSet });
  return {
    unequal: differenceFromRecord(opened, recorded),
    ...compareJudgements(recorded.judged, candidate.judged),
    ...(missing.length > 0 && { bucket: 'not-replayable' }),
    candidateOutcome: candidate.judged.outcome,
    missing,
    sides: () => sides,
  };
}

function daysOf({ submittedAt, decidedAt }: ReadRecord) {
  return { submittedOn: dayOf(submittedAt), decidedOn: dayOf(decidedAt) };
}

function factsIn({ record, ruleSet }: Rederivable): RecordedFacts {
  return nameRecordedFacts(record.detail.facts, ruleSet.catalogue);
}

function recordedSide(opened: Rederivable): Side {
  const { compiled } = opened.ruleSet;
  const input = inputFor(opened, opened.ruleSet, { facts: factsIn(opened) });
  return sideOf(opened, { compiled, input, results: screen(compiled, input), isOwn: () => true });
}

interface Judging extends Pick<Side, 'compiled' | 'input' | 'isOwn'> {
  readonly results: readonly RuleResult[];
}

/** Waivers count as on the day of the decision, whatever law is tried. */
function sideOf(opened: Rederivable, { compiled, input, results, isOwn }: Judging): Side {
  const { record, body, accepted } = opened;
  const waivers = waiversAtHand({ body, accepted, gathered: record.detail.gathered as Gathered });
  const covering = { compiled, decidedOn: dayOf(record.decidedAt), ...waivers };
  return { compiled, input, isOwn, judged: concludeJudged(asScreened(compiled, input, results), covering) };
}

interface Tried {
  readonly opened: Rederivable;
  readonly law: CandidateLaw;
  readonly ruleSet: RuleSet;
}

/** What a rule that is the same in both sets said on the same facts need not be asked again. */
function sideOnSameFacts({ opened, law, ruleSet }: Tried, recorded: Side, pairs: Pairs): Side {
  const { compiled } = ruleSet;
  const input = inputFor(opened, ruleSet, { facts: factsIn(opened), law });
  const said = new Map(recorded.judged.results.map((result) => [result.rule, result]));
  const own = new Set<string>();
  const results = pairs.map(({ rule, alone, same }) => {
    const before = same && isInForce(same, recorded.input) === isInForce(rule, input) ? said.get(rule.id) : undefined;
    if (before) return before;
    own.add(rule.id);
    const [result] = screen(alone, input);
    if (!result) throw new Error(`the rule ${rule.id} was not judged`);
    return result;
  });
  return sideOf(opened, { compiled, input, results, isOwn: (rule) => own.has(rule) });
}

function sideOnOwnFacts({ opened, law, ruleSet }: Tried): Side {
  const { record, body, accepted } = opened;
  const gathered = record.detail.gathered as Gathered;
  const question = { ruleSet, body, accepted, agency: gathered.agency, gathered, ...law.ownDays, lawOn: law.days };
  const facts = withoutUnknowable(factsFor(question), law.unknowable);
  const { compiled } = ruleSet;
  const input = inputFor(opened, ruleSet, { facts, law });
  return sideOf(opened, { compiled, input, results: screen(compiled, input), isOwn: () => true });
}

interface Basis {
  readonly facts: RecordedFacts;
  /** Absent for the recorded set, whose law is that of the order's own days. */
  readonly law?: CandidateLaw;
}

function inputFor({ record, body, accepted }: Rederivable, ruleSet: RuleSet, { facts, law }: Basis): EvaluationInput {
  const gathered = record.detail.gathered as Gathered;
  const days = law?.days ?? daysOf(record);
  const { stage } = record;
  return evaluationInput({ stage, ruleSet, body, accepted, agency: gathered.agency, gathered, ...days }, facts);
}

function withoutUnknowable(facts: RecordedFacts, unknowable: ReadonlySet<string>): RecordedFacts {
  if (unknowable.size === 0) return facts;
  const known = (own: RecordedFacts['order']): RecordedFacts['order'] =>
    Object.fromEntries(Object.entries(own).filter(([name]) => !unknowable.has(name)));
  return { ...facts, order: known(facts.order), lines: facts.lines.map(known), planItems: facts.planItems.map(known) };
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

type Pairs = readonly (RulePair & { readonly alone: CompiledRuleSet })[];

/** Which rules of a candidate are those of another set. */
function openPairing(candidate: RuleSet): (recorded: RuleSet) => Pairs {
  const known = new Map<string, Pairs>();
  return (recorded) => {
    const before = known.get(recorded.digest);
    if (before) return before;
    const hashes = new Map(recorded.manifest.rules.map(({ id, sha256 }) => [id, sha256]));
    const own = new Map(candidate.manifest.rules.map(({ id, sha256 }) => [id, sha256]));
    const { rules, catalogue } = candidate.compiled;
    const pairs = rules.map((rule) => ({
      rule,
      alone: { rules: [rule], catalogue, find: (id: string) => (id === rule.id ? rule : undefined) },
      same: hashes.get(rule.id) === own.get(rule.id) ? recorded.compiled.find(rule.id) : undefined,
    }));
    known.set(recorded.digest, pairs);
    return pairs;
  };
}

import {
  asScreened,
  concludeJudged,
  type Judgement,
  nameRecordedFacts,
  type ReadRecord,
  type RecordedFacts,
} from '../../decisions/index.ts';
import type { Gathered } from '../../facts/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { evaluationInput, factsFor, waiversAtHand } from '../../orders/index.ts';
import type { Rederivable } from '../../proof/index.ts';
import {
  type CompiledRule,
  type CompiledRuleSet,
  type EvaluationInput,
  isInForce,
  nameFacts,
  type RuleResult,
  type RuleSet,
  screen,
} from '../../rules/index.ts';
import type { CandidateLaw } from './candidate-law.ts';
import { lineUnderCaps, type RulePair } from './quick-replay.ts';

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

/** Both sides of a clean decision by some rules alone, on the recorded facts and those that other caps make of them. */
export function decisiveSides(tried: CandidateTrial, rules: readonly CompiledRule[]): Sides {
  const { opened, ruleSet, law } = tried;
  const facts = factsIn(opened);
  return {
    recorded: judgedBy(opened, opened.ruleSet, { facts, rules }),
    candidate: judgedBy(opened, ruleSet, { facts: factsUnderCaps(tried, facts), law, rules }),
  };
}

/** The candidate's side of a clean decision of which nothing but caps is another. */
export function sideUnderCaps(tried: CandidateTrial): Side {
  const { opened, ruleSet, law } = tried;
  return judgedBy(opened, ruleSet, { facts: factsUnderCaps(tried, factsIn(opened)), law });
}

function factsUnderCaps({ opened: { record, ruleSet }, law }: CandidateTrial, facts: RecordedFacts): RecordedFacts {
  const { caps, hasSameFacts } = law;
  if (hasSameFacts || caps === null) return facts;
  const { catalogue } = ruleSet;
  const lines = record.detail.facts.lines.map((line) =>
    nameFacts(lineUnderCaps(line, ruleSet, caps), catalogue, 'line'),
  );
  return { ...facts, lines };
}

export function daysOf({ submittedAt, decidedAt }: Pick<ReadRecord, 'submittedAt' | 'decidedAt'>) {
  return { submittedOn: dayOf(submittedAt), decidedOn: dayOf(decidedAt) };
}

function factsIn({ record, ruleSet }: Rederivable): RecordedFacts {
  return nameRecordedFacts(record.detail.facts, ruleSet.catalogue);
}

export function recordedSide(opened: Rederivable): Side {
  return judgedBy(opened, opened.ruleSet, { facts: factsIn(opened) });
}

/** A set over a decision; every rule is judged here, or some alone. */
function judgedBy(opened: Rederivable, ruleSet: RuleSet, basis: Basis): Side {
  const { compiled } = ruleSet;
  const input = inputFor(opened, ruleSet, basis);
  const { rules } = basis;
  const asked = rules ? { ...compiled, rules: rules.flatMap(({ id }) => compiled.find(id) ?? []) } : compiled;
  return sideOf(opened, { compiled, input, results: screen(asked, input), isOwn: () => true });
}

interface SideParts extends Pick<Side, 'compiled' | 'input' | 'isOwn'> {
  readonly results: readonly RuleResult[];
}

/** Waivers count as on the day of the decision, whatever law is tried. */
function sideOf(opened: Rederivable, { compiled, input, results, isOwn }: SideParts): Side {
  const { record, body, accepted } = opened;
  const waivers = waiversAtHand({ body, accepted, gathered: record.detail.gathered as Gathered });
  const covering = { compiled, decidedOn: dayOf(record.decidedAt), ...waivers };
  return { compiled, input, isOwn, judged: concludeJudged(asScreened(compiled, input, results), covering) };
}

export interface CandidateTrial {
  readonly opened: Rederivable;
  readonly law: CandidateLaw;
  readonly ruleSet: RuleSet;
}

/** What a rule that is the same in both sets said on the same facts need not be asked again. */
export function sideOnSameFacts({ opened, law, ruleSet }: CandidateTrial, recorded: Side, pairs: Pairs): Side {
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

export function sideOnOwnFacts({ opened, law, ruleSet }: CandidateTrial): Side {
  const { record, body, accepted } = opened;
  const gathered = record.detail.gathered as Gathered;
  const question = { ruleSet, body, accepted, agency: gathered.agency, gathered, ...law.ownDays, lawOn: law.days };
  const facts = withoutUnknowable(factsFor(question), law.unknowable);
  return judgedBy(opened, ruleSet, { facts, law });
}

interface Basis {
  readonly facts: RecordedFacts;
  /** Absent for the recorded set, whose law is that of the order's own days. */
  readonly law?: CandidateLaw;
  /** Absent: all of the set. */
  readonly rules?: readonly CompiledRule[];
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

export type Pairs = readonly (RulePair & { readonly alone: CompiledRuleSet })[];

/** Which rules of a candidate are those of another set. */
export function openPairing(candidate: RuleSet): (recorded: RuleSet) => Pairs {
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

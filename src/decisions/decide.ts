import {
  CLOSURES,
  type CompiledRuleSet,
  confirm,
  EVALUATOR,
  type EvaluationInput,
  factsOfClause,
  type Instance,
  type InstanceResult,
  type Owner,
  type RuleResult,
  type Screening,
} from '../rules/index.ts';
import { conclude, type Outcome } from './conclude.ts';
import { type Finding, type Indeterminate, isOpen } from './finding.ts';
import { coverFindings, NO_WAIVERS, type WaiverCover, type WaiversAtHand } from './waiver-cover.ts';

/** Where the two evaluators said different things: the rule is indeterminate, and somebody must know. */
export interface Disagreement {
  readonly rule: string;
  readonly clause: string;
  readonly pointer: string;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly results: readonly RuleResult[];
  readonly findings: readonly Finding[];
  readonly indeterminate: readonly Indeterminate[];
  readonly disagreements: readonly Disagreement[];
  /** Which evaluator looked at every rule, as a record names it. */
  readonly screenedBy: string;
  /** Whose rules stop it: who reviews the order. */
  readonly openOwners: readonly Owner[];
}

/**
 * Judges frozen facts by a rule set: no clock, no I/O, no randomness. Closures screen every rule; json-rules-engine has
 * the last word on each clause that fired. Waivers set findings aside after all rules have spoken.
 */
export async function decide(
  compiled: CompiledRuleSet,
  input: EvaluationInput,
  screening: Screening = CLOSURES,
  waivers: WaiversAtHand = NO_WAIVERS,
): Promise<Judgement> {
  const judged = await judgeRules(compiled, input, screening);
  return concludeJudged(judged, { compiled, decidedOn: input.decidedOn, ...waivers });
}

/** What the rules said, before waivers. */
export type JudgedRules = Pick<Judgement, 'results' | 'findings' | 'indeterminate' | 'disagreements' | 'screenedBy'>;

/** What becomes of all that the rules said. */
export function concludeJudged(judged: JudgedRules, covering: WaiverCover): Judgement {
  const findings = coverFindings(judged.findings, covering);
  return {
    ...judged,
    findings,
    outcome: conclude({ findings, indeterminate: judged.indeterminate }),
    openOwners: openOwnersOf(judged, findings),
  };
}

const NOBODY: readonly Owner[] = [];

function openOwnersOf({ results, indeterminate }: JudgedRules, findings: readonly Finding[]): readonly Owner[] {
  const rules = new Set([...findings.filter(isOpen), ...indeterminate].map(({ rule }) => rule));
  if (rules.size === 0) return NOBODY;
  return [...new Set(results.filter(({ rule }) => rules.has(rule)).map(({ owner }) => owner))].sort();
}

/** Judges every rule by itself; no rule knows of another, so several parts may be put together again. */
export async function judgeRules(
  compiled: CompiledRuleSet,
  input: EvaluationInput,
  screening: Screening,
): Promise<JudgedRules> {
  const judged = screening.judge(compiled, input);
  const screened = judged instanceof Promise ? await judged : judged;
  const findings: Finding[] = [];
  const disagreements: Disagreement[] = [];
  const results: RuleResult[] = [];
  for (const result of screened) {
    const isClear = result.instances.every((instance) => instance.result !== 'clause');
    results.push(isClear ? result : await confirmRule({ compiled, input, result, findings, disagreements }));
  }
  return { results, findings, indeterminate: indeterminateOf(results), disagreements, screenedBy: screening.version };
}

/**
 * What closures alone have found, as if it were confirmed: for judging a million decisions in minutes. Findings have no
 * trace; whoever uses it has the reference look at what matters.
 */
export function asScreened(
  compiled: CompiledRuleSet,
  input: EvaluationInput,
  results: readonly RuleResult[],
): JudgedRules {
  const findings: Finding[] = [];
  for (const { rule, instances } of results) {
    for (const said of instances) {
      if (said.result !== 'clause') continue;
      const { clause, effect } = said;
      const instance = instanceAt(input, rule, said.pointer);
      const facts = factsOfClause(compiled, { rule, clause, instance }, input);
      const pointer = pointerOf(compiled, rule, { said, instance });
      findings.push({ rule, clause, effect, pointer, facts, trace: {}, waiver: null });
    }
  }
  return { results, findings, indeterminate: indeterminateOf(results), disagreements: [], screenedBy: EVALUATOR };
}

interface RuleConfirmation {
  readonly compiled: CompiledRuleSet;
  readonly input: EvaluationInput;
  readonly result: RuleResult;
  readonly findings: Finding[];
  readonly disagreements: Disagreement[];
}

async function confirmRule({
  compiled,
  input,
  result,
  findings,
  disagreements,
}: RuleConfirmation): Promise<RuleResult> {
  const instances: InstanceResult[] = [];
  for (const said of result.instances) {
    if (said.result !== 'clause') {
      instances.push(said);
      continue;
    }
    const { pointer, clause, effect } = said;
    const instance = instanceAt(input, result.rule, pointer);
    const { holds, trace } = await confirm(compiled, { rule: result.rule, clause, instance }, input);
    if (holds) {
      const facts = factsOfClause(compiled, { rule: result.rule, clause, instance }, input);
      findings.push({
        rule: result.rule,
        clause,
        effect,
        pointer: pointerOf(compiled, result.rule, { said, instance }),
        facts,
        trace,
        waiver: null,
      });
      instances.push(said);
    } else {
      disagreements.push({ rule: result.rule, clause, pointer });
      instances.push({ pointer, result: 'indeterminate', missing: [] });
    }
  }
  return { ...result, instances };
}

function instanceAt({ instances }: EvaluationInput, rule: string, pointer: string): Instance {
  const instance = instances.find((candidate) => candidate.pointer === pointer);
  if (!instance) throw new Error(`the rule ${rule} found something at ${pointer}, which is not in the order`);
  return instance;
}

/** The clause's own pointer below the instance: `/lines/0` and `/computer/operatingSystem/state`. */
function pointerOf(
  compiled: CompiledRuleSet,
  rule: string,
  { said, instance }: { readonly said: { readonly clause: string }; readonly instance: Instance },
): string {
  const document = compiled.rules.find(({ id }) => id === rule)?.document;
  const pointer = document?.clauses.find(({ id }) => id === said.clause)?.pointer ?? '';
  const moved = Object.entries(instance.places ?? {}).find(
    ([from]) => pointer === from || pointer.startsWith(`${from}/`),
  );
  return `${instance.pointer}${moved ? `${moved[1]}${pointer.slice(moved[0].length)}` : pointer}`;
}

/** Looked through for every order, and hardly ever is there one: so no lists are made on the way. */
function indeterminateOf(results: readonly RuleResult[]): readonly Indeterminate[] {
  const found: Indeterminate[] = [];
  for (const { rule, instances } of results) {
    for (const instance of instances) {
      if (instance.result === 'indeterminate')
        found.push({ rule, pointer: instance.pointer, missing: instance.missing });
    }
  }
  return found;
}

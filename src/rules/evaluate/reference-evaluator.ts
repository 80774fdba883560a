import { createRequire } from 'node:module';
import type { Operator } from 'json-rules-engine';
import type { Facts, FactValue } from '../documents/fact-catalogue.ts';
import { type Condition, isLeaf, leavesOf } from '../documents/rule-document.ts';
import { type CompiledRule, type CompiledStage, isInForce, loadFacts, missingFacts, policyOf } from './compile-rule.ts';
import type { EvaluationInput, Instance, InstanceResult, RuleResult } from './evaluation.ts';
import { REFERENCE_EVALUATOR_OPERATORS } from './reference-evaluator-operators.ts';
import type { CompiledRuleSet } from './screen.ts';

/** The one file that knows json-rules-engine. It has the last word on every finding. */

/** What the reference says about one clause: whether it holds, and what each of its leaves said. */
export interface Confirmation {
  readonly holds: boolean;
  readonly trace: Readonly<Record<string, boolean>>;
}

export interface FiredClause {
  /** Rule id. */
  readonly rule: string;
  readonly clause: string;
  readonly instance: Instance;
}

/**
 * Runs the clause of one finding through the reference. Rejects when the clause does not run at this stage or when a fact
 * it names is missing or nothing: the screen cannot have fired there, so the two disagree.
 */
export async function confirm(
  compiled: CompiledRuleSet,
  finding: FiredClause,
  input: EvaluationInput,
): Promise<Confirmation> {
  const rule = compiled.find(finding.rule);
  const stage = rule?.stages[input.stage];
  const clause = stage?.clauses.find((candidate) => candidate.id === finding.clause);
  if (!rule || !stage || !clause) throw new TypeError(`no clause ${finding.rule}/${finding.clause} at ${input.stage}`);
  const facts = gatherFacts(stage, finding.instance, input, policyOf(rule, input));
  if (facts.prelude !== 'ready') throw new TypeError(`${finding.rule} cannot be evaluated here: ${facts.prelude}`);
  return runCondition(clause.document.when, facts.named);
}

/**
 * The whole evaluation by the reference, for re-derivation and for the day the screen and the reference disagree. It shares
 * what comes before the leaves with the screen (days, scope, missing facts), never how a leaf or a connective is judged.
 */
export async function judgeByReferenceEvaluator(
  compiled: CompiledRuleSet,
  input: EvaluationInput,
): Promise<readonly RuleResult[]> {
  const results: RuleResult[] = [];
  for (const rule of compiled.rules) {
    const instances: InstanceResult[] = [];
    for (const instance of input.instances) {
      if (rule.scopes.includes(instance.scope)) instances.push(await evaluateInstance(rule, instance, input));
    }
    results.push({ rule: rule.id, owner: rule.owner, instances });
  }
  return results;
}

async function evaluateInstance(
  rule: CompiledRule,
  instance: Instance,
  input: EvaluationInput,
): Promise<InstanceResult> {
  const { pointer } = instance;
  const stage = rule.stages[input.stage];
  if (!isInForce(rule, input)) return { pointer, result: 'not-in-force' };
  if (!stage || !rule.admits(input) || !rule.admitsInstance(instance)) return { pointer, result: 'out-of-scope' };
  const policy = policyOf(rule, input);
  const facts = gatherFacts(stage, instance, input, policy);
  if (facts.prelude === 'indeterminate') {
    return { pointer, result: 'indeterminate', missing: missingFacts(stage, instance.facts, input.order, policy) };
  }
  if (facts.prelude === 'out-of-scope') return { pointer, result: 'out-of-scope' };
  for (const { id, effect, document } of stage.clauses) {
    const { holds } = await runCondition(document.when, facts.named);
    if (holds) return { pointer, result: 'clause', clause: id, effect };
  }
  return { pointer, result: 'pass' };
}

function gatherFacts(stage: CompiledStage, instance: Instance, input: EvaluationInput, policy: Facts) {
  const values: FactValue[] = [];
  const prelude = loadFacts(stage, instance.facts, input.order, policy, values);
  const named = Object.fromEntries(stage.slots.map((slot, index) => [slot.name, values[index] ?? null]));
  return { prelude, named };
}

const NOTHING_TO_SAY = { type: 'clause' };

/** Of the library, with the operators of the profile, which no run writes into. */
interface Library {
  readonly Engine: typeof import('json-rules-engine').Engine;
  readonly operators: readonly Operator[];
}

const require = createRequire(import.meta.url);
let read: Library | undefined;

/**
 * Read by the first evaluation, because every command that knows of rules would wait for it, and few evaluate any. The
 * library's compiled classes ask for `Engine.__proto__` to find their parent, and a gate runs with that accessor disabled,
 * which makes the question throw. Giving the two classes the answer as a property of their own lets both stand.
 */
function library(): Library {
  if (read) return read;
  const { Engine, Rule, Operator }: typeof import('json-rules-engine') = require('json-rules-engine');
  for (const each of [Engine, Rule]) {
    Object.defineProperty(each, '__proto__', { value: Object.getPrototypeOf(each) });
  }
  const operators = Object.entries(REFERENCE_EVALUATOR_OPERATORS).map(([name, judge]) => new Operator(name, judge));
  read = { Engine, operators };
  return read;
}

/**
 * One engine for one run: two runs that share an engine skip rules silently. The document is cloned, because the engine
 * writes into what it is given. No event handlers: success events fire even after a run has failed. A condition has no
 * `path` by the profile; should one arrive all the same, the resolver throws before an expression in it is executed.
 */
export async function runCondition(when: Condition, facts: Facts): Promise<Confirmation> {
  const { Engine, operators } = library();
  const engine = new Engine([], {
    allowUndefinedFacts: false,
    allowUndefinedConditions: false,
    pathResolver: refusePath,
  });
  for (const name of BUILT_IN_OPERATORS) engine.removeOperator(name);
  for (const operator of operators) engine.addOperator(operator);
  const root = isLeaf(when) ? { all: [when] } : when;
  engine.addRule({ conditions: structuredClone(root) as never, event: NOTHING_TO_SAY });
  const { results, failureResults } = await engine.run({ ...facts });
  const [outcome] = [...results, ...failureResults];
  if (outcome === undefined) throw new TypeError('the reference ran no rule');
  return { holds: outcome.result === true, trace: traceOf(outcome.conditions, when) };
}

const BUILT_IN_OPERATORS = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
];

function refusePath(): never {
  throw new TypeError('a condition with a path is outside the profile');
}

/** What the engine noted beside each leaf. A leaf without a result would be a leaf nobody looked at: an error. */
function traceOf(conditions: unknown, when: Condition): Readonly<Record<string, boolean>> {
  const said = new Map<string, boolean>();
  collectResults(conditions, said);
  return Object.fromEntries(
    leavesOf(when).map(({ name }) => {
      const result = said.get(name);
      if (result === undefined) throw new TypeError(`the reference did not look at the leaf "${name}"`);
      return [name, result];
    }),
  );
}

function collectResults(node: unknown, said: Map<string, boolean>): void {
  if (Array.isArray(node)) {
    for (const child of node) collectResults(child, said);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('fact' in node && 'name' in node && 'result' in node) {
    if (typeof node.name === 'string' && typeof node.result === 'boolean') said.set(node.name, node.result);
    return;
  }
  if ('all' in node) collectResults(node.all, said);
  if ('any' in node) collectResults(node.any, said);
  if ('not' in node) collectResults(node.not, said);
}

import { regionsUpwards } from '../../kernel/index.ts';
import {
  type FactCatalogue,
  type FactDefinition,
  type FactScope,
  type Facts,
  type FactValue,
  isPolicyFact,
  TYPE_CHECKS,
} from '../documents/fact-catalogue.ts';
import {
  type Clause,
  type Effect,
  factsNamedIn,
  type Owner,
  type RuleDocument,
  STAGES,
  type Stage,
  scopesOf,
  stagesOfClause,
} from '../documents/rule-document.ts';
import { compileCondition, type Holds } from './compile-condition.ts';
import type { EvaluationInput, Instance } from './evaluation.ts';
import { factNamesIn } from './placed-facts.ts';

export interface CompiledClause {
  readonly id: string;
  readonly effect: Effect;
  readonly holds: Holds;
  readonly document: Clause;
}

/** A fact that the rule names, and whose facts it is read from. */
export interface Slot {
  readonly name: string;
  readonly source: 'instance' | 'order' | 'policy';
  /** Where a record holds it among the facts of its scope; policy facts are not recorded. */
  readonly place: number;
  readonly accepts: (value: FactValue) => boolean;
  readonly mayBeNothing: boolean;
}

/** A rule at one stage: only the clauses of that stage, and only the facts that they name. */
export interface CompiledStage {
  readonly slots: readonly Slot[];
  readonly clauses: readonly CompiledClause[];
}

export interface CompiledRule {
  readonly id: string;
  readonly owner: Owner;
  readonly document: RuleDocument;
  readonly scopes: readonly FactScope[];
  /** Of all clauses in the order of the document, also of those that a stage leaves out: decision records letter them. */
  readonly clauseIds: readonly string[];
  /** Absent where the rule does not run. */
  readonly stages: Partial<Readonly<Record<Stage, CompiledStage>>>;
  readonly admits: (input: Pick<EvaluationInput, 'acquisition' | 'region'>) => boolean;
  readonly admitsInstance: (instance: Pick<Instance, 'goods' | 'category'>) => boolean;
}

export function compileRule(document: RuleDocument, catalogue: FactCatalogue): CompiledRule {
  const compiledStages = STAGES.filter((stage) => document.stages.includes(stage)).map(
    (stage) => [stage, compileStage(document, stage, catalogue)] as const,
  );
  return {
    id: document.id,
    owner: document.owner,
    document,
    scopes: scopesOf(document),
    clauseIds: document.clauses.map((clause) => clause.id),
    stages: Object.fromEntries(compiledStages),
    admits: admission(document),
    admitsInstance: instanceAdmission(document),
  };
}

/** Why the clauses are not looked at, or `ready` when every fact stands in its slot. */
export type Prelude = 'not-in-force' | 'out-of-scope' | 'indeterminate' | 'ready';

/** Whether the rule is in force on its day; `to` is the last day. */
export function isInForce(rule: CompiledRule, input: Pick<EvaluationInput, 'submittedOn' | 'decidedOn'>): boolean {
  const { from, to, by } = rule.document.inForce;
  const day = by === 'submit-date' ? input.submittedOn : input.decidedOn;
  return (from === null || from <= day) && (to === null || day <= to);
}

/**
 * Loads every fact the stage names into `values`, before any leaf is looked at and whatever the leaves would say.
 * One missing fact makes the instance indeterminate even beside a fact that is nothing: the system does not know enough to
 * leave the instance out, and whoever must supply the fact is told so. A value of the wrong type, and nothing where the
 * catalogue allows no nothing, count as missing, because no derivation may talk its way out of a rule.
 */
export function loadFacts(
  stage: CompiledStage,
  instance: Facts,
  order: Facts,
  policy: Facts,
  values: FactValue[],
): Exclude<Prelude, 'not-in-force'> {
  let isNothing = false;
  for (let slot = 0; slot < stage.slots.length; slot++) {
    const definition = stage.slots[slot];
    if (definition === undefined) continue;
    const facts = definition.source === 'instance' ? instance : definition.source === 'order' ? order : policy;
    const value = facts[definition.name];
    if (value === null && definition.mayBeNothing) isNothing = true;
    else if (value === undefined || !definition.accepts(value)) return 'indeterminate';
    else values[slot] = value;
  }
  return isNothing ? 'out-of-scope' : 'ready';
}

/** The names of all facts that are missing; asked only for an instance that is indeterminate. */
export function missingFacts(stage: CompiledStage, instance: Facts, order: Facts, policy: Facts): readonly string[] {
  return stage.slots
    .filter((slot) => {
      const value = (slot.source === 'instance' ? instance : slot.source === 'order' ? order : policy)[slot.name];
      if (value === null) return !slot.mayBeNothing;
      return value === undefined || !slot.accepts(value);
    })
    .map((slot) => slot.name);
}

export function policyOf(rule: CompiledRule, input: Pick<EvaluationInput, 'policy'>): Facts {
  return rule.document.inForce.by === 'submit-date' ? input.policy.submitDate : input.policy.decisionDate;
}

function compileStage(document: RuleDocument, stage: Stage, catalogue: FactCatalogue): CompiledStage {
  const clauses = document.clauses.filter((clause) => stagesOfClause(document, clause).includes(stage));
  const names = [...new Set(clauses.flatMap((clause) => factsNamedIn(clause.when)))];
  const slots = names.map((name) => slotFor(name, catalogue));
  const slotOf = (name: string) => names.indexOf(name);
  return {
    slots,
    clauses: clauses.map((clause) => ({
      id: clause.id,
      effect: clause.effect,
      holds: compileCondition(clause.when, slotOf, catalogue),
      document: clause,
    })),
  };
}

function slotFor(name: string, catalogue: FactCatalogue): Slot {
  const fact = catalogue.find(name);
  if (!fact) throw new TypeError(`the fact catalogue has no "${name}"`);
  const source = fact.scope !== 'order' ? 'instance' : isPolicyFact(name) ? 'policy' : 'order';
  const place = fact.scope === 'part' ? NOWHERE : factNamesIn(catalogue, fact.scope).indexOf(name);
  return { name, source, place, accepts: acceptor(fact), mayBeNothing: fact.mayBeNothing };
}

/** Facts of a part of a payment stand among those of a line or of a plan item, as it comes. */
const NOWHERE = -1;

function acceptor(fact: FactDefinition): (value: FactValue) => boolean {
  if (fact.type !== 'enum') return TYPE_CHECKS[fact.type];
  const members = new Set<FactValue>(fact.values ?? []);
  return (value) => members.has(value);
}

function admission({ appliesTo }: RuleDocument): CompiledRule['admits'] {
  const acquisitions = appliesTo.acquisitions && new Set(appliesTo.acquisitions);
  const regions = appliesTo.regions && new Set(appliesTo.regions);
  return (input) =>
    (!acquisitions || acquisitions.has(input.acquisition)) &&
    (!regions || regionsUpwards(input.region).some((region) => regions.has(region)));
}

function instanceAdmission({ appliesTo }: RuleDocument): CompiledRule['admitsInstance'] {
  const goods = appliesTo.goods && new Set<string | null>(appliesTo.goods);
  const categories = appliesTo.categories && new Set<string | null>(appliesTo.categories);
  return (instance) => (!goods || goods.has(instance.goods)) && (!categories || categories.has(instance.category));
}

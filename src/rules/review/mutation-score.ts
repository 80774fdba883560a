import { addDays, type CivilDate, canonicalJson } from '../../kernel/index.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import {
  type Clause,
  type Condition,
  isLeaf,
  type Leaf,
  type RuleDocument,
  STAGES,
} from '../documents/rule-document.ts';
import { compileRuleSet, screen } from '../evaluate/screen.ts';
import { inputOfTest, outcomeOf } from './rule-test-input.ts';

/** One small change to a rule that its tests ought to notice. */
export interface Mutant {
  readonly says: string;
  readonly rule: RuleDocument;
}

export interface MutationScore {
  readonly killed: number;
  readonly survivors: readonly string[];
}

/** Runs a rule's tests against every mutant. A mutant that no test notices survives and is named. */
export function mutationScore(rule: RuleDocument, catalogue: FactCatalogue): MutationScore {
  const original = canonicalJson(rule);
  const mutants = mutantsOf(rule, catalogue).filter((mutant) => canonicalJson(mutant.rule) !== original);
  const survivors = mutants.filter((mutant) => !isNoticed(mutant, rule, catalogue)).map((mutant) => mutant.says);
  return { killed: mutants.length - survivors.length, survivors };
}

/** Inputs are built from the original, so that a mutant cannot bend the test that is to catch it. */
function isNoticed(mutant: Mutant, rule: RuleDocument, catalogue: FactCatalogue): boolean {
  const compiled = compileRuleSet([mutant.rule], catalogue);
  return rule.tests.some((test) => outcomeOf(screen(compiled, inputOfTest(rule, test, catalogue))) !== test.expect);
}

export function mutantsOf(rule: RuleDocument, catalogue: FactCatalogue): readonly Mutant[] {
  return [
    ...rule.clauses.flatMap((clause, index) => clauseMutants(rule, clause, index, catalogue)),
    ...appliesToMutants(rule),
    ...stageMutants(rule),
    ...inForceMutants(rule),
  ];
}

function clauseMutants(rule: RuleDocument, clause: Clause, index: number, catalogue: FactCatalogue): readonly Mutant[] {
  const changed = conditionMutants(clause.when, catalogue).map(({ says, condition }) => ({
    says: `${clause.id}: ${says}`,
    rule: { ...rule, clauses: rule.clauses.with(index, { ...clause, when: condition }) },
  }));
  const dropped = {
    says: `drop the clause ${clause.id}`,
    rule: { ...rule, clauses: rule.clauses.toSpliced(index, 1) },
  };
  const { stages: _own, ...everywhere } = clause;
  const widened = {
    says: `${clause.id}: at every stage of the rule`,
    rule: { ...rule, clauses: rule.clauses.with(index, everywhere) },
  };
  return [...changed, dropped, widened];
}

interface ChangedCondition {
  readonly says: string;
  readonly condition: Condition;
}

function conditionMutants(condition: Condition, catalogue: FactCatalogue): readonly ChangedCondition[] {
  if (isLeaf(condition)) return leafMutants(condition, catalogue);
  if ('not' in condition) {
    return conditionMutants(condition.not, catalogue).map(({ says, condition: not }) => ({ says, condition: { not } }));
  }
  const isAll = 'all' in condition;
  const children = isAll ? condition.all : condition.any;
  const rebuilt = (list: readonly Condition[]): Condition => (isAll ? { all: list } : { any: list });
  const inside = children.flatMap((child, index) =>
    conditionMutants(child, catalogue).map(({ says, condition: mutated }) => ({
      says,
      condition: rebuilt(children.with(index, mutated)),
    })),
  );
  if (children.length < 2) return inside;
  const dropped = children.map((child, index) => ({
    says: `drop ${nameOf(child)}`,
    condition: rebuilt(children.toSpliced(index, 1)),
  }));
  const swapped = {
    says: `swap ${isAll ? 'all to any' : 'any to all'}`,
    condition: isAll ? { any: children } : { all: children },
  };
  return [...inside, ...dropped, swapped];
}

function nameOf(condition: Condition): string {
  return isLeaf(condition) ? `the leaf ${condition.name}` : 'a nested condition';
}

/** A boundary moves by one: a literal by a unit or a day, a comparison of two facts by whether the boundary itself counts. */
const BOUNDARY_OPPOSITES: Readonly<Record<string, string>> = {
  'integer.greaterThan': 'integer.atLeast',
  'integer.atLeast': 'integer.greaterThan',
  'integer.lessThan': 'integer.atMost',
  'integer.atMost': 'integer.lessThan',
  'fen.greaterThan': 'fen.atLeast',
  'fen.atLeast': 'fen.greaterThan',
  'fen.lessThan': 'fen.atMost',
  'fen.atMost': 'fen.lessThan',
  'date.before': 'date.onOrBefore',
  'date.onOrBefore': 'date.before',
  'date.after': 'date.onOrAfter',
  'date.onOrAfter': 'date.after',
};

function leafMutants(leaf: Leaf, catalogue: FactCatalogue): readonly ChangedCondition[] {
  const mutants: ChangedCondition[] = [{ says: `negate ${leaf.name}`, condition: { not: leaf } }];
  const change = (says: string, changed: Partial<Leaf>) => {
    mutants.push({ says: `${leaf.name}: ${says}`, condition: { ...leaf, ...changed } });
  };
  const { value } = leaf;
  const twin = BOUNDARY_OPPOSITES[leaf.operator];
  if (typeof value === 'number') {
    change(`${value} + 1`, { value: value + 1 });
    change(`${value} - 1`, { value: value - 1 });
  } else if (typeof value === 'string' && catalogue.find(leaf.fact)?.type === 'date') {
    change('one day later', { value: addDays(value as CivilDate, 1) });
    change('one day earlier', { value: addDays(value as CivilDate, -1) });
  } else if (Array.isArray(value) && value.length > 1) {
    for (const [index, member] of value.entries()) change(`drop ${member}`, { value: value.toSpliced(index, 1) });
  } else if (typeof value === 'object' && twin !== undefined) change(`${twin} at the boundary`, { operator: twin });
  return mutants;
}

function appliesToMutants(rule: RuleDocument): readonly Mutant[] {
  const { appliesTo } = rule;
  return (['goods', 'categories', 'acquisitions', 'regions'] as const).flatMap((key) => {
    const list = appliesTo[key];
    if (list === null) return [];
    const widened = { says: `appliesTo: any ${key}`, rule: { ...rule, appliesTo: { ...appliesTo, [key]: null } } };
    if (list.length < 2) return [widened];
    const narrowed = list.map((member, index) => ({
      says: `appliesTo: ${key} without ${member}`,
      rule: { ...rule, appliesTo: { ...appliesTo, [key]: list.toSpliced(index, 1) } },
    }));
    return [widened, ...narrowed];
  });
}

function stageMutants(rule: RuleDocument): readonly Mutant[] {
  const narrowed =
    rule.stages.length < 2
      ? []
      : rule.stages.map((stage, index) => ({
          says: `not at ${stage}`,
          rule: { ...rule, stages: rule.stages.toSpliced(index, 1), clauses: withoutStage(rule, stage) },
        }));
  const widened = { says: 'at every stage', rule: { ...rule, stages: STAGES } };
  return [...narrowed, widened];
}

/** A clause that narrows for itself would go on running at a stage that the rule has lost. */
function withoutStage(rule: RuleDocument, stage: string): readonly Clause[] {
  return rule.clauses.map((clause) =>
    clause.stages ? { ...clause, stages: clause.stages.filter((own) => own !== stage) } : clause,
  );
}

function inForceMutants(rule: RuleDocument): readonly Mutant[] {
  const { inForce } = rule;
  return (['from', 'to'] as const).flatMap((end) => {
    const day = inForce[end];
    if (day === null) return [];
    const moved = (says: string, to: CivilDate | null): Mutant => ({
      says: `in force ${end} ${says}`,
      rule: { ...rule, inForce: { ...inForce, [end]: to } },
    });
    return [moved('always', null), moved('one day earlier', addDays(day, -1)), moved('one day later', addDays(day, 1))];
  });
}

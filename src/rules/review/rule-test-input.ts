import { civilDate } from '../../kernel/index.ts';
import {
  type FactCatalogue,
  type FactScope,
  type Facts,
  type FactValue,
  isPolicyFact,
} from '../documents/fact-catalogue.ts';
import { type RuleDocument, type RuleTest, scopesOf } from '../documents/rule-document.ts';
import type { EvaluationInput, RuleResult } from '../evaluate/evaluation.ts';

const DEFAULT_DAY = '2026-06-01';

/** The facts of a test: those of `given`, overlaid with its own, less what it takes away. */
export function factsOfTest(rule: RuleDocument, test: RuleTest): Facts {
  const missing = new Set(test.missing ?? []);
  return Object.fromEntries(Object.entries({ ...rule.given, ...test.facts }).filter(([name]) => !missing.has(name)));
}

/** One instance of the rule's scope on an ordinary day, which the rule applies to unless the test says otherwise. */
export function inputOfTest(rule: RuleDocument, test: RuleTest, catalogue: FactCatalogue): EvaluationInput {
  const { appliesTo, inForce } = rule;
  const instance = test.instance ?? {};
  const scope = instance.scope ?? scopesOf(rule)[0] ?? 'order';
  const day = civilDate(test.on ?? laterDay(inForce.from ?? DEFAULT_DAY, DEFAULT_DAY));
  const { order, own, policy } = splitFacts(factsOfTest(rule, test), scope, catalogue);
  return {
    stage: test.stage ?? rule.stages[0] ?? 'submission',
    submittedOn: day,
    decidedOn: day,
    region: instance.region ?? appliesTo.regions?.[0] ?? '421000',
    acquisition: instance.acquisition ?? appliesTo.acquisitions?.[0] ?? 'purchase',
    order,
    policy: { submitDate: policy, decisionDate: policy },
    instances: [
      {
        scope,
        pointer: scope === 'order' ? '' : '/instances/0',
        facts: own,
        goods: instance.goods !== undefined ? instance.goods : (appliesTo.goods?.[0] ?? null),
        category: instance.category !== undefined ? instance.category : (appliesTo.categories?.[0] ?? null),
      },
    ],
  };
}

/** What a rule said about the one instance of a test: a clause or a plain result, as `expect` writes it. */
export function outcomeOf(results: readonly RuleResult[]): string {
  const instance = results[0]?.instances[0];
  if (!instance) throw new TypeError('the rule looked at no instance');
  return instance.result === 'clause' ? instance.clause : instance.result;
}

function laterDay(a: string, b: string): string {
  return a > b ? a : b;
}

function splitFacts(facts: Facts, scope: FactScope, catalogue: FactCatalogue) {
  const order: Record<string, FactValue> = {};
  const own: Record<string, FactValue> = {};
  const policy: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(facts)) {
    const isOrderFact = catalogue.find(name)?.scope === 'order';
    if (isPolicyFact(name)) policy[name] = value;
    else if (isOrderFact) order[name] = value;
    else own[name] = value;
  }
  return { order, own: scope === 'order' ? order : own, policy };
}

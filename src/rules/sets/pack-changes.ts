import { canonicalJson } from '../../kernel/index.ts';
import { catalogueOf, type FactCatalogue } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import type { PolicyParameter } from '../policy/policy-document.ts';
import { policyResolver } from '../policy/policy-parameters.ts';
import { CASES_MAX, type CounterExample, findCounterExample } from '../review/counter-example.ts';
import {
  type ChangedParameter,
  type ParameterCounterExample,
  parameterCounterExamples,
} from '../review/parameter-counter-example.ts';
import type { RuleChange } from '../review/plain-changes.ts';
import { ruleChanges } from '../review/rule-changes.ts';
import type { PackContent } from './rule-set-content.ts';

/** What two packs have different: what a person reads before a set comes into force. */
export interface PackChanges {
  readonly added: readonly RuleDocument[];
  readonly removed: readonly RuleDocument[];
  readonly changed: readonly ChangedRule[];
  readonly parameters: readonly ParameterWithExamples[];
  readonly isOtherFacts: boolean;
  readonly isOtherDecoding: boolean;
}

export interface ChangedRule {
  readonly id: string;
  readonly changes: readonly RuleChange[];
  /** Whether anything differs that a result hangs on. */
  readonly isJudgedOtherwise: boolean;
  /** A case on which the two versions differ; undefined where none was found, as for a change of wording. */
  readonly counterExample: CounterExample | undefined;
}

export interface ParameterWithExamples extends ChangedParameter {
  readonly counterExamples: readonly ParameterCounterExample[];
}

export function packChanges(before: PackContent, after: PackContent): PackChanges {
  const catalogues = { was: catalogueOf(before), is: catalogueOf(after) };
  const ruleIn = ({ rules }: PackContent, id: string) => rules.find((rule) => rule.id === id);
  return {
    added: after.rules.filter(({ id }) => !ruleIn(before, id)),
    removed: before.rules.filter(({ id }) => !ruleIn(after, id)),
    changed: after.rules.flatMap((rule) => {
      const old = ruleIn(before, rule.id);
      return old && canonicalJson(old) !== canonicalJson(rule) ? [changedRule(old, rule, catalogues)] : [];
    }),
    parameters: parametersWithExamples(before, after, catalogues.is),
    isOtherFacts: canonicalJson(before.facts) !== canonicalJson(after.facts),
    isOtherDecoding:
      canonicalJson([before.policy.decoding, before.policy.needs]) !==
      canonicalJson([after.policy.decoding, after.policy.needs]),
  };
}

/** An upgraded pack may change hundreds of them: together they get no more cases than a changed rule. */
function parametersWithExamples(
  before: PackContent,
  after: PackContent,
  catalogue: FactCatalogue,
): readonly ParameterWithExamples[] {
  const policyOf = ({ policy }: PackContent) => policyResolver(policy.parameters, catalogue);
  const search = {
    policies: { was: policyOf(before), is: policyOf(after) },
    ...{ rules: after.rules, catalogue, budget: { cases: CASES_MAX } },
  };
  return changedParameters(before, after).map((changed) => ({
    ...changed,
    counterExamples: parameterCounterExamples(changed, search),
  }));
}

/** A case is looked for under the later catalogue: where a fact is new, the earlier version never named it. */
function changedRule(
  old: RuleDocument,
  rule: RuleDocument,
  catalogues: { readonly was: FactCatalogue; readonly is: FactCatalogue },
): ChangedRule {
  const knowsAll = catalogues.was.facts.every(({ name }) => catalogues.is.has(name));
  const isJudgedOtherwise = canonicalJson(judgedBy(old)) !== canonicalJson(judgedBy(rule));
  return {
    id: rule.id,
    changes: ruleChanges(old, rule, catalogues),
    isJudgedOtherwise,
    counterExample: knowsAll && isJudgedOtherwise ? findCounterExample(old, rule, catalogues.is) : undefined,
  };
}

/** All that a result hangs on: where nothing of it differs, no case does, and looking for one takes seconds. */
function judgedBy({ scope, stages, appliesTo, inForce, clauses }: RuleDocument): object {
  const conditions = clauses.map(({ id, when, effect, stages: own }) => ({ id, when, effect, stages: own ?? null }));
  return { scope, stages, appliesTo, inForce, conditions };
}

/** Entries of parameters that are new, gone or other; one is the same as before when it is about the same agencies from the same day. */
export function changedParameters(before: PackContent, after: PackContent): readonly ChangedParameter[] {
  const [was, is] = [parametersByKey(before), parametersByKey(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    if (canonicalJson(old ?? null) === canonicalJson(now ?? null)) return [];
    const { jurisdiction, parameter } = now ?? old ?? {};
    if (jurisdiction === undefined || parameter === undefined) return [];
    const { name } = parameter;
    return [{ jurisdiction, name, before: old?.parameter ?? null, after: now?.parameter ?? null }];
  });
}

interface PlacedParameter {
  readonly jurisdiction: string;
  readonly parameter: PolicyParameter;
}

/** An entry is the same as before when it is about the same agencies from the same day. */
function parametersByKey({ policy }: PackContent): ReadonlyMap<string, PlacedParameter> {
  return new Map(
    policy.parameters.flatMap(({ jurisdiction, parameters }) =>
      parameters.map((parameter) => {
        const { name, levels, from } = parameter;
        return [`${jurisdiction}/${name}/${(levels ?? []).join()}/${from}`, { jurisdiction, parameter }] as const;
      }),
    ),
  );
}

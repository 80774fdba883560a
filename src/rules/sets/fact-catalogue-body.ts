import type { components } from '../../http/openapi.generated.ts';
import type { FactCatalogue, FactDefinition } from '../documents/fact-catalogue.ts';
import { unitOf } from '../documents/fact-unit.ts';
import { valueWords } from '../documents/fact-value-words.ts';
import { kindOfParameter } from '../policy/policy-values.ts';
import type { RuleSet } from './rule-set.ts';

type Schemas = components['schemas'];

/** What rules of a set may read, for people who write or read them. */
export function toCatalogueBody(ruleSet: RuleSet): Schemas['FactCatalogue'] {
  const { number, manifest, catalogue } = ruleSet;
  return {
    ruleSet: number,
    digest: manifest.facts,
    facts: catalogue.facts.map(toFactBody),
    parameters: toParameterBodies(ruleSet, catalogue),
  };
}

function toFactBody(fact: FactDefinition): Schemas['CatalogueFact'] {
  const { name, title, scope, type, values, standing, source, mayBeMissing, mayBeNothing, suppliedBy } = fact;
  return {
    ...{ name, title, scope, type, standing, source, mayBeMissing, mayBeNothing, suppliedBy },
    unit: unitOf(fact),
    values: values?.map((value) => ({ value, words: valueWords(name, value) })) ?? null,
  };
}

function toParameterBodies({ content }: RuleSet, catalogue: FactCatalogue): Schemas['CatalogueParameter'][] {
  const names = content.policy.parameters.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  return [...new Set(names)].sort().flatMap((name) => {
    const kind = kindOfParameter(name);
    if (kind === undefined) return [];
    return [{ name, kind, unit: unitOf({ name, type: kind }), title: catalogue.find(name)?.title ?? null }];
  });
}

import type { components } from '../../http/openapi.generated.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import { ruleSentences } from '../documents/rule-sentence.ts';
import { factNamesIn } from '../evaluate/placed-facts.ts';
import type { CounterExample } from '../review/counter-example.ts';
import type { DocumentDiff } from '../review/document-diffs.ts';
import type { RuleSetReview } from '../review/rule-set-review.ts';
import type { ChangedRule, PackChanges, ParameterWithExamples } from './pack-changes.ts';
import { ruleSetFromStored } from './rule-set.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

type Schemas = components['schemas'];

export function toSummaryBody(stored: StoredRuleSet): Schemas['RuleSetSummary'] {
  const { content } = ruleSetFromStored(stored.digest, stored.content);
  return { ...toHeaderBody(stored), ruleCount: content.rules.length };
}

function toHeaderBody(stored: StoredRuleSet): Omit<Schemas['RuleSetSummary'], 'ruleCount'> {
  const { changeNote } = ruleSetFromStored(stored.digest, stored.content);
  return {
    number: stored.number,
    digest: stored.digest,
    parentDigest: stored.parentDigest,
    state: stored.state,
    inForceFrom: stored.inForceAt,
    inForceUntil: stored.supersededAt,
    emergency: toEmergencyBody(stored),
    logIndex: stored.logIndex,
    note: changeNote,
  };
}

function toEmergencyBody(stored: StoredRuleSet): Schemas['RuleSetEmergency'] {
  const { emergencyReason: reason, confirmBy, confirmedAt } = stored;
  return reason === null ? null : { reason, confirmBy, confirmedAt };
}

export function toRuleSetBody(stored: StoredRuleSet): Schemas['RuleSet'] {
  const { manifest, content, catalogue } = ruleSetFromStored(stored.digest, stored.content);
  return {
    ...toHeaderBody(stored),
    policyDigest: manifest.policy,
    factsDigest: manifest.facts,
    recordedFacts: recordedFactsOf(catalogue),
    rules: manifest.rules.map((rule) => ({ ...rule })),
    documents: content.rules.map(toDocumentBody),
  };
}

function recordedFactsOf(catalogue: FactCatalogue): Schemas['RuleSet']['recordedFacts'] {
  return {
    order: [...factNamesIn(catalogue, 'order')],
    line: [...factNamesIn(catalogue, 'line')],
    'plan-item': [...factNamesIn(catalogue, 'plan-item')],
    funding: [...factNamesIn(catalogue, 'funding')],
  };
}

export function toDocumentBody(rule: RuleDocument): Schemas['RuleDocument'] {
  return structuredClone(rule) as Schemas['RuleDocument'];
}

export function toReadRuleBody(rule: RuleDocument, catalogue: FactCatalogue): Schemas['ReadRule'] {
  const { scope, force, clauses } = ruleSentences(rule, catalogue);
  const { id, revision, title, owner } = rule;
  return {
    ...{ id, revision, title, owner, scope, force },
    clauses: clauses.map((clause) => ({ ...clause })),
    legalBasis: rule.legalBasis.map((basis) => ({ ...basis })),
  };
}

export function toReviewBody(review: RuleSetReview, digest: string): Schemas['RuleSetReview'] {
  return { ...(structuredClone(review) as Omit<Schemas['RuleSetReview'], 'digest'>), digest };
}

/** The numbers of the two sets, the catalogue of the later one, and what is other as text. */
export interface ComparedSets {
  readonly before: number;
  readonly after: number;
  readonly catalogue: FactCatalogue;
  readonly texts: readonly DocumentDiff[];
}

export function toChangesBody(
  changes: PackChanges,
  { before, after, catalogue, texts }: ComparedSets,
): Schemas['RuleSetChanges'] {
  return {
    ...{ before, after },
    added: changes.added.map((rule) => toReadRuleBody(rule, catalogue)),
    removed: changes.removed.map(({ id }) => id),
    changed: changes.changed.map(toChangedRuleBody),
    parameters: changes.parameters.map(toChangedParameterBody),
    otherFacts: changes.isOtherFacts,
    otherDecoding: changes.isOtherDecoding,
    texts: texts.map((text) => ({ ...text })),
  };
}

function toChangedRuleBody({ id, changes, counterExample }: ChangedRule): Schemas['ChangedRule'] {
  return {
    id,
    changes: changes.map((change) => ({ ...change })),
    witness: counterExample ? toCounterExampleBody(counterExample) : null,
  };
}

function toCounterExampleBody({ test, ...told }: CounterExample): Schemas['RuleWitness'] {
  return { ...told, test: structuredClone(test) as Schemas['RuleTest'] };
}

function toChangedParameterBody(changed: ParameterWithExamples): Schemas['ChangedParameter'] {
  const { jurisdiction, name, before, after, counterExamples } = changed;
  const entry = (parameter: ParameterWithExamples['before']): Schemas['PolicyParameter'] | null =>
    parameter && (structuredClone({ ...parameter, jurisdiction }) as Schemas['PolicyParameter']);
  const shown = counterExamples.map(({ rule, ...example }) => ({ rule, ...toCounterExampleBody(example) }));
  return { jurisdiction, name, before: entry(before), after: entry(after), witnesses: shown };
}

import { parseCatalogueDecoding } from '../policy/catalogue-decoding.ts';
import { parseNeedsPerCategory } from '../policy/needs-per-category.ts';
import { type PolicyDocument, type PolicyParameter, parsePolicyDocument } from '../policy/policy-document.ts';
import { kindOfParameter } from '../policy/policy-values.ts';
import type { PackContent, PolicyContent } from '../sets/rule-set-content.ts';
import { deepFreeze } from './deep-freeze.ts';
import { type Fields, readList, readObject } from './document-reader.ts';
import { type FactCatalogue, isPolicyFact, parseFactCatalogue } from './fact-catalogue.ts';
import { below, type Offence, offenceCollector, type Report } from './offence.ts';
import { validateRule } from './profile.ts';
import type { RuleDocument } from './rule-document.ts';

export type ValidatedPack =
  | { readonly pack: PackContent; readonly catalogue: FactCatalogue }
  | { readonly offences: readonly Offence[] };

/** Checks a whole pack: each document by itself, then what they say about one another. */
export function validatePack(value: unknown): ValidatedPack {
  const { offences, report } = offenceCollector();
  const found: Offence[] = [];
  const keep = (pointer: string, inner: readonly Offence[]) => {
    for (const offence of inner) found.push({ ...offence, pointer: `${pointer}${offence.pointer}` });
  };
  const fields = readObject(value, '', { required: ['rules', 'facts', 'policy'] }, report);
  if (!fields) return { offences };
  const parsedFacts = parseFactCatalogue(fields.facts);
  if ('offences' in parsedFacts) keep('/facts', parsedFacts.offences);
  const policy = validatePolicy(fields.policy, report, keep);
  if ('offences' in parsedFacts) return { offences: [...offences, ...found] };
  const { catalogue } = parsedFacts;
  const rules = validateRules(fields.rules, catalogue, report, keep);
  if (policy) validatePolicyFacts(policy.parameters, catalogue, report);
  if (offences.length + found.length > 0 || !policy) return { offences: [...offences, ...found] };
  return { pack: { rules, facts: catalogue.document, policy: inOneOrder(policy) }, catalogue };
}

type Keep = (pointer: string, offences: readonly Offence[]) => void;

function validateRules(value: unknown, catalogue: FactCatalogue, report: Report, keep: Keep): readonly RuleDocument[] {
  const rules = new Map<string, RuleDocument>();
  const list = readList(value, '/rules', report) ?? [];
  if (list.length === 0) report('/rules', 'pack.missing', 'rules');
  for (const [index, entry] of list.entries()) {
    const pointer = below('/rules', index);
    const checked = validateRule(entry, catalogue);
    if ('offences' in checked) keep(pointer, checked.offences);
    else if (rules.has(checked.document.id)) report(pointer, 'pack.duplicate_rule', checked.document.id);
    else rules.set(checked.document.id, checked.document);
  }
  return [...rules.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function validatePolicy(value: unknown, report: Report, keep: Keep): PolicyContent | undefined {
  const required = ['parameters', 'decoding', 'needs'];
  const fields: Fields | undefined = readObject(value, '/policy', { required }, report);
  if (!fields) return undefined;
  const parameters: PolicyDocument[] = [];
  for (const [index, entry] of (readList(fields.parameters, '/policy/parameters', report) ?? []).entries()) {
    const pointer = below('/policy/parameters', index);
    const parsed = parsePolicyDocument(entry);
    if ('offences' in parsed) keep(pointer, parsed.offences);
    else if (parameters.some(({ jurisdiction }) => jurisdiction === parsed.policy.jurisdiction)) {
      report(pointer, 'document.duplicate', parsed.policy.jurisdiction);
    } else parameters.push(parsed.policy);
  }
  const decoding = parseCatalogueDecoding(fields.decoding);
  if ('offences' in decoding) keep('/policy/decoding', decoding.offences);
  const needs = parseNeedsPerCategory(fields.needs);
  if ('offences' in needs) keep('/policy/needs', needs.offences);
  if ('offences' in decoding || 'offences' in needs) return undefined;
  return { parameters, decoding: decoding.decoding, needs: needs.needs };
}

/** One order for one meaning: neither the names of files nor the order of entries in them may change a digest. */
function inOneOrder({ parameters, decoding, needs }: PolicyContent): PolicyContent {
  const keyOf = ({ name, levels, from }: PolicyParameter) => `${name} ${from ?? ''} ${levels?.join(',') ?? ''}`;
  const documents = parameters.map((document) => ({
    ...document,
    parameters: document.parameters.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  }));
  const sorted = documents.toSorted((a, b) => (a.jurisdiction < b.jurisdiction ? -1 : 1));
  return deepFreeze({ parameters: sorted, decoding, needs });
}

/** A policy fact is a scalar parameter of the same type, and "none here" is allowed only where the fact may be nothing. */
function validatePolicyFacts(documents: readonly PolicyDocument[], catalogue: FactCatalogue, report: Report): void {
  for (const [index, { name, type }] of catalogue.facts.entries()) {
    if (!isPolicyFact(name)) continue;
    const kind = kindOfParameter(name);
    if (kind !== type && !(kind === 'text' && type === 'string'))
      report(`/facts/facts/${index}`, 'pack.policy_fact', name);
  }
  for (const [at, { parameters }] of documents.entries()) {
    for (const [index, { name, value }] of parameters.entries()) {
      if (value === null && catalogue.find(name)?.mayBeNothing === false) {
        report(`/policy/parameters/${at}/parameters/${index}/value`, 'pack.policy_nothing', name);
      }
    }
  }
}

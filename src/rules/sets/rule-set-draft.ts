import { addDays, canonicalJson, civilDate, type Role } from '../../kernel/index.ts';
import { isFields } from '../documents/document-reader.ts';
import { type Offence, offenceCollector } from '../documents/offence.ts';
import type { Owner, RuleDocument } from '../documents/rule-document.ts';
import type { AgencyLevel, PolicyDocument, PolicyParameter } from '../policy/policy-document.ts';
import type { PackContent } from './rule-set-content.ts';

/** A parameter as it is to be, and whose it is. */
export interface DraftParameter extends Omit<PolicyParameter, 'name'> {
  readonly name: string;
  readonly jurisdiction: string;
}

export interface ParameterKey {
  readonly jurisdiction: string;
  readonly name: string;
  readonly levels: readonly AgencyLevel[] | null;
  readonly from: string | null;
}

/** What a person wants other in a rule set: whole rule documents, not yet looked at, and entries of parameters. */
export interface DraftChanges {
  readonly rules: readonly unknown[];
  readonly removedRules: readonly string[];
  readonly parameters: readonly DraftParameter[];
  readonly removedParameters: readonly ParameterKey[];
}

/** A set with the changes in it, for the profile to look at: nothing in it has been checked. */
export interface DraftedPack {
  readonly rules: readonly unknown[];
  readonly facts: unknown;
  readonly policy: unknown;
}

export function draftPack(base: PackContent, changes: DraftChanges): DraftedPack {
  const replaced = new Set([...changes.rules.map(idOf), ...changes.removedRules]);
  return {
    rules: [...base.rules.filter(({ id }) => !replaced.has(id)), ...changes.rules],
    facts: base.facts,
    policy: { ...base.policy, parameters: withParameters(base.policy.parameters, changes) },
  };
}

function idOf(document: unknown): unknown {
  return isFields(document) ? document.id : undefined;
}

/** A new value from a day ends the one before it on the day before, so that nobody has to write both. */
function withParameters(documents: readonly PolicyDocument[], changes: DraftChanges): readonly PolicyDocument[] {
  const { parameters, removedParameters } = changes;
  const jurisdictions = new Set([
    ...documents.map(({ jurisdiction }) => jurisdiction),
    ...parameters.map(({ jurisdiction }) => jurisdiction),
  ]);
  return [...jurisdictions].sort().map((jurisdiction) => {
    const before = documents.find((document) => document.jurisdiction === jurisdiction)?.parameters ?? [];
    const added = parameters.filter((parameter) => parameter.jurisdiction === jurisdiction);
    const kept = before
      .filter((entry) => !removedParameters.some((key) => isEntry(entry, jurisdiction, key)))
      .flatMap((entry) => endedBy(entry, added));
    const entries = added.map(({ jurisdiction: _jurisdiction, ...entry }) => entry as PolicyParameter);
    return { schema: 'gate-policy/1', jurisdiction, parameters: [...kept, ...entries] };
  });
}

function isEntry(entry: PolicyParameter, jurisdiction: string, key: ParameterKey): boolean {
  if (key.jurisdiction !== jurisdiction || key.name !== entry.name) return false;
  return key.from === entry.from && isSameLevels(key, entry);
}

function isSameLevels(a: { readonly levels: unknown }, b: { readonly levels: unknown }): boolean {
  return canonicalJson(a.levels ?? null) === canonicalJson(b.levels ?? null);
}

/** Replaced when the new entry begins on the same day or before, ended the day before when it begins later. */
function endedBy(entry: PolicyParameter, added: readonly DraftParameter[]): readonly PolicyParameter[] {
  const next = added.find(({ name, levels }) => name === entry.name && isSameLevels({ levels }, entry));
  if (!next) return [entry];
  if (next.from === null || (entry.from !== null && next.from <= entry.from)) return [];
  if (entry.until !== null && entry.until < next.from) return [entry];
  return [{ ...entry, until: addDays(civilDate(next.from), -1) }];
}

/** Revisions count up by one, so that a finding's rule and revision name one text for ever. */
export function revisionOffences(base: PackContent, drafted: readonly RuleDocument[]): readonly Offence[] {
  const { offences, report } = offenceCollector();
  for (const [index, rule] of drafted.entries()) {
    const old = base.rules.find(({ id }) => id === rule.id);
    if (old && canonicalJson(old) === canonicalJson(rule)) continue;
    const wanted = (old?.revision ?? 0) + 1;
    if (rule.revision !== wanted) report(`/rules/${index}/revision`, 'draft.revision', String(wanted));
  }
  return offences;
}

/** Money rules are the finance bureau's, licence rules the legalization office's; the audit bureau drafts any. */
export function ownerOffences(base: PackContent, changes: DraftChanges, role: Role): readonly Offence[] {
  const { offences, report } = offenceCollector();
  if (role !== 'finance' && role !== 'legalization-office') return offences;
  const isOthers = (owner: unknown): boolean => owner !== role;
  const ownerOf = (id: unknown): unknown => base.rules.find((rule) => rule.id === id)?.owner;
  for (const [index, document] of changes.rules.entries()) {
    const owners = [isFields(document) ? document.owner : undefined, ownerOf(idOf(document)) ?? role];
    if (owners.some(isOthers)) report(`/rules/${index}/owner`, 'draft.not_your_rule');
  }
  for (const [index, id] of changes.removedRules.entries()) {
    if (isOthers(ownerOf(id))) report(`/removedRules/${index}`, 'draft.not_your_rule');
  }
  for (const [index, { name }] of changes.parameters.entries()) {
    if (isOthers(ownerOfParameter(name))) report(`/parameters/${index}/name`, 'draft.not_your_parameter');
  }
  for (const [index, { name }] of changes.removedParameters.entries()) {
    if (isOthers(ownerOfParameter(name))) report(`/removedParameters/${index}/name`, 'draft.not_your_parameter');
  }
  return offences;
}

/** Topics of parameters that rules of the finance bureau judge by. */
const MONEY_TOPICS: ReadonlySet<string> = new Set([
  'cap',
  'hardware',
  'quota',
  'threshold',
  'catalogue',
  'tender',
  'splitting',
  'duplicate',
  'class',
  'credit',
  'supplement',
  'planFiling',
  'domestic',
  'priceSample',
]);

export function ownerOfParameter(name: string): Owner {
  const [, topic = ''] = name.split('.');
  return MONEY_TOPICS.has(topic) ? 'finance' : 'legalization-office';
}

/** Rules that are named to go and are not there, and entries likewise. */
export function absenceOffences(base: PackContent, changes: DraftChanges): readonly Offence[] {
  const { offences, report } = offenceCollector();
  for (const [index, id] of changes.removedRules.entries()) {
    if (!base.rules.some((rule) => rule.id === id)) report(`/removedRules/${index}`, 'draft.no_such_rule', id);
  }
  for (const [index, key] of changes.removedParameters.entries()) {
    const document = base.policy.parameters.find(({ jurisdiction }) => jurisdiction === key.jurisdiction);
    const isThere = document?.parameters.some((entry) => isEntry(entry, key.jurisdiction, key));
    if (!isThere) report(`/removedParameters/${index}`, 'draft.no_such_parameter', key.name);
  }
  return offences;
}

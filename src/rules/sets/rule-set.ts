import { type CivilDate, canonicalJson, civilDate } from '../../kernel/index.ts';
import { deepFreeze } from '../documents/deep-freeze.ts';
import { readDay, readNullableString, readObject, readString } from '../documents/document-reader.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import { type Offence, offenceCollector, refusalFor } from '../documents/offence.ts';
import type { Clause, RuleDocument } from '../documents/rule-document.ts';
import { validatePack } from '../documents/validate-content.ts';
import { type CompiledRuleSet, compileRuleSet } from '../evaluate/screen.ts';
import type { CatalogueDecoding } from '../policy/catalogue-decoding.ts';
import type { NeedsPerCategory } from '../policy/needs-per-category.ts';
import { type Policy, type PolicyFor, type PolicyQuestion, policyResolver } from '../policy/policy-parameters.ts';
import {
  contentDigest,
  manifestOf,
  type PackContent,
  packDigest,
  type RuleSetContent,
  type RuleSetManifest,
} from './rule-set-content.ts';

/** The rules as published together, parsed and compiled. Immutable; a decision names its digest. */
export interface RuleSet {
  readonly number: number;
  readonly digest: string;
  readonly parent: string | null;
  readonly inForceFrom: CivilDate;
  readonly changeNote: string;
  readonly manifest: RuleSetManifest;
  /** Equal to a pack's digest when the pack would change nothing. */
  readonly packDigest: string;
  readonly content: RuleSetContent;
  /** Sorted by id. */
  readonly rules: readonly RuleDocument[];
  readonly catalogue: FactCatalogue;
  readonly compiled: CompiledRuleSet;
  readonly decoding: CatalogueDecoding;
  readonly needs: NeedsPerCategory;
  readonly policyFor: PolicyFor;
  readonly findRule: (id: string) => RuleDocument | undefined;
  readonly findClause: (rule: string, clause: string) => Clause | undefined;
}

/** The place a pack takes in history when it becomes a rule set. */
export interface RuleSetHeader {
  readonly number: number;
  readonly parent: string | null;
  readonly inForceFrom: CivilDate;
  readonly changeNote: string;
}

export function contentOfPack(pack: PackContent, header: RuleSetHeader): RuleSetContent {
  return { schema: 'gate-rule-set/1', ...header, rules: pack.rules, facts: pack.facts, policy: pack.policy };
}

/**
 * Parses a rule set once for each digest. Throws a refusal with every offence when the content is outside the profile. What is
 * kept has its members in the order of the stored text: answers quote them, and are the same in every process and thread.
 */
export function ruleSetFromContent(content: unknown): RuleSet {
  const given = build(content);
  return parsed.get(given.digest) ?? remember(build(JSON.parse(canonicalContent(given))));
}

/** The same from the canonical JSON that the database keeps; a digest already parsed is not parsed again. */
export function ruleSetFromStored(digest: string, canonical: string): RuleSet {
  const known = parsed.get(digest);
  if (known) return known;
  const ruleSet = build(JSON.parse(canonical));
  if (ruleSet.digest !== digest) throw new TypeError(`the stored rule set is not the one its digest names: ${digest}`);
  return remember(ruleSet);
}

/** The bytes to store: reading them back gives the same digest. */
export function canonicalContent(ruleSet: RuleSet): string {
  return canonicalJson(ruleSet.content);
}

export function policyFor(ruleSet: RuleSet, question: PolicyQuestion): Policy {
  return ruleSet.policyFor(question);
}

/** Old sets come back one at a time for re-derivation and back-tests; the live one is asked for all the time. */
const PARSED_MAX = 8;

/** By digest, never as "current": which set is in force is the log's to say. */
const parsed = new Map<string, RuleSet>();

function remember(ruleSet: RuleSet): RuleSet {
  const known = parsed.get(ruleSet.digest);
  if (known) return known;
  const [oldest] = parsed.keys();
  if (oldest !== undefined && parsed.size >= PARSED_MAX) parsed.delete(oldest);
  parsed.set(ruleSet.digest, ruleSet);
  return ruleSet;
}

const HEADER_KEYS = ['schema', 'number', 'parent', 'inForceFrom', 'changeNote'];

function build(value: unknown): RuleSet {
  const { offences, report } = offenceCollector();
  const fields = readObject(value, '', { required: [...HEADER_KEYS, 'rules', 'facts', 'policy'] }, report);
  if (!fields) throw refusalFor(offences);
  if (fields.schema !== 'gate-rule-set/1') report('/schema', 'document.wrong_schema', 'gate-rule-set/1');
  const { number } = fields;
  const isNumbered = typeof number === 'number' && Number.isSafeInteger(number) && number >= 1;
  if (!isNumbered) report('/number', 'document.not_integer');
  const parent = readNullableString(fields.parent, '/parent', report) ?? null;
  const inForceFrom = readDay(fields.inForceFrom, '/inForceFrom', report);
  const changeNote = readString(fields.changeNote, '/changeNote', report);
  const checked = validatePack({ rules: fields.rules, facts: fields.facts, policy: fields.policy });
  const all: readonly Offence[] = 'offences' in checked ? [...offences, ...checked.offences] : offences;
  if (all.length > 0 || !('pack' in checked) || !isNumbered || inForceFrom === undefined || changeNote === undefined) {
    throw refusalFor(all);
  }
  const header = { number, parent, inForceFrom: civilDate(inForceFrom), changeNote };
  // The digest is taken over the content as it was given: how a later version sorts what it reads must not change it.
  return ruleSetOf({ content: value as RuleSetContent, pack: checked.pack, header, catalogue: checked.catalogue });
}

interface ValidatedContent {
  readonly content: RuleSetContent;
  readonly pack: PackContent;
  readonly header: RuleSetHeader;
  readonly catalogue: FactCatalogue;
}

function ruleSetOf({ content, pack, header, catalogue }: ValidatedContent): RuleSet {
  const { rules, policy } = pack;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return Object.freeze({
    ...header,
    digest: contentDigest(content),
    manifest: deepFreeze(manifestOf(content)),
    packDigest: packDigest(content),
    content: deepFreeze(content),
    rules,
    catalogue,
    compiled: compileRuleSet(rules, catalogue),
    decoding: policy.decoding,
    needs: policy.needs,
    policyFor: policyResolver(policy.parameters, catalogue),
    findRule: (id: string) => byId.get(id),
    findClause: (rule: string, clause: string) => byId.get(rule)?.clauses.find((candidate) => candidate.id === clause),
  });
}

import { goodsKinds } from '../../goods/index.ts';
import { deepFreeze } from './deep-freeze.ts';
import {
  type Fields,
  readBoolean,
  readList,
  readNullableDay,
  readNullableString,
  readObject,
  readOneOf,
  readSet,
  readString,
  readStrings,
  readText,
} from './document-reader.ts';
import { FACT_SCOPES, type FactCatalogue, type FactScope } from './fact-catalogue.ts';
import { below, type Offence, offenceCollector, type Report } from './offence.ts';
import { type ConditionContext, validateCondition } from './profile-conditions.ts';
import { validateTestFacts, validateTests } from './profile-tests.ts';
import { validateRuleText } from './profile-texts.ts';
import {
  ACQUISITIONS,
  EFFECTS,
  OWNERS,
  PLAIN_EXPECTATIONS,
  RULE_DAYS,
  type RuleDocument,
  STAGES,
  type Stage,
} from './rule-document.ts';

/** Twenty-six, so that a letter names each clause in a decision record. */
export const CLAUSES_MAX = 26;

export type ValidatedRule = { readonly document: RuleDocument } | { readonly offences: readonly Offence[] };

/**
 * Holds a document against the profile: everything json-rules-engine would run dangerously, loosely or not at all is
 * refused here, with the JSON pointer of the offence. A document that passes is frozen and safe to compile.
 */
export function validateRule(document: unknown, catalogue: FactCatalogue): ValidatedRule {
  const { offences, report } = offenceCollector();
  const fields = readObject(document, '', { required: RULE_KEYS }, report);
  if (fields) validateFields(fields, catalogue, report);
  if (offences.length > 0) return { offences };
  return { document: deepFreeze(structuredClone(document) as RuleDocument) };
}

const RULE_KEYS = [
  'schema',
  'id',
  'revision',
  'title',
  'owner',
  'scope',
  'stages',
  'appliesTo',
  'inForce',
  'legalBasis',
  'clauses',
  'waivable',
  'given',
  'tests',
];
const RULE_ID = /^[A-Z]{2,4}-\d{2}$/;
const CLAUSE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const POINTER = /^(\/([^/~]|~[01])*)*$/;

function validateFields(rule: Fields, catalogue: FactCatalogue, report: Report): void {
  if (rule.schema !== 'gate-rule/1') report('/schema', 'document.wrong_schema', 'gate-rule/1');
  const id = readString(rule.id, '/id', report);
  if (id !== undefined && !RULE_ID.test(id)) report('/id', 'rule.id_malformed');
  if (rule.revision !== undefined && !isPositive(rule.revision)) report('/revision', 'rule.revision_malformed');
  readText(rule.title, '/title', report);
  readOneOf(rule.owner, '/owner', OWNERS, report);
  const scopes = readScopes(rule.scope, report);
  const stages = readSet(rule.stages, '/stages', STAGES, report);
  validateAppliesTo(rule.appliesTo, scopes, catalogue, report);
  validateInForce(rule.inForce, report);
  validateLegalBasis(rule.legalBasis, report);
  const context: ConditionContext = { catalogue, scopes, report, leafNames: new Set() };
  const clauseIds = validateClauses(rule.clauses, stages, context);
  validateWaivable(rule.waivable, report);
  validateTestFacts(rule.given, '/given', { ...context, clauseIds });
  validateTests(rule.tests, '/tests', { ...context, clauseIds });
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function readScopes(scope: unknown, report: Report): readonly FactScope[] {
  if (Array.isArray(scope)) return readSet(scope, '/scope', FACT_SCOPES, report);
  const one = readOneOf(scope, '/scope', FACT_SCOPES, report);
  return one === undefined ? [] : [one];
}

function validateAppliesTo(
  value: unknown,
  scopes: readonly FactScope[],
  catalogue: FactCatalogue,
  report: Report,
): void {
  if (value === undefined) return;
  const pointer = '/appliesTo';
  const fields = readObject(value, pointer, { required: ['goods', 'categories', 'acquisitions', 'regions'] }, report);
  if (!fields) return;
  for (const key of ['goods', 'categories'] as const) {
    if (fields[key] !== null && fields[key] !== undefined && (scopes.includes('order') || scopes.includes('funding'))) {
      report(below(pointer, key), 'rule.applies_to_without_goods');
    }
  }
  if (fields.goods !== null) readSet(fields.goods, '/appliesTo/goods', [...goodsKinds.keys()], report);
  if (fields.acquisitions !== null) readSet(fields.acquisitions, '/appliesTo/acquisitions', ACQUISITIONS, report);
  if (fields.categories !== null) validateCategories(fields.categories, catalogue, report);
  if (fields.regions !== null) validateRegions(fields.regions, report);
}

/** Categories are whatever the catalogue lets a line or a plan item be, so that new goods need no change of code. */
function validateCategories(value: unknown, catalogue: FactCatalogue, report: Report): void {
  const known = ['line.category', 'line.softwareCategory', 'item.category'].flatMap(
    (name) => catalogue.find(name)?.values ?? [],
  );
  const categories = readStrings(value, '/appliesTo/categories', report);
  if (Array.isArray(value) && value.length === 0) report('/appliesTo/categories', 'document.empty_list');
  for (const [index, category] of categories.entries()) {
    if (!known.includes(category)) report(below('/appliesTo/categories', index), 'rule.category_unknown', category);
  }
}

function validateRegions(value: unknown, report: Report): void {
  const regions = readStrings(value, '/appliesTo/regions', report);
  if (Array.isArray(value) && value.length === 0) report('/appliesTo/regions', 'document.empty_list');
  for (const [index, region] of regions.entries()) {
    if (!/^\d{6}$/.test(region)) report(below('/appliesTo/regions', index), 'rule.region_malformed');
  }
}

function validateInForce(value: unknown, report: Report): void {
  if (value === undefined) return;
  const fields = readObject(value, '/inForce', { required: ['from', 'to', 'by'] }, report);
  if (!fields) return;
  const from = readNullableDay(fields.from, '/inForce/from', report);
  const to = readNullableDay(fields.to, '/inForce/to', report);
  readOneOf(fields.by, '/inForce/by', RULE_DAYS, report);
  if (typeof from === 'string' && typeof to === 'string' && to < from) report('/inForce/to', 'rule.in_force_reversed');
}

const BASIS_KEYS = { required: ['document', 'article', 'verified'], optional: ['quote', 'reading'] };

function validateLegalBasis(value: unknown, report: Report): void {
  const list = readList(value, '/legalBasis', report);
  if (list?.length === 0) report('/legalBasis', 'document.empty_list');
  for (const [index, entry] of (list ?? []).entries()) {
    const pointer = below('/legalBasis', index);
    const basis = readObject(entry, pointer, BASIS_KEYS, report);
    if (!basis) continue;
    const document = readNullableString(basis.document, below(pointer, 'document'), report);
    readNullableString(basis.article, below(pointer, 'article'), report);
    if (basis.quote !== undefined) readNullableString(basis.quote, below(pointer, 'quote'), report);
    if (basis.reading !== undefined) readText(basis.reading, below(pointer, 'reading'), report);
    const isVerified = readBoolean(basis.verified, below(pointer, 'verified'), report);
    if (document === null && basis.reading === undefined) report(pointer, 'rule.legal_basis_empty');
    if (document === null && isVerified === true) report(below(pointer, 'verified'), 'rule.unverified_without_source');
  }
}

function validateWaivable(value: unknown, report: Report): void {
  if (value === null || value === undefined) return;
  const fields = readObject(value, '/waivable', { required: ['by', 'daysMax', 'reasons'] }, report);
  if (!fields) return;
  readOneOf(fields.by, '/waivable/by', OWNERS, report);
  if (fields.daysMax !== undefined && !isPositive(fields.daysMax)) report('/waivable/daysMax', 'document.not_integer');
  if (readStrings(fields.reasons, '/waivable/reasons', report).length === 0 && Array.isArray(fields.reasons)) {
    report('/waivable/reasons', 'document.empty_list');
  }
}

const CLAUSE_KEYS = { required: ['id', 'effect', 'when', 'pointer', 'message', 'remedy'], optional: ['stages'] };

/** Returns the ids, for the tests to be held against. */
function validateClauses(value: unknown, stages: readonly Stage[], context: ConditionContext): readonly string[] {
  const { report } = context;
  const list = readList(value, '/clauses', report);
  if (!list) return [];
  if (list.length === 0) report('/clauses', 'document.empty_list');
  if (list.length > CLAUSES_MAX) report('/clauses', 'clause.too_many', String(CLAUSES_MAX));
  const ids: string[] = [];
  const stagesSeen = new Set<Stage>();
  let worstAllowed = 0;
  for (const [index, entry] of list.entries()) {
    const pointer = below('/clauses', index);
    const clause = readObject(entry, pointer, CLAUSE_KEYS, report);
    if (!clause) continue;
    validateClauseId(clause.id, below(pointer, 'id'), ids, report);
    for (const stage of clauseStages(clause, pointer, stages, report)) stagesSeen.add(stage);
    const effect = readOneOf(clause.effect, below(pointer, 'effect'), EFFECTS, report);
    const rank = effect === undefined ? worstAllowed : EFFECTS.indexOf(effect);
    if (rank < worstAllowed) report(below(pointer, 'effect'), 'clause.order');
    worstAllowed = Math.max(worstAllowed, rank);
    validateCondition(clause.when, below(pointer, 'when'), context);
    if (typeof clause.pointer !== 'string' || !POINTER.test(clause.pointer)) {
      report(below(pointer, 'pointer'), 'clause.pointer_malformed');
    }
    validateRuleText(clause.message, below(pointer, 'message'), context);
    validateRuleText(clause.remedy, below(pointer, 'remedy'), context);
  }
  for (const stage of stages) if (!stagesSeen.has(stage)) report('/stages', 'rule.stage_without_clause', stage);
  return ids;
}

function validateClauseId(value: unknown, pointer: string, ids: string[], report: Report): void {
  const id = readString(value, pointer, report);
  if (id === undefined) return;
  if (!CLAUSE_ID.test(id)) report(pointer, 'clause.id_malformed');
  if (PLAIN_EXPECTATIONS.some((plain) => plain === id)) report(pointer, 'clause.id_reserved', id);
  if (ids.includes(id)) report(pointer, 'clause.duplicate_id', id);
  ids.push(id);
}

function clauseStages(clause: Fields, pointer: string, stages: readonly Stage[], report: Report): readonly Stage[] {
  if (clause.stages === undefined) return stages;
  const own = readSet(clause.stages, below(pointer, 'stages'), STAGES, report);
  for (const stage of own) {
    if (!stages.includes(stage)) report(below(pointer, 'stages'), 'clause.stage_outside_rule', stage);
  }
  return own;
}

import type { Text } from '../../kernel/index.ts';
import { isCivilDay } from '../policy/civil-day.ts';
import { deepFreeze } from './deep-freeze.ts';
import {
  type Fields,
  readBoolean,
  readList,
  readObject,
  readOneOf,
  readString,
  readStrings,
  readText,
} from './document-reader.ts';
import { below, type Offence, offenceCollector, type Report } from './offence.ts';

/** `null` is *nothing*: there is nothing to state. An absent key is *missing*: the system lacks the fact. */
export type FactValue = boolean | string | number | readonly string[] | null;

export type Facts = Readonly<Record<string, FactValue>>;

export const FACT_TYPES = ['boolean', 'string', 'enum', 'integer', 'fen', 'date', 'string[]'] as const;
export type FactType = (typeof FACT_TYPES)[number];

export const FACT_SCOPES = ['order', 'line', 'plan-item', 'funding'] as const;
export type FactScope = (typeof FACT_SCOPES)[number];

/** What is known of every part of an order, of its lines and of its plan items alike, has the scope `part`. */
const PART = 'part';

export const FACT_STANDINGS = ['declared', 'register', 'policy', 'history'] as const;
export type FactStanding = (typeof FACT_STANDINGS)[number];

export const FACT_SUPPLIERS = ['legalization-office', 'finance', 'audit'] as const;
export type FactSupplier = (typeof FACT_SUPPLIERS)[number];

export interface FactDefinition {
  readonly name: string;
  readonly type: FactType;
  /** An enum's members; absent for every other type. */
  readonly values?: readonly string[];
  readonly scope: FactScope | typeof PART;
  readonly source: string;
  readonly standing: FactStanding;
  readonly mayBeMissing: boolean;
  readonly mayBeNothing: boolean;
  /** Who mends it when it is missing. */
  readonly suppliedBy: FactSupplier | null;
  readonly title: Text;
}

export interface FactCatalogueDocument {
  readonly schema: 'gate-facts/1';
  readonly facts: readonly FactDefinition[];
}

export interface FactCatalogue {
  readonly document: FactCatalogueDocument;
  readonly facts: readonly FactDefinition[];
  readonly find: (name: string) => FactDefinition | undefined;
  readonly has: (name: string) => boolean;
}

/** The catalogue of a pack that was checked before. */
export function catalogueOf({ facts }: { readonly facts: unknown }): FactCatalogue {
  const parsed = parseFactCatalogue(facts);
  if ('catalogue' in parsed) return parsed.catalogue;
  throw new TypeError('a pack that was checked has a fact catalogue that is not one');
}

/** Refuses nothing silently: either a catalogue, or everything that is wrong with the document. */
export function parseFactCatalogue(
  document: unknown,
): { readonly catalogue: FactCatalogue } | { readonly offences: readonly Offence[] } {
  const { offences, report } = offenceCollector();
  validateCatalogue(document, report);
  if (offences.length > 0) return { offences };
  return { catalogue: toCatalogue(deepFreeze(structuredClone(document) as FactCatalogueDocument)) };
}

/** Policy facts are resolved for the day of the rule, all others are gathered with the order. */
export function isPolicyFact(name: string): boolean {
  return name.startsWith('policy.');
}

/** Whether an instance of a scope sees the fact: its own facts and those of the order around it. */
export function isVisibleIn(fact: FactDefinition, scope: FactScope): boolean {
  if (fact.scope === PART) return scope === 'line' || scope === 'plan-item';
  return fact.scope === 'order' || fact.scope === scope;
}

/** Whether a value has the fact's type. Coercion never happens: `"10"` is no integer, `2026-02-30` no date. */
export function isOfType(value: unknown, fact: Pick<FactDefinition, 'type' | 'values'>): boolean {
  if (fact.type !== 'enum') return TYPE_CHECKS[fact.type](value);
  return typeof value === 'string' && (fact.values ?? []).includes(value);
}

/** A check of its own for each type: rules ask it of every fact of every order. */
export const TYPE_CHECKS: Readonly<Record<Exclude<FactDefinition['type'], 'enum'>, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  fen: (value) => Number.isSafeInteger(value),
  date: (value) => typeof value === 'string' && isCivilDay(value),
  'string[]': (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
};

/** Whether a gathered value may stand for the fact; nothing is a value only where the catalogue says so. */
export function isAcceptable(value: unknown, fact: FactDefinition): boolean {
  return value === null ? fact.mayBeNothing : isOfType(value, fact);
}

function toCatalogue(document: FactCatalogueDocument): FactCatalogue {
  const byName = new Map(document.facts.map((fact) => [fact.name, fact]));
  return {
    document,
    facts: document.facts,
    find: (name) => byName.get(name),
    has: (name) => byName.has(name),
  };
}

const FACT_NAME = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;
const FACT_KEYS = {
  required: ['name', 'type', 'scope', 'source', 'standing', 'mayBeMissing', 'mayBeNothing', 'suppliedBy', 'title'],
  optional: ['values'],
};

function validateCatalogue(document: unknown, report: Report): void {
  const fields = readObject(document, '', { required: ['schema', 'facts'] }, report);
  if (!fields) return;
  if (fields.schema !== 'gate-facts/1') report('/schema', 'document.wrong_schema', 'gate-facts/1');
  const names = new Set<string>();
  for (const [index, entry] of (readList(fields.facts, '/facts', report) ?? []).entries()) {
    const pointer = below('/facts', index);
    const fact = readObject(entry, pointer, FACT_KEYS, report);
    if (!fact) continue;
    const name = validateName(fact, pointer, report);
    if (name !== undefined && names.has(name)) report(below(pointer, 'name'), 'fact.duplicate', name);
    if (name !== undefined) names.add(name);
    validateDefinition(fact, pointer, report);
  }
}

function validateName(fact: Fields, pointer: string, report: Report): string | undefined {
  const name = readString(fact.name, below(pointer, 'name'), report);
  if (name !== undefined && !FACT_NAME.test(name)) report(below(pointer, 'name'), 'fact.name_malformed');
  return name;
}

function validateDefinition(fact: Fields, pointer: string, report: Report): void {
  const type = readOneOf(fact.type, below(pointer, 'type'), FACT_TYPES, report);
  const scope = readOneOf(fact.scope, below(pointer, 'scope'), [...FACT_SCOPES, PART], report);
  const standing = readOneOf(fact.standing, below(pointer, 'standing'), FACT_STANDINGS, report);
  readString(fact.source, below(pointer, 'source'), report);
  const mayBeMissing = readBoolean(fact.mayBeMissing, below(pointer, 'mayBeMissing'), report);
  readBoolean(fact.mayBeNothing, below(pointer, 'mayBeNothing'), report);
  if (fact.suppliedBy !== null) readOneOf(fact.suppliedBy, below(pointer, 'suppliedBy'), FACT_SUPPLIERS, report);
  if (mayBeMissing === true && fact.suppliedBy === null) report(below(pointer, 'suppliedBy'), 'fact.supplier_wanted');
  readText(fact.title, below(pointer, 'title'), report);
  validateValues(fact, type, pointer, report);
  if (typeof fact.name === 'string' && isPolicyFact(fact.name) && (scope !== 'order' || standing !== 'policy')) {
    report(pointer, 'fact.policy_scope');
  }
}

function validateValues(fact: Fields, type: FactType | undefined, pointer: string, report: Report): void {
  if (type === undefined) return;
  if (type !== 'enum') {
    if (fact.values !== undefined) report(below(pointer, 'values'), 'fact.values_unwanted');
    return;
  }
  if (!Array.isArray(fact.values) || fact.values.length === 0) report(pointer, 'fact.values_wanted');
  else readStrings(fact.values, below(pointer, 'values'), report);
}

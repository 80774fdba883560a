import { isLicenceName } from '../../goods/index.ts';
import { deepFreeze } from '../documents/deep-freeze.ts';
import {
  type Fields,
  readBoolean,
  readList,
  readNullableString,
  readObject,
  readOneOf,
  readString,
  readStrings,
} from '../documents/document-reader.ts';
import { below, type Offence, offenceCollector, type Report } from '../documents/offence.ts';

export const CATALOGUE_EDITIONS = ['2013', '2022'] as const;
export type CatalogueEdition = (typeof CATALOGUE_EDITIONS)[number];

/** One thing that a code of the procurement catalogue may stand for. A code with several rows may stand for any of them. */
export interface CatalogueCode {
  readonly code: string;
  readonly match: 'exact' | 'prefix';
  readonly category: string;
  /** Which software; null for any, and for everything that is not software. */
  readonly softwareCategories: readonly string[] | null;
  readonly verified: boolean;
}

export interface CatalogueDecoding {
  readonly schema: 'gate-catalogue/1';
  readonly editions: readonly {
    readonly edition: CatalogueEdition;
    readonly document: string | null;
    readonly codes: readonly CatalogueCode[];
  }[];
}

export interface DecodedItem {
  /** The code as the table lists it: a longer software code decodes to the item it begins with. */
  readonly item: string;
  readonly categories: readonly string[];
  /** Null when the code may stand for any software, or for none. */
  readonly softwareCategories: readonly string[] | null;
}

/** What a code stands for in its edition. Software codes match by prefix, the longest first; all others exactly. */
export function decodeCatalogue(
  table: CatalogueDecoding,
  { edition, code }: { readonly edition: string; readonly code: string },
): DecodedItem | 'unknown-code' {
  const codes = table.editions.find((candidate) => candidate.edition === edition)?.codes ?? [];
  const matching = codes.filter((row) => (row.match === 'exact' ? row.code === code : code.startsWith(row.code)));
  const item = matching.reduce((longest, row) => (row.code.length > longest.length ? row.code : longest), '');
  const rows = matching.filter((row) => row.code === item);
  if (rows.length === 0) return 'unknown-code';
  const isAnySoftware = rows.some((row) => row.softwareCategories === null);
  return {
    item,
    categories: [...new Set(rows.map((row) => row.category))],
    softwareCategories: isAnySoftware ? null : [...new Set(rows.flatMap((row) => row.softwareCategories ?? []))],
  };
}

export function parseCatalogueDecoding(
  document: unknown,
): { readonly decoding: CatalogueDecoding } | { readonly offences: readonly Offence[] } {
  const { offences, report } = offenceCollector();
  const fields = readObject(document, '', { required: ['schema', 'editions'] }, report);
  if (fields) validateDecoding(fields, report);
  if (offences.length > 0) return { offences };
  return { decoding: deepFreeze(structuredClone(document) as CatalogueDecoding) };
}

function validateDecoding(fields: Fields, report: Report): void {
  if (fields.schema !== 'gate-catalogue/1') report('/schema', 'document.wrong_schema', 'gate-catalogue/1');
  const editionsSeen = new Set<string>();
  for (const [index, entry] of (readList(fields.editions, '/editions', report) ?? []).entries()) {
    const pointer = below('/editions', index);
    const edition = readObject(entry, pointer, { required: ['edition', 'document', 'codes'] }, report);
    if (!edition) continue;
    const name = readOneOf(edition.edition, below(pointer, 'edition'), CATALOGUE_EDITIONS, report);
    if (name !== undefined && editionsSeen.has(name)) report(below(pointer, 'edition'), 'document.duplicate', name);
    if (name !== undefined) editionsSeen.add(name);
    readNullableString(edition.document, below(pointer, 'document'), report);
    validateCodes(edition.codes, below(pointer, 'codes'), report);
  }
}

const CODE_KEYS = { required: ['code', 'match', 'category', 'softwareCategories', 'verified'] };

function validateCodes(value: unknown, pointer: string, report: Report): void {
  const seen = new Set<string>();
  for (const [index, entry] of (readList(value, pointer, report) ?? []).entries()) {
    const at = below(pointer, index);
    const row = readObject(entry, at, CODE_KEYS, report);
    if (!row) continue;
    const code = readString(row.code, below(at, 'code'), report);
    if (code !== undefined && !/^[A-C]\d{2,10}$/.test(code)) report(below(at, 'code'), 'decoding.code_malformed');
    const match = readOneOf(row.match, below(at, 'match'), ['exact', 'prefix'], report);
    const category = readString(row.category, below(at, 'category'), report);
    if (match === 'prefix' && !isLicenceName(category ?? '')) report(below(at, 'match'), 'decoding.prefix');
    if (row.softwareCategories !== null) readStrings(row.softwareCategories, below(at, 'softwareCategories'), report);
    readBoolean(row.verified, below(at, 'verified'), report);
    const key = `${code} ${category}`;
    if (seen.has(key)) report(at, 'decoding.duplicate', key);
    seen.add(key);
  }
}

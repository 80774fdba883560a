import {
  readBoolean,
  readDay,
  readEntries,
  readObject,
  readOneOf,
  readString,
  readStrings,
} from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';

const LISTS = ['foldings', 'products', 'editions', 'fillers', 'units', 'signs'];

/** Checks the words by which products are read, so that a word which was typed wrongly cannot read as "none". */
export function validateProductWords(value: unknown, pointer: string, report: Report): void {
  const words = readObject(value, pointer, { required: LISTS, optional: ['joined'] }, report);
  if (!words) return;
  readStrings(words.fillers, below(pointer, 'fillers'), report);
  readStrings(words.units, below(pointer, 'units'), report);
  if (words.joined !== undefined) readStrings(words.joined, below(pointer, 'joined'), report);
  readFoldings(words.foldings, below(pointer, 'foldings'), report);
  readEntries(words.products, below(pointer, 'products'), report, readProduct);
  readEntries(words.editions, below(pointer, 'editions'), report, readEdition);
  readEntries(words.signs, below(pointer, 'signs'), report, readSign);
}

/** What is written otherwise and means the same, wherever it stands. */
export function readFoldings(value: unknown, pointer: string, report: Report): void {
  readEntries(value, pointer, report, readFolding);
}

/** What is written, and what it means. */
function readFolding(entry: unknown, pointer: string, report: Report): void {
  const pair = readStrings(entry, pointer, report);
  if (pair && pair.length !== 2) report(pointer, 'document.not_pair');
}

const KINDS = ['operating-system', 'office', 'antivirus', 'other'] as const;
const FOR = ['home', 'persons'] as const;
const PERSONAL = ['home-edition', 'free-for-persons'] as const;
const SIGNS = ['trial', 'free-for-persons', 'not-genuine'] as const;

const PRODUCT_KEYS = {
  required: ['name', 'kind', 'names'],
  optional: [
    ...['called', 'short', 'editions', 'beside', 'isFreeForPersons', 'isOwnOfTablets', 'personal'],
    ...['releases', 'updates'],
  ],
};

function readProduct(entry: unknown, pointer: string, report: Report): void {
  const product = readObject(entry, pointer, PRODUCT_KEYS, report);
  if (!product) return;
  readString(product.name, below(pointer, 'name'), report);
  readString(product.called, below(pointer, 'called'), report);
  readOneOf(product.kind, below(pointer, 'kind'), KINDS, report);
  readStrings(product.names, below(pointer, 'names'), report);
  if (product.beside !== undefined) readStrings(product.beside, below(pointer, 'beside'), report);
  if (product.short !== undefined) readStrings(product.short, below(pointer, 'short'), report);
  readEntries(product.editions, below(pointer, 'editions'), report, readEdition);
  readBoolean(product.isFreeForPersons, below(pointer, 'isFreeForPersons'), report);
  readBoolean(product.isOwnOfTablets, below(pointer, 'isOwnOfTablets'), report);
  readOneOf(product.personal, below(pointer, 'personal'), PERSONAL, report);
  readEntries(product.releases, below(pointer, 'releases'), report, readRelease);
  readEntries(product.updates, below(pointer, 'updates'), report, readUpdate);
}

const RELEASE_KEYS = { required: ['name', 'written'], optional: ['endedOn', 'goesOnFor'] };
const UPDATE_KEYS = { ...RELEASE_KEYS, optional: [...RELEASE_KEYS.optional, 'of', 'isLine'] };

function readRelease(entry: unknown, pointer: string, report: Report): void {
  readDated(readObject(entry, pointer, RELEASE_KEYS, report), pointer, report);
}

function readUpdate(entry: unknown, pointer: string, report: Report): void {
  const update = readObject(entry, pointer, UPDATE_KEYS, report);
  readDated(update, pointer, report);
  readString(update?.of, below(pointer, 'of'), report);
  readBoolean(update?.isLine, below(pointer, 'isLine'), report);
}

function readDated(release: ReturnType<typeof readObject>, pointer: string, report: Report): void {
  if (!release) return;
  readString(release.name, below(pointer, 'name'), report);
  readStrings(release.written, below(pointer, 'written'), report);
  readDay(release.endedOn, below(pointer, 'endedOn'), report);
  if (release.goesOnFor !== undefined) readStrings(release.goesOnFor, below(pointer, 'goesOnFor'), report);
}

function readEdition(entry: unknown, pointer: string, report: Report): void {
  const edition = readObject(entry, pointer, { required: ['name', 'written'], optional: ['isFor'] }, report);
  if (!edition) return;
  readString(edition.name, below(pointer, 'name'), report);
  readStrings(edition.written, below(pointer, 'written'), report);
  readOneOf(edition.isFor, below(pointer, 'isFor'), FOR, report);
}

function readSign(entry: unknown, pointer: string, report: Report): void {
  const sign = readObject(entry, pointer, { required: ['sign', 'written'] }, report);
  if (!sign) return;
  readOneOf(sign.sign, below(pointer, 'sign'), SIGNS, report);
  readStrings(sign.written, below(pointer, 'written'), report);
}

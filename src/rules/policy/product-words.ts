import {
  readBoolean,
  readDay,
  readList,
  readObject,
  readOneOf,
  readString,
  readStrings,
} from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';

const LISTS = ['foldings', 'products', 'editions', 'fillers', 'units', 'signs'];

/** Checks the words by which products are read, so that a word which was typed wrongly cannot read as "none". */
export function validateProductWords(value: unknown, pointer: string, report: Report): void {
  const words = readObject(value, pointer, { required: LISTS }, report);
  if (!words) return;
  readStrings(words.fillers, below(pointer, 'fillers'), report);
  readStrings(words.units, below(pointer, 'units'), report);
  readFoldings(words.foldings, below(pointer, 'foldings'), report);
  eachOf(words.products, below(pointer, 'products'), report, readProduct);
  eachOf(words.editions, below(pointer, 'editions'), report, readEdition);
  eachOf(words.signs, below(pointer, 'signs'), report, readSign);
}

type Reader = (entry: unknown, pointer: string, report: Report) => void;

function eachOf(value: unknown, pointer: string, report: Report, read: Reader): void {
  for (const [index, entry] of (readList(value, pointer, report) ?? []).entries()) {
    read(entry, below(pointer, index), report);
  }
}

/** What is written otherwise and means the same, wherever it stands. */
export function readFoldings(value: unknown, pointer: string, report: Report): void {
  eachOf(value, pointer, report, readFolding);
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
  optional: ['called', 'beside', 'isFreeForPersons', 'personal', 'releases', 'updates'],
};

function readProduct(entry: unknown, pointer: string, report: Report): void {
  const product = readObject(entry, pointer, PRODUCT_KEYS, report);
  if (!product) return;
  readString(product.name, below(pointer, 'name'), report);
  readString(product.called, below(pointer, 'called'), report);
  readOneOf(product.kind, below(pointer, 'kind'), KINDS, report);
  readStrings(product.names, below(pointer, 'names'), report);
  if (product.beside !== undefined) readStrings(product.beside, below(pointer, 'beside'), report);
  readBoolean(product.isFreeForPersons, below(pointer, 'isFreeForPersons'), report);
  readOneOf(product.personal, below(pointer, 'personal'), PERSONAL, report);
  eachOf(product.releases, below(pointer, 'releases'), report, readRelease);
  eachOf(product.updates, below(pointer, 'updates'), report, readRelease);
}

function readRelease(entry: unknown, pointer: string, report: Report): void {
  const keys = { required: ['name', 'written'], optional: ['endedOn', 'goesOnFor'] };
  const release = readObject(entry, pointer, keys, report);
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

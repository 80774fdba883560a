import { ADMITTED, DAY_WORDS, LATER_TEXT_ROLES, NUMBER_WORDS, TERM_WORDS, TEXT_ROLES } from '../../goods/index.ts';
import {
  readBoolean,
  readEntries,
  readObject,
  readOneOf,
  readString,
  readStrings,
} from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';
import { readRoles } from './goods-words.ts';
import { readFoldings } from './product-words.ts';

/** Checks the words by which texts are held against fields, so that a word which was typed wrongly cannot read as "none". */
export function validateTextWords(value: unknown, pointer: string, report: Report): void {
  const words = readObject(value, pointer, KEYS, report);
  if (!words) return;
  readFoldings(words.foldings, below(pointer, 'foldings'), report);
  readEntries(words.systems, below(pointer, 'systems'), report, readSystem);
  readEntries(words.processors, below(pointer, 'processors'), report, readProcessor);
  const later: readonly string[] = LATER_TEXT_ROLES;
  const required = TEXT_ROLES.filter((role) => !later.includes(role));
  readRoles(words.roles, below(pointer, 'roles'), report, { required, optional: LATER_TEXT_ROLES });
  if (words.admissions !== undefined) readEntries(words.admissions, below(pointer, 'admissions'), report, readTogether);
  if (words.denials !== undefined) readStrings(words.denials, below(pointer, 'denials'), report);
  if (words.compositions !== undefined) readCompositions(words.compositions, below(pointer, 'compositions'), report);
  if (words.terms !== undefined) readRoles(words.terms, below(pointer, 'terms'), report, { required: TERM_WORDS });
  if (words.numbers !== undefined)
    readRoles(words.numbers, below(pointer, 'numbers'), report, { required: NUMBER_WORDS });
  if (words.days !== undefined) readDays(words.days, below(pointer, 'days'), report);
  if (words.families !== undefined) readEntries(words.families, below(pointer, 'families'), report, readFamily);
  if (words.platforms !== undefined) readEntries(words.platforms, below(pointer, 'platforms'), report, readPlatform);
  if (words.machineSystems !== undefined)
    readEntries(words.machineSystems, below(pointer, 'machineSystems'), report, readMachineSystem);
}

const KEYS = {
  required: ['foldings', 'systems', 'processors', 'roles'],
  optional: [
    'admissions',
    'denials',
    'compositions',
    'terms',
    'families',
    'platforms',
    'machineSystems',
    'numbers',
    'days',
  ],
};

function readDays(value: unknown, pointer: string, report: Report): void {
  const days = readObject(value, pointer, { required: [...DAY_WORDS, 'signing', 'occasions'] }, report);
  if (!days) return;
  for (const list of [...DAY_WORDS, 'signing']) readStrings(days[list], below(pointer, list), report);
  readEntries(days.occasions, below(pointer, 'occasions'), report, readOccasion);
}

function readOccasion(entry: unknown, pointer: string, report: Report): void {
  const occasion = readObject(entry, pointer, { required: ['written', 'days'] }, report);
  if (!occasion) return;
  readStrings(occasion.written, below(pointer, 'written'), report);
  readStrings(occasion.days, below(pointer, 'days'), report);
}

function readPlatform(entry: unknown, pointer: string, report: Report): void {
  const platform = readObject(entry, pointer, { required: ['architecture', 'runsNot'] }, report);
  if (!platform) return;
  readString(platform.architecture, below(pointer, 'architecture'), report);
  readStrings(platform.runsNot, below(pointer, 'runsNot'), report);
}

function readMachineSystem(entry: unknown, pointer: string, report: Report): void {
  const system = readObject(entry, pointer, { required: ['written', 'categories', 'machines'] }, report);
  if (!system) return;
  readStrings(system.written, below(pointer, 'written'), report);
  readStrings(system.categories, below(pointer, 'categories'), report);
  readStrings(system.machines, below(pointer, 'machines'), report);
}

function readFamily(entry: unknown, pointer: string, report: Report): void {
  const family = readObject(entry, pointer, { required: ['name', 'written', 'processors'] }, report);
  if (!family) return;
  readString(family.name, below(pointer, 'name'), report);
  readStrings(family.written, below(pointer, 'written'), report);
  readStrings(family.processors, below(pointer, 'processors'), report);
}

const LATER_TOGETHER = ['admits', 'within', 'denied', 'otherSystem'];

function readTogether(entry: unknown, pointer: string, report: Report): void {
  const words = readObject(entry, pointer, { required: ['aside', 'all'], optional: LATER_TOGETHER }, report);
  if (!words) return;
  const { admits, within, denied, otherSystem } = words;
  if (admits !== undefined) readOneOf(admits, below(pointer, 'admits'), ADMITTED, report);
  if (within !== undefined) readOneOf(within, below(pointer, 'within'), ['sentence'], report);
  if (denied !== undefined) readBoolean(denied, below(pointer, 'denied'), report);
  if (otherSystem !== undefined) readBoolean(otherSystem, below(pointer, 'otherSystem'), report);
  readStrings(words.aside, below(pointer, 'aside'), report);
  readEntries(words.all, below(pointer, 'all'), report, readStrings);
}

/** A pattern with a class that is nowhere would find nothing, so its name must be that of a class. */
function readCompositions(value: unknown, pointer: string, report: Report): void {
  const compositions = readObject(value, pointer, { required: ['classes', 'patterns'] }, report);
  if (!compositions) return;
  const names: string[] = [];
  readEntries(compositions.classes, below(pointer, 'classes'), report, (entry, place) => {
    const words = readObject(entry, place, { required: ['name', 'written'] }, report);
    if (!words) return;
    readString(words.name, below(place, 'name'), report);
    readStrings(words.written, below(place, 'written'), report);
    if (typeof words.name === 'string') names.push(words.name);
  });
  readEntries(compositions.patterns, below(pointer, 'patterns'), report, (entry, place) => {
    const shape = { required: ['aside', 'all'], optional: ['admits', 'within'] };
    const pattern = readObject(entry, place, shape, report);
    if (!pattern) return;
    const { admits, within } = pattern;
    if (admits !== undefined) readOneOf(admits, below(place, 'admits'), ADMITTED, report);
    if (within !== undefined) readOneOf(within, below(place, 'within'), ['sentence'], report);
    for (const list of ['aside', 'all'])
      readEntries(pattern[list], below(place, list), report, (name, at) => readOneOf(name, at, names, report));
  });
}

function readSystem(entry: unknown, pointer: string, report: Report): void {
  const system = readObject(entry, pointer, { required: ['name', 'written'], optional: ['releases'] }, report);
  if (!system) return;
  readString(system.name, below(pointer, 'name'), report);
  readStrings(system.written, below(pointer, 'written'), report);
  if (system.releases !== undefined) readEntries(system.releases, below(pointer, 'releases'), report, readRelease);
}

function readRelease(entry: unknown, pointer: string, report: Report): void {
  const release = readObject(entry, pointer, { required: ['name', 'written'] }, report);
  if (!release) return;
  readString(release.name, below(pointer, 'name'), report);
  readStrings(release.written, below(pointer, 'written'), report);
}

function readProcessor(entry: unknown, pointer: string, report: Report): void {
  const processor = readObject(entry, pointer, { required: ['name', 'written', 'architectures', 'runsNot'] }, report);
  if (!processor) return;
  readString(processor.name, below(pointer, 'name'), report);
  readStrings(processor.written, below(pointer, 'written'), report);
  readStrings(processor.architectures, below(pointer, 'architectures'), report);
  readStrings(processor.runsNot, below(pointer, 'runsNot'), report);
}

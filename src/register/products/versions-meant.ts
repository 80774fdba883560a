import type { CivilDate } from '../../kernel/index.ts';
import { nameKey } from './name-key.ts';

/** A version of a product as the register or the rule pack has it; without editions it is of all of them. */
export interface DatedVersion {
  readonly version: string;
  readonly editions?: readonly string[];
  readonly releasedOn: CivilDate | null;
  readonly supportEndsOn: CivilDate | null;
  /** Nobody has read the end of support in its source; of rows that the office keeps itself nothing is said. */
  readonly isEndUnverified?: boolean;
}

export interface VersionedProduct {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly editions: readonly { readonly name: string }[];
  readonly versions: readonly DatedVersion[];
}

/** How somebody wrote a release: the product's name may say part of it, as in "Windows 11", "25H2". */
export interface WrittenVersion {
  readonly name: string | null | undefined;
  readonly edition: string | null | undefined;
  readonly version: string | null | undefined;
}

/** The versions that somebody may mean. */
export interface MeantVersions {
  /** Several where the words fit several, or where families of editions differ and no edition is stated. */
  readonly versions: readonly DatedVersion[];
  /** False for a line without its release ("11" of "11 24H2" and "11 25H2"): newer ones than the register has may be meant. */
  readonly isRelease: boolean;
}

/**
 * Finds the versions that are meant, by whole words and whatever their order: "Windows 11" with "25H2", "Windows" with
 * "11 25H2" and "Win11 25H2" are one. A word of the version that neither the product's versions nor its names have makes
 * it unknown: nothing is guessed by likeness.
 */
export function versionsMeant(product: VersionedProduct, written: WrittenVersion): MeantVersions {
  const words = statedWords(product, written);
  const { byVersion } = vocabularyOf(product);
  const ownWords = ({ version }: DatedVersion): readonly string[] => byVersion.get(version) ?? [];
  const fitting = product.versions.filter(
    (version) => words.every((word) => ownWords(version).includes(word)) && isOfEdition(version, written.edition),
  );
  const exact = fitting.filter((version) => ownWords(version).length === words.length);
  if (exact.length > 0) return { versions: exact, isRelease: true };
  const released = fitting.filter((version) => words.includes(ownWords(version).at(-1) ?? ''));
  return released.length > 0 ? { versions: released, isRelease: true } : { versions: fitting, isRelease: false };
}

/**
 * The line that is meant, which is what a licence is for: feature updates and service packs of a version are the same
 * licence, so "11 24H2" and "11 25H2" are both of "11", and "10 LTSC 2021" is its own. Undefined where the version is
 * unknown, or its words fit several lines.
 */
export function lineMeant(product: VersionedProduct, written: WrittenVersion): string | undefined {
  const lines = new Set(versionsMeant(product, written).versions.map(lineOf));
  const stated = statedWords(product, written).join(' ');
  if (lines.has(stated)) return stated;
  const [line, ...others] = lines;
  return others.length > 0 ? undefined : line;
}

/** Whether two versions of a product are one licence; what the product does not know is only the same as itself. */
export function isSameLine(product: VersionedProduct | undefined, one: string, other: string): boolean {
  if (one === other) return true;
  const line = lineOfVersion(product, one);
  return line !== undefined && line === lineOfVersion(product, other);
}

/** Positions compare the same few versions of a product thousands of times; a fuller memory starts anew. */
const REMEMBERED_MAX = 1_000;
const remembered = new WeakMap<VersionedProduct, Map<string, string | undefined>>();

function lineOfVersion(product: VersionedProduct | undefined, version: string): string | undefined {
  if (!product) return undefined;
  const lines = remembered.get(product) ?? new Map<string, string | undefined>();
  if (lines.size >= REMEMBERED_MAX) lines.clear();
  remembered.set(product, lines);
  if (!lines.has(version)) lines.set(version, lineMeant(product, { name: null, edition: null, version }));
  return lines.get(version);
}

/** A number with nothing but releases of it behind is the line of that number; any other version is a line by itself. */
export function lineOf({ version }: Pick<DatedVersion, 'version'>): string {
  const [line = '', ...rest] = wordsOf(version);
  return NUMBER.test(line) && rest.every((word) => RELEASE.test(word)) ? line : [line, ...rest].join(' ');
}

const NUMBER = /^\d+(?:\.\d+)*$/u;
const RELEASE = /^(?:\d\dh\d|sp\d|\d{4})$/u;

/** Words of the version that nobody knows stay, and fit nothing; of the name only those count that are of a version. */
function statedWords(product: VersionedProduct, { name, version }: WrittenVersion): readonly string[] {
  const { ofVersions, ofNames } = vocabularyOf(product);
  const stated = [...wordsOf(version ?? '')].filter((word) => ofVersions.has(word) || !ofNames.has(word));
  return [...new Set([...[...wordsOf(name ?? '')].filter((word) => ofVersions.has(word)), ...stated])];
}

function isOfEdition({ editions }: DatedVersion, edition: string | null | undefined): boolean {
  return !editions || !edition || editions.some((one) => nameKey(one) === nameKey(edition));
}

/** Made once for each product: its versions would have to be taken apart for every line of every order. */
interface Vocabulary {
  readonly byVersion: ReadonlyMap<string, readonly string[]>;
  readonly ofVersions: ReadonlySet<string>;
  /** Words that say nothing of the version: those of the product's names and editions. */
  readonly ofNames: ReadonlySet<string>;
}

const vocabularies = new WeakMap<VersionedProduct, Vocabulary>();

function vocabularyOf(product: VersionedProduct): Vocabulary {
  const known = vocabularies.get(product);
  if (known) return known;
  const names = [product.name, ...product.aliases, ...product.editions.map(({ name }) => name), 'version 版 版本'];
  const byVersion = new Map(product.versions.map(({ version }) => [version, [...wordsOf(version)]]));
  const made = {
    byVersion,
    ofVersions: new Set([...byVersion.values()].flat()),
    ofNames: new Set(names.flatMap((name) => [...wordsOf(name)])),
  };
  vocabularies.set(product, made);
  return made;
}

/** "V10 SP1" is 10 and SP1, "Win11" is win and 11; the V before a number is no word. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set((nameKey(text).match(WORDS) ?? []).filter((word) => word !== 'v'));
}

const WORDS = /sp\d+|\d\dh\d|\d+(?:\.\d+)*|[a-z]+|\p{Script=Han}+|\p{L}/gu;

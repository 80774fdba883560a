import { isLatinWord, isNumber, tokensOf, wordsWithin } from './tokens.ts';
import type {
  EditionWords,
  ProductWords,
  ReleaseWords,
  SignWords,
  SoftwareKind,
  UpdateWords,
  Vocabulary,
} from './vocabulary.ts';
import { type Found, latinWordsOf, meantTokens, type WordFinder, wordFinder } from './word-finder.ts';

/** What a text that names software was taken for. */
export interface RecognisedProduct {
  /** As the vocabulary calls it; null where it names none that is known. */
  readonly product: string | null;
  /** What it is called to people. */
  readonly called: string | null;
  /** With its service pack and build, such as `V10 SP1 2403`; null where none is said. */
  readonly release: string | null;
  /** Those for homes and persons first. */
  readonly editions: readonly string[];
  readonly standing: Standing;
  /** A word tells of a copy, an activator, a trial or what is free for persons only, whatever the product. */
  readonly isDoubtful: boolean;
  /** The system of a tablet, as it is delivered. */
  readonly isOwnOfTablets: boolean;
  /** Whatever no list explains; never dropped, since it may change everything. */
  readonly notUnderstood: readonly string[];
}

/** Whether an office may buy it, and what stands against it. */
export type Standing =
  | 'buyable'
  | 'home-edition'
  | 'trial'
  | 'free-for-persons'
  | 'out-of-support'
  | 'wrong-kind'
  | 'unknown-product';

interface Asked {
  /** Of the field that the text stands in. */
  readonly kind: SoftwareKind;
  /** The day of which support is asked, `YYYY-MM-DD`. */
  readonly on: string;
}

/** Reads products in texts, by the lists of a vocabulary alone; made once for each. */
export function productReader(vocabulary: Vocabulary): (text: string, asked: Asked) => RecognisedProduct {
  const latin = latinWordsOf(vocabulary);
  const names = wordFinder(vocabulary, namesIn(vocabulary));
  const isBeside = besideFinder(vocabulary);
  const details = new Map<ProductWords | undefined, WordFinder<Detail>>();
  const detailsOf = (product: ProductWords | undefined): WordFinder<Detail> => {
    const known = details.get(product) ?? wordFinder(vocabulary, detailsIn(vocabulary, product));
    details.set(product, known);
    return known;
  };
  return (text, asked) => {
    const tokens = meantTokens(text, vocabulary, latin);
    const product = productIn(names.find(tokens), { tokens, kind: asked.kind, isBeside });
    return toldOf(detailsOf(product).find(tokens), { product, asked });
  };
}

function* namesIn({ products }: Vocabulary): Iterable<readonly [string, readonly ProductWords[]]> {
  const byName = new Map<string, ProductWords[]>();
  for (const product of products)
    for (const name of [...product.names, ...shortNames(product)])
      byName.set(name, [...(byName.get(name) ?? []), product]);
  yield* byName;
}

/** A short name is one only with a release behind it, or W would be Windows everywhere. */
function shortNames({ short = [], releases = [] }: ProductWords): readonly string[] {
  return short.flatMap((name) => releases.flatMap(({ written }) => written.map((release) => `${name} ${release}`)));
}

type BesideFinder = (product: ProductWords, tokens: readonly string[]) => boolean;

/** Whether a word that must stand beside the name of a product is there; most products ask for none. */
function besideFinder({ products, foldings }: Vocabulary): BesideFinder {
  const finders = new Map(
    products.flatMap((product) => (product.beside ? [[product, wordsWithin(product.beside, foldings)] as const] : [])),
  );
  return (product, tokens) => finders.get(product)?.(tokens) ?? true;
}

interface Scene {
  readonly tokens: readonly string[];
  readonly kind: SoftwareKind;
  readonly isBeside: BesideFinder;
}

/** Of the products that a text may name: one of the kind that is asked for, whose word stands beside it, by its longest name. */
function productIn(found: readonly Found<readonly ProductWords[]>[], scene: Scene): ProductWords | undefined {
  const candidates = found.flatMap(({ tokens, meaning = [] }) =>
    meaning
      .filter((product) => scene.isBeside(product, scene.tokens))
      .map((product) => ({ product, length: tokens.length })),
  );
  const rank = ({ product, length }: (typeof candidates)[number]): number =>
    (product.kind === scene.kind ? 10_000 : 0) + (product.beside ? 100 : 0) + length;
  return candidates.reduce<(typeof candidates)[number] | undefined>(
    (best, each) => (best === undefined || rank(each) > rank(best) ? each : best),
    undefined,
  )?.product;
}

type Detail =
  | { readonly is: 'said' }
  | { readonly is: 'unit' }
  | { readonly is: 'release'; readonly release: ReleaseWords }
  | { readonly is: 'update'; readonly update: UpdateWords }
  | { readonly is: 'edition'; readonly edition: EditionWords }
  | { readonly is: 'sign'; readonly sign: SignWords['sign'] };

const SAID: Detail = { is: 'said' };
const UNIT: Detail = { is: 'unit' };

/** What may stand beside the name of a product; of other products nothing but what all have. */
function* detailsIn(vocabulary: Vocabulary, product: ProductWords | undefined): Iterable<readonly [string, Detail]> {
  for (const { sign, written } of vocabulary.signs) for (const word of written) yield [word, { is: 'sign', sign }];
  for (const release of product?.releases ?? [])
    for (const word of release.written) yield [word, { is: 'release', release }];
  for (const update of product?.updates ?? [])
    for (const word of update.written) yield [word, { is: 'update', update }];
  for (const edition of [...(product?.editions ?? []), ...vocabulary.editions])
    for (const word of edition.written) yield [word, { is: 'edition', edition }];
  for (const word of vocabulary.units) yield [word, UNIT];
  for (const name of [...(product?.names ?? []), ...(product?.short ?? []), ...(product?.beside ?? [])])
    yield [name, SAID];
  // The name may be written twice over, a shorter one inside a longer: 金山WPS Office.
  for (const name of product?.names ?? [])
    for (const word of tokensOf(name, vocabulary.foldings)) if (isLatinWord(word)) yield [word, SAID];
  for (const word of vocabulary.fillers) yield [word, SAID];
}

function forHomesFirst(one: EditionWords, other: EditionWords): number {
  return Number(other.isFor !== undefined) - Number(one.isFor !== undefined);
}

interface Read {
  readonly releases: readonly ReleaseWords[];
  readonly updates: readonly UpdateWords[];
  readonly editions: readonly EditionWords[];
  readonly signs: readonly SignWords['sign'][];
  /** Numbers after the name or a V that no list has. */
  readonly numbers: readonly string[];
  readonly notUnderstood: readonly string[];
}

function toldOf(
  found: readonly Found<Detail>[],
  { product, asked }: { readonly product: ProductWords | undefined; readonly asked: Asked },
): RecognisedProduct {
  const read = readDetails(found);
  const isRelease = product?.releases !== undefined;
  const isUnknown = isRelease && read.releases.length === 0 && read.numbers.length > 0;
  const standing = isUnknown ? 'unknown-product' : standingOf(product, { read, asked });
  const [release] = isUnknown ? [] : releasesOf(product, read);
  const parts = [release?.name ?? (isRelease ? undefined : read.numbers[0]), ...read.updates.map(({ name }) => name)];
  // A field may say again what the name says.
  const told = [...new Set(parts.filter((part) => part !== undefined))].join(' ');
  const known = standing === 'unknown-product' ? undefined : product;
  return {
    product: known?.name ?? null,
    called: known?.called ?? known?.name ?? null,
    release: told === '' ? null : told,
    editions: [...new Set(read.editions.toSorted(forHomesFirst).map(({ name }) => name))],
    standing,
    isDoubtful: read.signs.length > 0,
    isOwnOfTablets: known?.isOwnOfTablets ?? false,
    notUnderstood: isRelease && !isUnknown ? [...read.notUnderstood, ...read.numbers] : read.notUnderstood,
  };
}

/** Those that are said; where none is, the one that a build can only be of. */
function releasesOf(product: ProductWords | undefined, { releases, updates }: Read): readonly ReleaseWords[] {
  if (releases.length > 0) return releases;
  return (product?.releases ?? []).filter(({ name }) => updates.some((update) => update.of === name));
}

function readDetails(found: readonly Found<Detail>[]): Read {
  const of = <Is extends Detail['is']>(is: Is) =>
    found.flatMap(({ meaning }, at) =>
      meaning?.is === is && !isCount(found, at) ? [meaning as Extract<Detail, { is: Is }>] : [],
    );
  const rest = found.flatMap(({ tokens, meaning }, at) => {
    const [token = ''] = tokens;
    if (meaning !== undefined || isCounted(found, at)) return [];
    return [{ token, isRelease: isNumber(token) && isAfterName(found, at) }];
  });
  return {
    releases: of('release').map(({ release }) => release),
    updates: of('update').map(({ update }) => update),
    editions: of('edition').map(({ edition }) => edition),
    signs: of('sign').map(({ sign }) => sign),
    numbers: rest.flatMap(({ token, isRelease }) => (isRelease ? [token] : [])),
    notUnderstood: rest.flatMap(({ token, isRelease }) => (isRelease || token === 'v' ? [] : [token])),
  };
}

/** 3 of 3 年 is no release where there is one; after the name it is, as in WPS 2019 套. */
function isCount(found: readonly Found<Detail>[], at: number): boolean {
  return found[at]?.tokens.length === 1 && isCounted(found, at) && found[at - 1]?.meaning?.is !== 'said';
}

/** A number before a unit counts something and is no release. */
function isCounted(found: readonly Found<Detail>[], at: number): boolean {
  return isNumber(found[at]?.tokens[0] ?? '') && found[at + 1]?.meaning?.is === 'unit';
}

function isAfterName(found: readonly Found<Detail>[], at: number): boolean {
  const before = found[at - 1];
  return (
    before === undefined ||
    before.tokens[0] === 'v' ||
    before.meaning?.is === 'said' ||
    before.meaning?.is === 'edition'
  );
}

function standingOf(
  product: ProductWords | undefined,
  { read, asked }: { readonly read: Read; readonly asked: Asked },
): Standing {
  const { signs, editions } = read;
  if (product === undefined || signs.includes('not-genuine')) return 'unknown-product';
  if (product.kind !== asked.kind) return 'wrong-kind';
  if (signs.includes('trial')) return 'trial';
  if (product.isFreeForPersons || signs.includes('free-for-persons')) return 'free-for-persons';
  if (editions.some(({ isFor }) => isFor === 'persons')) return product.personal ?? 'free-for-persons';
  if (editions.some(({ isFor }) => isFor === 'home')) return 'home-edition';
  const ownLine = read.updates.filter(({ isLine }) => isLine === true);
  const supported = ownLine.length > 0 ? ownLine : [...releasesOf(product, read).slice(0, 1), ...read.updates];
  const ended = supported.some(
    ({ endedOn, goesOnFor = [] }) =>
      endedOn !== undefined && endedOn < asked.on && !editions.some(({ name }) => goesOnFor.includes(name)),
  );
  return ended ? 'out-of-support' : 'buyable';
}

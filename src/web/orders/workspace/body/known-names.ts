import type { AnswerOf, Schemas } from '../../../client/operation.ts';
import { plainText } from '../../../ui/typed-values.ts';
import { CHOICE_WORDS } from './choice-words.ts';
import { GOODS_WORDS } from './goods-words.ts';

/** A name that is offered, and by what else a person may look for it. */
export interface KnownName {
  readonly value: string;
  readonly label?: string;
}

type Product = Pick<Schemas['Product'], 'name' | 'aliases' | 'publisher'>;
type Policy = AnswerOf<'readEffectivePolicy'>;

/** So many other names of one thing are looked through; a browser shows them beside the name. */
const ALIASES_MAX = 12;

/** Products by their names. A browser looks for what is typed in the label too: publisher and other names find them in Chinese. */
export function namesOfProducts(products: readonly Product[]): readonly KnownName[] {
  return merged(
    products.map(({ name, aliases, publisher }) => ({ name, others: [publisher ?? '', ...inChinese(aliases)] })),
  );
}

type Supplier = Pick<Schemas['Supplier'], 'name' | 'creditCode'>;

/** Suppliers by their names. Who is barred comes last and says so: a name that is offered first looks like a good one. */
export function namesOfSuppliers(
  suppliers: readonly Supplier[],
  { barred, isBarred }: { readonly barred: ReadonlySet<string>; readonly isBarred: string },
): readonly KnownName[] {
  const free = new Set(suppliers.filter(({ creditCode }) => !barred.has(creditCode)).map(({ name }) => name));
  const others = new Set(suppliers.map(({ name }) => name).filter((name) => !free.has(name)));
  return [...[...free].map((value) => ({ value })), ...[...others].map((value) => ({ value, label: isBarred }))];
}

/** Names in Chinese first: whoever types Latin letters finds the name itself. */
function inChinese(aliases: readonly string[]): readonly string[] {
  const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
  return [...aliases.filter(isChinese), ...aliases.filter((one) => !isChinese(one))].slice(0, ALIASES_MAX);
}

interface NamedThing {
  readonly name: string;
  readonly others: readonly string[];
}

/** Each name once, with all that is said of it. */
function merged(things: readonly NamedThing[]): readonly KnownName[] {
  const byName = new Map<string, Set<string>>();
  for (const { name, others } of things) {
    const known = byName.get(name) ?? new Set();
    for (const one of others) if (one !== '' && one !== name) known.add(one);
    byName.set(name, known);
  }
  return [...byName].map(([value, others]) =>
    others.size === 0 ? { value } : { value, label: [...others].join(' · ') },
  );
}

export interface KnownRatings {
  readonly processors: readonly KnownName[];
  readonly announcements: readonly KnownName[];
  /** What is rated, as the policy has it: a processor has a model, a system a product. */
  readonly entries: readonly RatedEntry[];
}

export interface RatedEntry {
  readonly model?: string;
  readonly aliases?: readonly string[];
  readonly product?: string;
  /** Null: every version. */
  readonly version?: string | null;
  readonly level?: string | null;
  readonly announcement?: string | null;
}

const RATED = ['policy.securityRating.cpus', 'policy.securityRating.operatingSystems'];

/** Processors that the policy has ratings of, and the announcements that it has them from. */
export function knownRatings(parameters: Policy['parameters']): KnownRatings {
  // The value of a parameter is any JSON; these two are lists of entries by the gate's own reading.
  const entries = parameters
    .filter(({ name }) => RATED.includes(name))
    .flatMap(({ value }) => (Array.isArray(value) ? (value as unknown as readonly RatedEntry[]) : []));
  const models = entries.flatMap(({ model, aliases }) =>
    model === undefined ? [] : [{ name: model, others: inChinese(aliases ?? []) }],
  );
  const announcements = entries.flatMap(({ announcement }) =>
    announcement ? [{ name: announcement, others: [] }] : [],
  );
  return { processors: merged(models), announcements: merged(announcements), entries };
}

type CatalogueCode = Policy['catalogue'][number];

/** Of what edition a code is meant where nobody says another. */
export const EDITION = '2022';

export interface KnownCode {
  readonly code: string;
  /** What goods it is of: categories that the rules know, or itself where it has a name of its own. */
  readonly categories: readonly string[];
}

interface Goods {
  readonly kind: string;
  readonly software: string;
}

/** The codes that goods of a kind may have, those of goods beside computers last; all where the kind is not known, or has none. */
export function codesFor(catalogue: readonly CatalogueCode[], { kind, software }: Goods): readonly KnownCode[] {
  const current = catalogue.filter(({ edition }) => edition === EDITION);
  const fitting = current.filter(
    ({ category, softwareCategories }) =>
      category === kind &&
      (software === '' || softwareCategories === null || softwareCategories.some((one) => one === software)),
  );
  const codes = new Map<string, string[]>();
  const add = (code: string, meant: readonly string[]) => codes.set(code, [...(codes.get(code) ?? []), ...meant]);
  const goods = kind === 'other' || kind === '' ? Object.keys(GOODS_WORDS.zh) : [];
  for (const { code, category, softwareCategories } of fitting.length === 0 && kind !== 'other' ? current : fitting) {
    // What the catalogue has a name for is not called “other” goods.
    if (category !== 'other' || !goods.includes(code)) add(code, softwareCategories ?? [category]);
  }
  for (const code of goods) add(code, [code]);
  return [...codes].map(([code, categories]) => ({ code, categories }));
}

const NAMES: readonly { readonly [category: string]: string }[] = [
  ...[CHOICE_WORDS.zh, CHOICE_WORDS.en].map(({ category, kind }) => ({ ...category, ...kind })),
  ...[GOODS_WORDS.zh, GOODS_WORDS.en],
];

/** Two letters at least: `机` alone is a part of most names. */
const NAME_MIN = 2;

/**
 * The one code that is called so in either language, or else the one whose name has what is typed in it; nothing where none is,
 * or several are. What has a name in it is something else: a stand for a scanner is no scanner.
 */
export function codeCalled(typed: string, codes: readonly KnownCode[]): string | undefined {
  const wanted = lettersOf(typed);
  if (wanted.length < NAME_MIN) return undefined;
  const named = codes.map(({ code, categories }) => ({ code, names: categories.flatMap(namesOf) }));
  const exact = named.filter(({ names }) => names.some((name) => stemOf(name) === stemOf(wanted)));
  const [found, ...others] =
    exact.length > 0 ? exact : named.filter(({ names }) => names.some((name) => name.includes(wanted)));
  return others.length === 0 ? found?.code : undefined;
}

function namesOf(category: string): readonly string[] {
  return NAMES.flatMap((words) => {
    const name = words[category];
    return name === undefined ? [] : [lettersOf(name)];
  });
}

function lettersOf(text: string): string {
  return plainText(text).toLowerCase();
}

/** A name without what only says that it is a machine: `台式` of `台式机`, `台式计算机` and `台式电脑`. */
function stemOf(name: string): string {
  return name.replace(/(?:计算机|电脑|机|设备)$/, '').replace(/^(..)式$/, '$1');
}

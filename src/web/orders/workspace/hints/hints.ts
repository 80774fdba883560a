import type { AnswerOf, Schemas } from '../../../client/operation.ts';
import { yuanOf } from '../../../ui/fen.ts';
import { plainText } from '../../../ui/typed-values.ts';
import { isAnswered } from '../body/computers-inside.ts';
import { codesFor } from '../body/known-names.ts';
import type { ItemDraft, LineDraft, OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';

type Product = Pick<Schemas['Product'], 'name' | 'aliases' | 'versions' | 'category'>;
type Debarment = Pick<Schemas['Debarment'], 'supplier' | 'from' | 'until' | 'reason'>;
type Budget = AnswerOf<'checkOrder'>['budget'];
type Catalogue = AnswerOf<'readEffectivePolicy'>['catalogue'];

export interface HintSources {
  readonly policy: readonly Pick<Schemas['PolicyParameter'], 'name' | 'value' | 'document'>[];
  /** Codes that the rules know, and of what goods they are. */
  readonly catalogue: Catalogue;
  readonly products: readonly Product[];
  /** What the policy knows beside the register; nothing before it is read. */
  readonly knownProducts: readonly Product[] | undefined;
  /** Whether every product is among them: of what is not, nothing can be said otherwise. */
  readonly hasAllProducts: boolean;
  readonly debarments: readonly Debarment[];
  /** What the gate says of each budget line that the order names, as it was judged last. */
  readonly budget: Budget;
  readonly budgetLines: readonly Pick<Schemas['BudgetLine'], 'code' | 'available'>[];
  /** What the gate took names of software for, by where they stand on the form, as it was judged last. */
  readonly taken: ReadonlyMap<string, SoftwareTaken>;
  /** Systems that the gate judged by the names that are typed, by where they stand on the form: what was typed of each. */
  readonly asTyped: ReadonlyMap<string, string>;
  /** Words of other goods that may name computers, by where it is asked on the form, as it was judged last. */
  readonly unclear: ReadonlyMap<string, UnclearWords>;
  readonly today: string;
}

export interface UnclearWords {
  readonly words: string;
  /** What the line said when it was judged. */
  readonly of: string;
}

export type SoftwareTaken = Pick<Schemas['SoftwareRead'], 'product' | 'edition' | 'version'>;

/** What helps at a field. Amounts are in yuan as the contract writes them. */
export type Hint =
  | { readonly is: 'cap'; readonly cap: string; readonly document: string }
  | { readonly is: 'code'; readonly categories: readonly string[] }
  | { readonly is: 'support'; readonly until: string | null; readonly isOver: boolean }
  | { readonly is: 'unlisted' }
  | { readonly is: 'taken'; readonly place: string; readonly taken: SoftwareTaken }
  | { readonly is: 'unclear'; readonly place: string; readonly words: string }
  | { readonly is: 'barred'; readonly until: string | null; readonly reason: string }
  | { readonly is: 'available'; readonly available: string }
  | { readonly is: 'budget'; readonly available: string; readonly amount: string; readonly after: string };

/** What makes the rest of the order in vain: nobody should type fifty lines for a supplier who may not deliver. */
export function isGrave({ is }: Hint): boolean {
  return is === 'barred';
}

const SYSTEM = 'computer.operatingSystem';

/** Price caps by what they are of: kinds of computers, and categories of software. */
const CAPS: { readonly [kind: string]: string } = {
  ...{ desktop: 'desktop', 'all-in-one': 'allInOne', laptop: 'laptop', workstation: 'workstation', server: 'server' },
  ...{ tablet: 'tablet', 'thin-client': 'thinClient', office: 'office' },
  ...{ 'antivirus-client': 'antivirusClient', 'antivirus-server': 'antivirusServer' },
};

/** What can be told at the fields of a draft from what the gate has. It judges nothing: that is the gate's. */
export function hintsOf(draft: OrderDraft, sources: HintSources): ReadonlyMap<string, Hint> {
  const lines = draft.lines.flatMap((line, index) => {
    const kind = line.kind === 'software' ? line.software.category : line.kind;
    return hinted(`lines.${index}`, [
      ['description', isAnswered(draft, line) ? undefined : unclearIn(draft, `lines.${index}`, sources)],
      ['unitPrice', capOf(kind, sources)],
      ['catalogue.code', codeOf(line, sources)],
      [
        `${SYSTEM}.product`,
        takenAt(`lines.${index}.${SYSTEM}`, sources) ??
          unlistedAt(draft, `lines.${index}.${SYSTEM}`, sources) ??
          systemOf(line, sources),
      ],
      [`${SYSTEM}.target.product`, takenAt(`lines.${index}.${SYSTEM}.target`, sources)],
      [`${SYSTEM}.version`, systemOf(line, sources)],
      ...fundingOf(line, sources),
    ]);
  });
  const items = draft.softwarePlan.flatMap((item, index) =>
    hinted(`softwarePlan.${index}`, [
      ['unitPrice', capOf(item.category, sources)],
      ['product', takenAt(`softwarePlan.${index}`, sources)],
      ['version', supportOf(item, sources)],
      ...fundingOf(item, sources),
    ]),
  );
  return new Map([...hinted('', [['supplier.name', barredBy(draft, sources)]]), ...lines, ...items]);
}

type Told = readonly [name: string, hint: Hint | undefined];

function hinted(place: string, told: readonly Told[]): readonly (readonly [string, Hint])[] {
  return told.flatMap(([name, hint]) =>
    hint === undefined ? [] : [[place === '' ? name : `${place}.${name}`, hint] as const],
  );
}

function capOf(kind: string, { policy }: HintSources): Hint | undefined {
  const cap = CAPS[kind];
  const parameter = policy.find(({ name }) => name === `policy.cap.${cap}`);
  if (cap === undefined || typeof parameter?.value !== 'number') return undefined;
  return { is: 'cap', cap: yuanOf(BigInt(parameter.value)), document: parameter.document ?? '' };
}

/** Of what goods a code is; nothing of a code that the rules do not know. */
function codeOf({ catalogue: { code } }: LineDraft, { catalogue }: HintSources): Hint | undefined {
  const categories = categoriesIn(catalogue).get(code.trim());
  return categories && { is: 'code', categories };
}

function systemOf({ computer }: LineDraft, sources: HintSources): Hint | undefined {
  return supportOf(computer.operatingSystem, sources);
}

function takenAt(place: string, { taken: all }: HintSources): Hint | undefined {
  const taken = all.get(place);
  return taken && { is: 'taken', place, taken };
}

/** Whether there are computers in the goods is asked until somebody says so. */
function unclearIn(draft: OrderDraft, place: string, { unclear }: HintSources): Hint | undefined {
  const asked = unclear.get(`${place}.containsComputers`);
  return asked?.of === textsOf(draft, place) ? { is: 'unclear', place, words: asked.words } : undefined;
}

/** What a line says of its goods. */
export function textsOf(draft: OrderDraft, place: string): string {
  return ['description', 'brand', 'model'].map((name) => textAt(draft, `${place}.${name}`)).join('\n');
}

/** What a row says of a system. */
export function systemTextOf(draft: OrderDraft, place: string): string {
  return ['product', 'edition', 'version'].map((name) => textAt(draft, `${place}.${name}`)).join('\n');
}

/**
 * A system that the gate judged by the name that is typed, which neither the register nor the policy has. Before it has
 * judged it, and while register and policy are not read whole, nobody knows: the gate reads more names than are listed.
 */
function unlistedAt(draft: OrderDraft, place: string, sources: HintSources): Hint | undefined {
  const { products, knownProducts, hasAllProducts, asTyped } = sources;
  const typed = nameOf(textAt(draft, `${place}.product`));
  if (typed === '' || !hasAllProducts || knownProducts === undefined) return undefined;
  if (asTyped.get(place) !== systemTextOf(draft, place)) return undefined;
  return [products, knownProducts].some((list) => namesIn(list).systems.has(typed)) ? undefined : { is: 'unlisted' };
}

function nameOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** When the support of a known version ends; nothing where product or version is not known. */
function supportOf(
  typed: Pick<ItemDraft, 'product' | 'edition' | 'version'>,
  { products, today }: HintSources,
): Hint | undefined {
  if (typed.product.trim() === '' || typed.version.trim() === '') return undefined;
  const wanted = wordsOf(`${typed.product} ${typed.version}`);
  const found = namesIn(products)
    .versions.get(wanted)
    ?.find(({ editions }) => isOf(editions, typed.edition));
  if (found === undefined) return undefined;
  const until = found.supportEndsOn ?? null;
  return { is: 'support', until, isOver: until !== null && until < today };
}

interface KnownNames {
  readonly systems: ReadonlySet<string>;
  readonly versions: ReadonlyMap<string, readonly Product['versions'][number][]>;
}

const NAMES = new WeakMap<readonly Product[], KnownNames>();

/** Names are put into the form in which they are compared once, not for each line of an order: there are hundreds of either. */
function namesIn(products: readonly Product[]): KnownNames {
  const known = NAMES.get(products);
  if (known !== undefined) return known;
  const systems = products.filter(({ category }) => category === 'operating-system');
  const versions = new Map<string, Product['versions'][number][]>();
  for (const product of products) {
    for (const version of product.versions) {
      for (const name of new Set(
        [product.name, ...product.aliases].map((one) => wordsOf(`${one} ${version.version}`)),
      )) {
        versions.set(name, [...(versions.get(name) ?? []), version]);
      }
    }
  }
  const names = { systems: new Set(systems.flatMap(({ name, aliases }) => [name, ...aliases].map(nameOf))), versions };
  NAMES.set(products, names);
  return names;
}

const CATEGORIES = new WeakMap<Catalogue, ReadonlyMap<string, readonly string[]>>();

/** Of what goods each code is. */
function categoriesIn(catalogue: Catalogue): ReadonlyMap<string, readonly string[]> {
  const known = CATEGORIES.get(catalogue);
  if (known !== undefined) return known;
  const all = codesFor(catalogue, { kind: '', software: '' });
  const categories = new Map(all.map((one) => [one.code, one.categories] as const));
  CATEGORIES.set(catalogue, categories);
  return categories;
}

function isOf(editions: readonly string[] | undefined, typed: string): boolean {
  return editions === undefined || typed.trim() === '' || editions.some((one) => wordsOf(one) === wordsOf(typed));
}

function wordsOf(text: string): string {
  return plainText(text).toLowerCase();
}

function barredBy({ supplier }: OrderDraft, { debarments, today }: HintSources): Hint | undefined {
  const barred = debarments.find(
    (one) =>
      one.supplier === supplier.creditCode.trim() && one.from <= today && (one.until === null || today <= one.until),
  );
  return barred && { is: 'barred', until: barred.until, reason: barred.reason };
}

/** What the gate has said of a line that this row names; before it has, what was available when the lines were read. */
function fundingOf({ funding }: Pick<LineDraft, 'funding'>, { budget, budgetLines }: HintSources): readonly Told[] {
  return funding.map(({ budgetLine }, at): Told => {
    const told = budget.find((one) => one.budgetLine === budgetLine);
    const name = `funding.${at}.budgetLine`;
    if (told !== undefined && told.available !== null && told.availableAfter !== null) {
      return [name, { is: 'budget', available: told.available, amount: told.amount, after: told.availableAfter }];
    }
    const known = budgetLines.find(({ code }) => code === budgetLine);
    return [name, known && { is: 'available', available: known.available }];
  });
}

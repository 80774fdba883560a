import type { Schemas } from '../../../client/operation.ts';
import { readWhole } from '../../../ui/typed-values.ts';
import { draftOfItem } from './draft-of-order.ts';
import {
  blankItem,
  type ItemDraft,
  type LineDraft,
  nextNumber,
  type OrderDraft,
  type Submission,
} from './order-draft.ts';

export type Category = Schemas['SoftwareCategory'];
type Product = Pick<Schemas['Product'], 'name' | 'aliases' | 'osFamily'> &
  Partial<Pick<Schemas['Product'], 'editions'>>;

export interface PlanSources {
  /** What the agency ordered last, of which the plan takes products, prices and budget lines. */
  readonly last: Submission | undefined;
  readonly products: readonly Product[];
  /** What the policy knows beside the register. */
  readonly knownProducts?: readonly Product[] | undefined;
  /** What the gate took names of software for, by where they stand on the form. */
  readonly taken?: ReadonlyMap<string, { readonly product: string }>;
}

export interface Need {
  readonly category: Category;
  readonly needed: number;
  readonly planned: number;
}

const OFFICE_AND_CLIENT: readonly Category[] = ['office', 'antivirus-client'];
const SERVER: readonly Category[] = ['antivirus-server'];

/** One office and one antivirus seat a machine, one of servers' antivirus a server, against what the plan holds. The gate has the last word. */
export function needsOf({ lines, softwarePlan }: Pick<OrderDraft, 'lines' | 'softwarePlan'>): readonly Need[] {
  const machines = lines.filter(isMachine);
  return [...OFFICE_AND_CLIENT, ...SERVER].flatMap((category) => {
    const served = machines.filter(({ kind }) => (kind === 'server') === SERVER.includes(category));
    const needed = sumOf(served.map(({ quantity }) => quantity));
    const planned = sumOf(softwarePlan.filter((item) => item.category === category).map(({ seats }) => seats));
    return needed + planned === 0 ? [] : [{ category, needed, planned }];
  });
}

/** The draft with plan items for the seats that it lacks. Proofs are not made up: whoever has them types them. */
export function withPlannedNeed(draft: OrderDraft, sources: PlanSources): OrderDraft {
  const lacking = needsOf(draft).filter(({ needed, planned }) => planned < needed);
  return lacking.reduce(
    (planned, { category, needed, planned: held }) => withSeats(planned, { category, seats: needed - held }, sources),
    draft,
  );
}

/** The draft with so many more seats of a kind: on the one item that buys them, else on an item of their own. */
export function withSeats(
  draft: OrderDraft,
  { category, seats }: { readonly category: Category; readonly seats: number },
  sources: PlanSources,
): OrderDraft {
  const buying = draft.softwarePlan.filter((item) => item.category === category && item.provision === 'new-purchase');
  const [only] = buying;
  if (only !== undefined && buying.length === 1) {
    const more = { ...only, seats: String((readWhole(only.seats, 0) ?? 0) + seats) };
    return { ...draft, softwarePlan: draft.softwarePlan.map((item) => (item === only ? more : item)) };
  }
  const item = newItem(draft, category, sources);
  return { ...draft, softwarePlan: [...draft.softwarePlan, { ...item, seats: String(seats) }] };
}

/** Whether a plan that is made of another draft has items whose product and price are those of an earlier order. */
export function repeatsEarlier(made: OrderDraft, of: OrderDraft): boolean {
  const items = of.softwarePlan.map(({ item }) => item);
  return made.softwarePlan.some(({ item, product }) => product !== '' && !items.includes(item));
}

function newItem(draft: OrderDraft, category: Category, sources: PlanSources): ItemDraft {
  const { last, products } = sources;
  const number = nextNumber(draft.softwarePlan.map(({ item }) => item));
  const earlier = last?.softwarePlan?.find((item) => item.category === category && item.provision === 'new-purchase');
  const blank = blankItem(number);
  const usual = earlier === undefined ? blank : draftOfItem(earlier, 0);
  // Platforms of an earlier order would be those of its machines: where these are not known, nothing is said.
  const platforms = platformsOf(draft, category, sources);
  return {
    ...{ ...blank, category, provision: 'new-purchase', metric: usual.metric || 'device' },
    ...{ product: usual.product, edition: editionOnFile(usual, products), version: usual.version },
    licenceType: usual.licenceType,
    ...{ unitPrice: usual.unitPrice, serviceMonths: usual.serviceMonths, firstYearUnitPrice: usual.firstYearUnitPrice },
    platforms,
    deliverBy: draft.expectedDeliveryOn,
    licensee: draft.agencyCode,
    funding: blank.funding.map((one, index) =>
      index === 0 ? { ...one, budgetLine: usual.funding[0]?.budgetLine ?? '' } : one,
    ),
  };
}

/**
 * The platforms of the machines that a kind of software is for; none while the system or the processor of one of them is not
 * known, lest the plan leave out what that one needs.
 */
function platformsOf({ lines }: OrderDraft, category: Category, sources: PlanSources): string {
  const platforms = lines.flatMap((line, index) => {
    const { kind, computer } = line;
    if (!isMachine(line) || (kind === 'server') !== SERVER.includes(category)) return [];
    const place = `lines.${index}.computer.operatingSystem`;
    const family = familyOf(sources.taken?.get(place)?.product ?? computer.operatingSystem.product, sources);
    const { architecture } = computer.cpu;
    return [family === undefined || architecture === '' ? '' : `${family}-${architecture}`];
  });
  return platforms.includes('') ? '' : [...new Set(platforms)].join(', ');
}

function isMachine({ kind }: LineDraft): boolean {
  return kind !== '' && kind !== 'software' && kind !== 'other';
}

function familyOf(typed: string, { products, knownProducts = [] }: PlanSources): string | undefined {
  return [...products, ...knownProducts].find((product) => isCalled(product, typed))?.osFamily ?? undefined;
}

function isCalled({ name, aliases }: Product, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return [name, ...aliases].some((one) => one.toLowerCase() === wanted);
}

/** What an official calls editions that publishers name in English. */
const EDITIONS_IN_CHINESE: { readonly [name: string]: string } = {
  ...{ professional: '专业版', pro: '专业版', 'professional plus': '专业增强版', enterprise: '企业版' },
  ...{ standard: '标准版', education: '教育版', home: '家庭版', personal: '个人版' },
};

/** The edition that was ordered last, by its Chinese name where the product has it on file under that one, too. */
function editionOnFile({ product, edition }: ItemDraft, products: readonly Product[]): string {
  const chinese = EDITIONS_IN_CHINESE[edition.trim().toLowerCase()];
  const isOnFile = products.some((one) => isCalled(one, product) && one.editions?.some(({ name }) => name === chinese));
  return chinese !== undefined && isOnFile ? chinese : edition;
}

function sumOf(counts: readonly string[]): number {
  return counts.reduce((sum, count) => sum + (readWhole(count, 1) ?? 0), 0);
}

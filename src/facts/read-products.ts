import { categoryOf, type RecognisedProduct, type Vocabulary } from '../goods/index.ts';
import { versionsMeant, type WrittenVersion } from '../register/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { GatheredProduct } from './gathered.ts';
import { findEdition, findProduct, hasEditions } from './product-match.ts';
import { productReaderOf, softwareKindOf } from './product-reader.ts';
import { type CandidateProducts, candidateProducts } from './products.ts';
import type { OrderLine, OrderSubmission, PlanItem } from './submission.ts';

/**
 * The order with its products as they are read: what people type is taken for a product, an edition and a release where the
 * words of the policy explain all of it, and stays as it was typed where they do not, or where it is on file as it stands. A
 * policy without words leaves every order as it is.
 */
export function withProductsRead(input: DeriveInput): DeriveInput {
  const words = input.policy.decisionDate.productWords;
  if (words === undefined) return input;
  const scene: Scene = { words, products: candidateProducts(input), on: input.decidedOn };
  const { order, accepted } = input;
  return {
    ...input,
    order: orderRead(order, scene),
    posted: order,
    ...(accepted && {
      accepted: {
        ...accepted,
        lines: accepted.lines.map((line) => line && { ...line, contracted: lineRead(line.contracted, scene) }),
        items: accepted.items.map((item) => item && { ...item, contracted: itemRead(item.contracted, scene) }),
      },
    }),
  };
}

/** What the name of some software was taken for, and where it stands in the order. */
export interface SoftwareRead {
  readonly pointer: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
}

/** What was taken for something else than is typed. */
export function softwareReadIn({
  order,
  posted = order,
}: Pick<DeriveInput, 'order' | 'posted'>): readonly SoftwareRead[] {
  const stated = softwareIn(posted);
  return softwareIn(order).flatMap(([pointer, read], place): readonly SoftwareRead[] => {
    const [, typed] = stated[place] ?? [];
    const { product, edition = null, version = null } = read;
    if (!product || product === typed?.product) return [];
    return [{ pointer, product, edition, version }];
  });
}

/** Whether a line is of tablets with the system that tablets are delivered with; none is where a policy has no words. */
export function isOwnOfTablet({ policy, decidedOn }: DeriveInput, line: OrderLine): boolean {
  const words = policy.decisionDate.productWords;
  const system = line.computer?.operatingSystem;
  if (!words || !system?.product || categoryOf(line) !== 'tablet') return false;
  const { product, version } = system;
  const read = recognised([product, version].filter(Boolean).join(' '), 'operating-system', { words, on: decidedOn });
  return read.isOwnOfTablets && read.notUnderstood.length === 0;
}

function softwareIn({ lines, softwarePlan }: OrderSubmission): readonly (readonly [pointer: string, Software])[] {
  const ofLines = lines.flatMap(({ computer }, index): readonly (readonly [string, Software])[] => {
    const pointer = `/lines/${index}/computer/operatingSystem`;
    const { operatingSystem: system } = computer ?? {};
    return [
      [pointer, system ?? {}],
      [`${pointer}/target`, system?.target ?? {}],
    ];
  });
  return [...ofLines, ...(softwarePlan ?? []).map((item, index) => [`/softwarePlan/${index}`, item] as const)];
}

interface Scene {
  readonly words: Vocabulary;
  readonly products: CandidateProducts;
  readonly on: string;
}

function orderRead(order: OrderSubmission, scene: Scene): OrderSubmission {
  const { lines, softwarePlan } = order;
  return {
    ...order,
    lines: lines.map((line) => lineRead(line, scene)),
    ...(softwarePlan && { softwarePlan: softwarePlan.map((item) => itemRead(item, scene)) }),
  };
}

function lineRead(line: OrderLine, scene: Scene): OrderLine {
  const system = line.computer?.operatingSystem;
  if (!system) return line;
  const { target } = system;
  const read = softwareRead('operating-system', system, scene);
  const operatingSystem = target ? { ...read, target: softwareRead('operating-system', target, scene) } : read;
  return { ...line, computer: { ...line.computer, operatingSystem } };
}

function itemRead(item: PlanItem, scene: Scene): PlanItem {
  return item.category ? softwareRead(item.category, item, scene) : item;
}

/** What a line, its target or an item of the plan says of its software. */
interface Software {
  readonly product?: string | null | undefined;
  readonly edition?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly licenceType?: string | null | undefined;
}

function softwareRead<S extends Software>(category: string, stated: S, scene: Scene): S {
  const { product: name, edition, version } = stated;
  if (!name) return stated;
  const read = recognised([name, edition, version].filter(Boolean).join(' '), category, scene);
  const licence = licenceRead(category, read);
  const onFile = findProduct(scene.products, { category, name });
  const product = findProduct(scene.products, { category, name: read.product });
  const isOther = onFile !== undefined && onFile !== product;
  if (!product || isOther || read.notUnderstood.length > 0) return { ...stated, ...licence };
  const meant = { ...stated, edition: editionRead(product, stated, read) };
  const isAsStated = onFile && meant.edition === (edition || null) && isVersionEnough(product, stated, read);
  return {
    ...(isAsStated ? stated : { ...meant, product: read.called, version: versionRead(product, meant, read) }),
    ...licence,
  };
}

/** What is said to be a trial, or free for persons alone, is no licence for an office, whatever the field says. */
function licenceRead(category: string, { standing, editions }: RecognisedProduct): { licenceType?: 'trial' | 'free' } {
  if (standing === 'trial') return { licenceType: 'trial' };
  // An edition for persons is judged as one.
  const isFree = standing === 'free-for-persons' && editions.length === 0 && category !== 'operating-system';
  return isFree ? { licenceType: 'free' } : {};
}

const FOR_HOMES: readonly RecognisedProduct['standing'][] = ['home-edition', 'free-for-persons'];

/** An edition for homes or persons counts wherever it stands; any other only where the field says none that is known. */
function editionRead(product: GatheredProduct, { edition }: Software, read: RecognisedProduct): string | null {
  const [first = null, ...others] = read.editions;
  if (FOR_HOMES.includes(read.standing)) return first ?? edition ?? null;
  if (edition && (findEdition(product, edition) || !hasEditions(product))) return edition;
  return others.length === 0 ? (first ?? edition ?? null) : (edition ?? null);
}

/** As much of what is read as is on file, since a build has the support of its release; else what is stated. */
function versionRead(
  product: GatheredProduct,
  { edition, version }: Software,
  { release }: RecognisedProduct,
): string | null {
  const parts = release?.split(' ') ?? [];
  const known = parts
    .map((_, count) => parts.slice(0, parts.length - count).join(' '))
    .find((part) => isOnFile(product, { name: null, edition, version: part }));
  return known ?? (version || release);
}

/** What stands in the field is on file with the name as it stands, or neither says which version it is. */
function isVersionEnough(
  product: GatheredProduct,
  { product: name, edition, version }: Software,
  { release }: RecognisedProduct,
) {
  if (!version) return release === null;
  return product.versions.length === 0 || isOnFile(product, { name, edition, version });
}

function isOnFile(product: GatheredProduct, written: WrittenVersion): boolean {
  return versionsMeant(product, written).versions.length > 0;
}

function recognised(text: string, category: string, { words, on }: Pick<Scene, 'words' | 'on'>): RecognisedProduct {
  return productReaderOf(words)(text, { kind: softwareKindOf(category), on });
}

import { categoryOf, isLicenceName, kindOf, lineCategory } from '../../goods/index.ts';
import { canonicalJson, type Fen, sha256, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import { type CatalogueDecoding, type DecodedItem, decodeCatalogue } from '../../rules/index.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';
import { isGift, lineAmount } from './amounts.ts';

/** A line's item of the procurement catalogue, named the same whichever edition its code is from. */
interface PurchaseItem {
  readonly lineIndex: number;
  readonly item: string;
}

interface PurchaseTotal {
  readonly project: string;
  readonly item: string;
  readonly totalFen: Fen;
}

const CLIENT_CATEGORIES: readonly string[] = ['desktop', 'laptop', 'all-in-one', 'workstation'];

/** Machines that somebody works at. */
export function isClientCategory(category: string | null | undefined): boolean {
  return CLIENT_CATEGORIES.includes(category ?? '');
}

/**
 * The item of each line. Without a code that the decoding knows it is the item that the line's category belongs to, so
 * leaving a code out or misspelling it hides no purchase from the sums that show splitting.
 */
export function purchaseItems(order: OrderSubmission, decoding: CatalogueDecoding): readonly PurchaseItem[] {
  return order.lines.map((line, lineIndex) => ({ lineIndex, item: itemOf(line, decoding) }));
}

/**
 * What the order puts on each budget project and item, to be kept for the sums of later orders. An item paid from two
 * projects counts in full on each: dividing the funding must not divide the purchase. A gift is no purchase.
 */
export function purchaseTotals(
  order: OrderSubmission,
  decoding: CatalogueDecoding,
  projectOf: (budgetLine: string) => string | undefined,
): readonly PurchaseTotal[] {
  if (isGift(order)) return [];
  const items = purchaseItems(order, decoding);
  return [...new Set(items.map(({ item }) => item))].flatMap((item) => {
    const lines = linesOfItem(order, items, item);
    const totalFen = sumFen(lines, (line) => lineAmount(line) ?? ZERO_FEN);
    return projectsOf(lines, projectOf).map((project) => ({ project, item, totalFen }));
  });
}

export function linesOfItem(
  order: OrderSubmission,
  items: readonly PurchaseItem[],
  item: string,
): readonly OrderLine[] {
  return order.lines.filter((_, index) => items[index]?.item === item);
}

/** The projects that pay for these lines. */
export function projectsOf(
  lines: readonly OrderLine[],
  projectOf: (budgetLine: string) => string | undefined,
): readonly string[] {
  const codes = lines.flatMap(({ funding }) => funding ?? []).flatMap(({ budgetLine }) => budgetLine ?? []);
  return [...new Set(codes.flatMap((code) => projectOf(code) ?? []))];
}

/** What the line's code means in its edition; nothing to decode without both. */
export function decodedItem(line: OrderLine, decoding: CatalogueDecoding): DecodedItem | 'unknown-code' | 'not-stated' {
  const { code, edition } = line.catalogue ?? {};
  if (!code || !edition) return 'not-stated';
  const known = decodedBy(decoding);
  const key = `${edition} ${code}`;
  const decoded = known.get(key) ?? decodeCatalogue(decoding, { edition, code });
  // Codes that no table lists are whatever somebody typed, so they must not pile up.
  if (decoded !== 'unknown-code') known.set(key, decoded);
  return decoded;
}

/** The few codes in use come back in every order, and half a dozen facts of a line ask what its code means. */
const decodedItems = new WeakMap<CatalogueDecoding, Map<string, DecodedItem>>();

/** A longer software code decodes too, so there may be more than the table lists; a fuller memory starts anew. */
const DECODED_MAX = 4_096;

function decodedBy(decoding: CatalogueDecoding): Map<string, DecodedItem> {
  const known = decodedItems.get(decoding);
  if (known && known.size < DECODED_MAX) return known;
  const empty = new Map<string, DecodedItem>();
  decodedItems.set(decoding, empty);
  return empty;
}

/**
 * One key for orders that buy the same from the same supplier. Software is left out, since it follows the machines; an
 * order of software alone is compared by its software.
 */
export function twinKeyOf(order: OrderSubmission): string {
  const hardware = order.lines.filter((line) => !kindOf(line).isLicence);
  const compared = hardware.length > 0 ? hardware : order.lines;
  const goods = compared.map((line) =>
    canonicalJson([twinCategory(line), nameKey(line.model ?? line.description), line.quantity]),
  );
  return sha256(canonicalJson({ goods: goods.toSorted(), supplier: order.supplier?.creditCode ?? null })).toString(
    'hex',
  );
}

/**
 * One key for orders that buy the same from whomever, whatever signs, blanks or case their models are written with. What has
 * no model anywhere is told by its description alone, which suits many things: then the supplier counts.
 */
export function looseTwinKeyOf(order: OrderSubmission): string {
  const hardware = order.lines.filter((line) => !kindOf(line).isLicence);
  const compared = hardware.length > 0 ? hardware : order.lines;
  const goods = compared.map((line) =>
    canonicalJson([twinCategory(line), lettersOf(line.model ?? line.description), line.quantity]),
  );
  const supplier = compared.some(({ model }) => model) ? null : (order.supplier?.creditCode ?? null);
  return sha256(canonicalJson({ goods: goods.toSorted(), supplier })).toString('hex');
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+]/gu, '');
}

function twinCategory(line: OrderLine): string {
  const { name, isLicence } = kindOf(line);
  return isLicence ? `${name}:${categoryOf(line) ?? 'not-stated'}` : lineCategory(line);
}

function itemOf(line: OrderLine, decoding: CatalogueDecoding): string {
  const decoded = decodedItem(line, decoding);
  if (typeof decoded === 'object') return itemName(decoded, line, decoding);
  const { hasOpenCodes, isLicence } = kindOf(line);
  if (hasOpenCodes) return line.catalogue?.code ?? lineCategory(line);
  if (isLicence) return softwareItem(categoryOf(line), decoding);
  return itemOfCategory(lineCategory(line), decoding);
}

/** A code that means several categories is named after the first: all-in-ones are bought under the desktops' item. */
function itemName(decoded: DecodedItem, { software }: OrderLine, decoding: CatalogueDecoding): string {
  const [category = decoded.item] = decoded.categories;
  if (!isLicenceName(category)) return category;
  return softwareItem(decoded.softwareCategories?.[0] ?? software?.category, decoding);
}

/** Some codes mean any software, so then the line itself says which; the kinds that the newest edition puts under one code are one item. */
function softwareItem(category: string | null | undefined, decoding: CatalogueDecoding): string {
  if (!category) return 'software';
  const [newest] = decoding.editions;
  const shared = newest?.codes.find(({ softwareCategories }) => softwareCategories?.includes(category));
  return `software:${shared?.softwareCategories?.[0] ?? category}`;
}

/** The newest edition stands first and tells which item a category belongs to. */
function itemOfCategory(category: string, decoding: CatalogueDecoding): string {
  const [newest] = decoding.editions;
  const code = newest?.codes.find((row) => row.category === category)?.code;
  return newest?.codes.find((row) => row.code === code)?.category ?? category;
}

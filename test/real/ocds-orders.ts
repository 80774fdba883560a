import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OrderLine, OrderSubmission } from '../../src/facts/submission.ts';
import { groupBy } from '../../src/kernel/index.ts';

/** One line of a published purchase, as far as an order could use it. */
export interface PublishedLine {
  readonly kind: 'computer' | 'software';
  readonly ocid: string;
  readonly date: string;
  readonly buyer: string | null;
  readonly title: string;
  readonly procurementMethodDetails: string;
  readonly supplier: readonly string[];
  readonly item: { readonly id: number; readonly description: string; readonly quantity: number };
  readonly textHint: string | null;
  readonly label: string;
}

/**
 * How much of a line is taken for stated. `fields`: only what stands in a field of its own. `words`: also what the
 * description plainly names, such as the kind of machine and the product of its system.
 */
export type ReadingDepth = 'fields' | 'words';

const DATA = fileURLToPath(new URL('./ocds-computer-lines.json', import.meta.url));

export function publishedLines(): readonly PublishedLine[] {
  return JSON.parse(readFileSync(DATA, 'utf8')) as readonly PublishedLine[];
}

/**
 * One order for each published purchase, saying what the purchase says and not a word more. The agency is asked for by the
 * gate and named by nobody, because the buyers are not of this country; amounts stay out, because they are not in yuan.
 */
export function ordersOf(
  lines: readonly PublishedLine[],
  agencyCode: string,
  reading: ReadingDepth,
): OrderSubmission[] {
  const byPurchase = groupBy(lines, ({ ocid }) => ocid);
  return [...byPurchase.values()].map((ofPurchase) => orderOf(ofPurchase, agencyCode, reading));
}

function orderOf(lines: readonly PublishedLine[], agencyCode: string, reading: ReadingDepth): OrderSubmission {
  const [first] = lines;
  if (!first) throw new RangeError('a purchase has at least one line');
  const [supplier] = first.supplier;
  return {
    reference: first.ocid,
    agencyCode,
    fiscalYear: Number(first.date.slice(0, 4)),
    ...acquisitionOf(first),
    ...methodOf(first),
    ...(supplier && { supplier: { name: supplier } }),
    lines: lines.map((line) => lineOf(line, reading)),
  };
}

/** The titles say "hire" or "purchase". */
function acquisitionOf({ title }: PublishedLine): Pick<OrderSubmission, 'acquisition'> {
  if (title.startsWith('Alquiler')) return { acquisition: 'lease' };
  return title.startsWith('Compra') ? { acquisition: 'purchase' } : {};
}

function methodOf({ procurementMethodDetails }: PublishedLine): Pick<OrderSubmission, 'method'> {
  return procurementMethodDetails.endsWith('por Acuerdo Marco') ? { method: 'framework-agreement' } : {};
}

function lineOf({ kind, item, textHint }: PublishedLine, reading: ReadingDepth): OrderLine {
  const { description, quantity } = item;
  const stated: OrderLine = { line: item.id, goods: kind, description, quantity };
  if (reading === 'fields') return stated;
  if (kind === 'software') return { ...stated, software: softwareIn(description) };
  return { ...stated, computer: { ...categoryIn(description), ...systemIn(textHint) } };
}

type Computer = NonNullable<OrderLine['computer']>;

const CATEGORY_WORDS: readonly (readonly [RegExp, Computer['category']])[] = [
  [/\bPORTATIL\b/, 'laptop'],
  [/\bAIO\b/, 'all-in-one'],
  [/\bTableta\b/, 'tablet'],
  [/\bWORSTATION\b/, 'workstation'],
];

function categoryIn(description: string): Pick<Computer, 'category'> {
  const [, category] = CATEGORY_WORDS.find(([word]) => word.test(description)) ?? [];
  return category ? { category } : {};
}

/** That a system is named does not say that it is pre-installed, nor how it is licensed; a word that is cut off names none. */
function systemIn(hint: string | null): Pick<Computer, 'operatingSystem'> {
  const windows = /^WIN (?:(\d+) )?PRO\b/.exec(hint ?? '');
  if (windows) return { operatingSystem: { product: 'Windows', edition: 'Pro', version: windows[1] ?? null } };
  return hint === 'iOS' ? { operatingSystem: { product: 'iOS' } } : {};
}

function softwareIn(description: string): NonNullable<OrderLine['software']> {
  return /\bOfimatica\b/.test(description) ? { category: 'office' } : {};
}

/** `tsx test/real/ocds-orders.ts AGENCY [fields]` prints the orders, to be sent to `POST /v1/checks`. */
const [, script, agencyCode, reading] = process.argv;
if (script === fileURLToPath(import.meta.url) && agencyCode) {
  const orders = ordersOf(publishedLines(), agencyCode, reading === 'fields' ? 'fields' : 'words');
  process.stdout.write(`${JSON.stringify(orders, null, 2)}\n`);
}

import { readFileSync } from 'node:fs';
import type { LineWords, TextWords, Vocabulary } from '../../src/goods/index.ts';
import { givenInput } from '../facts/support.ts';

/** A text of an order's line, and what it is. */
export interface LineText {
  readonly id: string;
  readonly text: string;
  readonly label: 'computer' | 'genuine' | 'bare-or-pirated' | 'not-computer';
}

/** A name of software as somebody typed it, and the product that is meant; null where it is none. */
export interface ProductName {
  readonly text: string;
  readonly kind: 'os' | 'office' | 'antivirus';
  readonly product: string | null;
  readonly version: string | null;
  readonly standing: string;
}

/** Words are taken from the odd entries, counted from one; what they are worth is seen on the even ones. */
export type Half = 'odd' | 'even';
/** What is held out was written after the lists and measured once as it came. Fresh names were written apart, without sight of the lists, and no list is ever made from them; fresh lines were written before the lists. */
export type Part = Half | 'fresh' | 'held out';

/** Texts that tell of a system at delivery, or of other things at delivery. */
export function deliveryTexts(half: Half): readonly LineText[] {
  return halfOf(read<readonly LineText[]>('at-delivery'), half);
}

export function lineTexts(part: Part): readonly LineText[] {
  if (part === 'fresh') return read<readonly LineText[]>('fresh-lines');
  if (part === 'held out') return read<readonly LineText[]>('held-out-lines');
  return halfOf(read<readonly LineText[]>('line-texts'), part);
}

export function productNames(part: Part): readonly ProductName[] {
  if (part === 'fresh') return read<readonly ProductName[]>('fresh-names');
  if (part === 'held out') return read<readonly ProductName[]>('held-out-names');
  return halfOf(read<readonly ProductName[]>('product-names'), part);
}

/** What a product of the texts is called elsewhere. */
interface MappedProduct {
  /** In the rule pack of today; null where it does not know it. */
  readonly inPack: string | null;
  /** In the vocabulary, with the release that the name of the texts implies. */
  readonly read: string;
  readonly release?: string;
}

export function mappedProduct(product: string): MappedProduct {
  const found = read<Readonly<Record<string, MappedProduct>>>('products-of-the-pack')[product];
  if (!found) throw new Error(`${product} is not in the mapping file`);
  return found;
}

/** The lists by which names are recognised, as the rule pack has them. */
export function vocabulary(): Vocabulary {
  const { productWords } = policyOfTheDay();
  if (productWords === undefined) throw new Error('the rule pack has no words for products');
  return productWords;
}

/** The lists by which lines are read, as the rule pack has them. */
export function lineWords(): LineWords {
  const { goodsWords } = policyOfTheDay();
  if (goodsWords === undefined) throw new Error('the rule pack has no words for goods');
  return goodsWords;
}

/** The lists by which texts are held against fields, as the rule pack has them. */
export function textWords(): TextWords {
  const words = policyOfTheDay().textWords;
  if (words === undefined) throw new Error('the rule pack has no words for texts');
  return words;
}

function policyOfTheDay() {
  return givenInput({ submittedOn: '2026-12-01' }).policy.decisionDate;
}

function halfOf<T>(entries: readonly T[], half: Half): readonly T[] {
  return entries.filter((_, place) => (place % 2 === 0) === (half === 'odd'));
}

const known = new Map<string, unknown>();

function read<T>(name: string): T {
  if (!known.has(name))
    known.set(name, JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8')));
  return known.get(name) as T;
}

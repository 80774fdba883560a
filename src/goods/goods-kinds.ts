import type { Text } from '../kernel/index.ts';
import { computer } from './computer.ts';
import type { CapParameter, GoodsKind, GoodsLine } from './goods-kind.ts';
import { other } from './other.ts';
import { software } from './software.ts';

/** The kinds that the gate knows, by name. It is asked at every use, so that a test may try a kind that is not shipped. */
export const goodsKinds: Map<string, GoodsKind> = new Map([computer, software, other].map((kind) => [kind.name, kind]));

/** The contract admits no line of another kind, so one without a kind is a bug. */
export function kindOf({ goods }: Pick<GoodsLine, 'goods'>): GoodsKind {
  const kind = goodsKinds.get(goods);
  if (!kind) throw new RangeError(`there is no kind of goods ${goods}`);
  return kind;
}

/** What the line says it is among the goods of its kind; null where it is left out, or there is nothing to say. */
export function categoryOf(line: GoodsLine): string | null {
  const { block } = kindOf(line);
  const details = block === null ? null : line[block];
  if (typeof details !== 'object' || details === null || !('category' in details)) return null;
  return typeof details.category === 'string' ? details.category : null;
}

/** The category of any line, whatever it buys, as caps, prices and devices are kept by it. */
export function lineCategory(line: GoodsLine): string {
  const { name, categoryFact } = kindOf(line);
  return categoryFact === 'line.category' ? (categoryOf(line) ?? 'not-stated') : name;
}

/** Whether a line of this name buys licences; a code of the catalogue decodes to such names, too. */
export function isLicenceName(name: string): boolean {
  return goodsKinds.get(name)?.isLicence ?? false;
}

/** The parameter that caps the price of a category; undefined for one without a cap. */
export function capParameterOf(category: string): CapParameter | undefined {
  for (const { caps } of goodsKinds.values()) if (Object.hasOwn(caps, category)) return caps[category];
  return undefined;
}

/** Whose cap a parameter is: `desktop`; undefined for any other parameter. */
export function categoryOfCap(parameter: string): string | undefined {
  const caps = [...goodsKinds.values()].flatMap((kind) => Object.entries(kind.caps));
  return caps.find(([, name]) => name === parameter)?.[0];
}

/** What a category of lines is called; undefined for one that no kind has. */
export function categoryWords(category: string): Text | undefined {
  for (const { categories } of goodsKinds.values()) {
    if (Object.hasOwn(categories, category)) return categories[category];
  }
  return undefined;
}

import type { Text } from '../kernel/index.ts';

/** A kind of goods as a value: all in which its lines are treated otherwise than other lines. */
export interface GoodsKind {
  /** As lines, rules and records name it. */
  readonly name: string;
  readonly words: Text;
  /** The object of a line that holds its details; null where the line itself says all. */
  readonly block: string | null;
  /** The fact by which a line's own category is recorded; null for goods that are not sorted. */
  readonly categoryFact: CategoryFact | null;
  /** What `line.category` may say of a line, in words: its categories, or its name where another fact records them. */
  readonly categories: Readonly<Record<string, Text>>;
  /** The price cap of one piece, by what `line.category` says; other categories have none. */
  readonly caps: Readonly<Record<string, CapParameter>>;
  /** What an order must say of a line beside what it must say of every line, as pointers from the line. */
  readonly required: readonly string[];
  /** Whether a contract must name brand and model. */
  readonly isNamedInContract: boolean;
  /** The texts that strangers to a classified order do not see beside those of every line, as pointers; `*` is every entry of a list. */
  readonly masks: readonly string[];
  /** What each piece must show when it is delivered. */
  readonly looksAt: readonly Text[];
  /** Pieces come with serials and become devices of the register; of other goods a delivery only says how many came. */
  readonly isSerialised: boolean;
  /** Software is installed on it, so it needs seats, and its system is judged. */
  readonly runsSoftware: boolean;
  /** The line buys licences, which the items of the software plan that name it describe. */
  readonly isLicence: boolean;
  /** The economic classes for hardware pay for it. Goods that are neither hardware nor licences are asked for no class. */
  readonly isHardware: boolean;
  /** Codes that the decoding table does not list are codes of these goods, and no unknown ones. */
  readonly hasOpenCodes: boolean;
}

export type CategoryFact = 'line.category' | 'line.softwareCategory';

/** The name of a policy parameter that holds a price cap. */
export type CapParameter = `policy.cap.${string}`;

/** A line of an order, as far as it matters here: the object with its details has the name that its kind gives to it. */
export interface GoodsLine {
  readonly goods: string;
  readonly [field: string]: unknown;
}

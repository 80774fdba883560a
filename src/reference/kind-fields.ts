import { fen, formatYuan, parseStrictJson, parseYuan, plainAmount, plainDigits } from '../kernel/index.ts';

type Cell = string | number | null;

/**
 * One field of a thing: how it is called in a table, what its absence means, and how it is read and written. The methods
 * are declared as such so that the fields of a kind can be walked without knowing the type of each.
 */
export interface Field<V> {
  readonly column: string;
  /** What an absent field means. Undefined: the contract requires it. */
  readonly absent?: V;
  /** Nobody states it: the gate finds it. It is no column of an import and no content to be compared. */
  readonly isDerived?: boolean;
  /** Its column is a counter that only moves of the ledger change: a new row starts at nought. */
  readonly isCounted?: boolean;
  /** A counter that leaves about other things change as well: what it is, or was, is told by its moves alone. */
  readonly isFolded?: boolean;
  /** It is looked up by: spaces at its ends would make two of one, and MariaDB would not tell them apart. */
  readonly isExact?: boolean;
  /** People know a thing by it: characters that nobody sees would make two of one. */
  readonly isRead?: boolean;
  toCell(value: V): Cell;
  toValue(cell: Cell): V;
  /** The value of a cell of an imported file. What cannot be read stays a text, and the contract's schema refuses it. */
  fromText(text: string): unknown;
  /** One way to write each value, so that equal contents are equal. */
  normal(value: V): V;
}

export type Fields<S extends object> = { readonly [Name in keyof S]-?: Field<S[Name]> };

const asIs = <V>(value: V): V => value;

export function text<V extends string = string>(column: string): Field<V> {
  return { column, toCell: asIs, toValue: (cell) => String(cell) as V, fromText: asIs, normal: asIs };
}

export function optionalText<V extends string = string>(column: string): Field<V | null> {
  const toValue = (cell: Cell): V | null => (cell === null ? null : (String(cell) as V));
  return { column, absent: null, toCell: asIs, toValue, fromText: asIs, normal: asIs };
}

export function integer(column: string, absent?: number): Field<number> {
  const field = { column, toCell: asIs<number>, toValue: Number, fromText: integerIn, normal: asIs<number> };
  return absent === undefined ? field : { ...field, absent };
}

export function optionalInteger(column: string): Field<number | null> {
  const toValue = (cell: Cell): number | null => (cell === null ? null : Number(cell));
  return { column, absent: null, toCell: asIs, toValue, fromText: integerIn, normal: asIs };
}

export function flag(column: string, absent?: boolean): Field<boolean> {
  const toCell = (value: boolean): Cell => (value ? 1 : 0);
  const field = {
    column,
    toCell,
    toValue: (cell: Cell) => Number(cell) === 1,
    fromText: flagIn,
    normal: asIs<boolean>,
  };
  return absent === undefined ? field : { ...field, absent };
}

export function optionalFlag(column: string): Field<boolean | null> {
  const toCell = (value: boolean | null): Cell => (value === null ? null : Number(value));
  const toValue = (cell: Cell): boolean | null => (cell === null ? null : Number(cell) === 1);
  return { column, absent: null, toCell, toValue, fromText: flagIn, normal: asIs };
}

/** Yuan in the contract's form outside, whole fen in the table. */
export function money(column: string, absent?: string): Field<string> {
  const field: Field<string> = {
    column,
    toCell: (value) => parseYuan(value),
    toValue: (cell) => formatYuan(fen(Number(cell))),
    fromText: plainAmount,
    normal: (value) => formatYuan(parseYuan(value)),
  };
  return absent === undefined ? field : { ...field, absent };
}

export function optionalMoney(column: string): Field<string | null> {
  const { toCell, toValue, fromText, normal } = money(column);
  return {
    column,
    absent: null,
    toCell: (value) => (value === null ? null : toCell(value)),
    toValue: (cell) => (cell === null ? null : toValue(cell)),
    fromText,
    normal: (value) => (value === null ? null : normal(value)),
  };
}

/** Plain values; in a file they are separated by semicolons. */
export function list(column: string): Field<readonly string[]> {
  const fromText = (cell: string): unknown =>
    cell
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return { ...json<readonly string[]>(column, asIs), absent: [], fromText };
}

/** Objects, kept as JSON. `normal` gives what the contract leaves out its meaning, also inside. */
export function json<V>(column: string, normal: (value: V) => V): Field<V> {
  const toCell = (value: V): Cell => JSON.stringify(value);
  return { column, toCell, toValue: (cell) => JSON.parse(String(cell)) as V, fromText: jsonIn, normal };
}

export function jsonList<T>(column: string, normal: (item: T) => T): Field<readonly T[]> {
  return { ...json<readonly T[]>(column, (items) => items.map(normal)), absent: [] };
}

export function optionalJson<V>(column: string, normal: (value: V) => V): Field<V | null> {
  const { toCell, toValue, fromText } = json<V>(column, normal);
  return {
    column,
    absent: null,
    toCell: (value) => (value === null ? null : toCell(value)),
    toValue: (cell) => (cell === null ? null : toValue(cell)),
    fromText,
    normal: (value) => (value === null ? null : normal(value)),
  };
}

/** For a field that must be stated, and may be stated as null. */
export function required<V>({ absent: _meaning, ...field }: Field<V>): Field<V> {
  return field;
}

export function derived<V>(field: Field<V>): Field<V> {
  return { ...field, isDerived: true };
}

export function counted<V>(field: Field<V>): Field<V> {
  return { ...field, isCounted: true };
}

export function folded<V>(field: Field<V>): Field<V> {
  return { ...counted(field), isFolded: true };
}

export function exact<V>(field: Field<V>): Field<V> {
  return { ...field, isExact: true };
}

export function read<V>(field: Field<V>): Field<V> {
  return { ...field, isRead: true };
}

function integerIn(cell: string): unknown {
  const digits = plainDigits(cell);
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : cell;
}

function flagIn(cell: string): unknown {
  const word = cell.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : cell;
}

function jsonIn(cell: string): unknown {
  try {
    return parseStrictJson(cell);
  } catch {
    return cell;
  }
}

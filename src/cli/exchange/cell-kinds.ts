import { plainAmount, plainDigits, plainWord } from '../../kernel/index.ts';
import { dayIn } from '../../tables/day-cell.ts';

/** How a cell of a column is read, and how a Chinese sheet writes what the contract calls by a word of its own. */
export interface CellKind {
  readonly read: (cell: string) => unknown;
  readonly inChinese?: (value: string) => string;
  /** What it may say in Chinese, where it is one of a few words. */
  readonly words?: readonly string[];
}

function readNumber(cell: string): unknown {
  const digits = plainDigits(cell);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : cell;
}

const YES_OR_NO: Readonly<Record<string, boolean>> = {
  是: true,
  yes: true,
  true: true,
  否: false,
  no: false,
  false: false,
};

function readYesOrNo(cell: string): unknown {
  const word = plainWord(cell);
  return Object.hasOwn(YES_OR_NO, word) ? YES_OR_NO[word] : cell;
}

function readList(cell: string): readonly string[] {
  return cell
    .split(/[;；、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export const TEXT: CellKind = { read: (cell) => cell };
export const NUMBER: CellKind = { read: readNumber };
export const MONEY: CellKind = { read: plainAmount };
export const DAY: CellKind = { read: (cell) => dayIn(cell) ?? cell };
export const FLAG: CellKind = {
  read: readYesOrNo,
  inChinese: (value) => (value === 'true' ? '是' : '否'),
  words: ['是', '否'],
};
export const LIST: CellKind = { read: readList };

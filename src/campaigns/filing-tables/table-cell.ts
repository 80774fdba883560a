import { fen, formatYuan, plainDigits, plainWord, type Text, text, withoutEnd } from '../../kernel/index.ts';
import { dayIn } from '../../tables/index.ts';
import type { CellContent } from '../filings/cell-content.ts';
import type { Cell } from '../forms/form-document.ts';

/** What a cell of a table says: null where it is empty, which is not nought. */
export type ReadCell = { readonly value: CellContent } | { readonly fault: Text };

/** How tables of offices write that there is nothing. */
const NOTHING = ['', '-', '—', '——', '–', '/', '\\'];
const YES = ['true', '是', '有', 'yes', 'y', '√', '✓'];
const NO = ['false', '否', '无', 'no', 'n', '×'];
/** What a spreadsheet shows where it could not calculate. */
const SHEET_ERROR = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/i;

/** Reads a cell as files write it. Nothing is rounded, and what is no value of the cell's is a fault. */
export function readTableCell(cell: Cell, written: string): ReadCell {
  const narrow = written.normalize('NFKC').trim();
  if (NOTHING.includes(narrow) || NOTHING.includes(written)) return { value: null };
  if (SHEET_ERROR.test(narrow)) return { fault: text(`“${narrow}”是错误值。`, `"${narrow}" is an error.`) };
  if (cell.type === 'text') return { value: written };
  if (narrow === '无' && cell.type !== 'flag') return { value: null };
  switch (cell.type) {
    case 'count':
      return orFault(countIn(cell, narrow), narrow, text('整数', 'a whole number'));
    case 'fen':
      return orFault(yuanIn(narrow), narrow, text('金额，最多精确到分', 'an amount in whole fen'));
    case 'day':
      return orFault(dayIn(narrow), narrow, text('日期，应写作 2026-03-01', 'a day such as 2026-03-01'));
    case 'flag':
      return orFault(yesOrNo(narrow), narrow, text('“是”或“否”', 'yes or no'));
    case 'points':
      return orFault(/^\d{1,6}(?:\.\d{1,2})?$/.exec(narrow)?.[0], narrow, text('分值', 'points'));
    default:
      return orFault(choiceIn(cell, narrow), narrow, text('可选项', 'one of the choices'));
  }
}

const SHOWN_MAX = 40;

function orFault(value: CellContent | undefined, written: string, wanted: Text): ReadCell {
  if (value !== undefined) return { value };
  const shown = written.slice(0, SHOWN_MAX);
  return { fault: text(`“${shown}”不是${wanted['zh-CN']}。`, `"${shown}" is not ${wanted.en}.`) };
}

/** 台, 套 and the cell's own word behind a number say what it counts. */
function countIn({ unit }: Cell, written: string): number | undefined {
  const words = ['台', '套', '个', '人', '份', ...(unit ? [unit['zh-CN'], unit.en] : [])];
  const word = words.find((each) => written.endsWith(each)) ?? '';
  const digits = plainDigits(written.slice(0, written.length - word.length).trim());
  const whole = /^(\d{1,15})(?:\.0+)?$/.exec(digits)?.[1];
  return whole === undefined ? undefined : Number(whole);
}

const AMOUNT = /^(?:¥)?\s*([\d.,]+)\s*(万元|元)?$/;

function yuanIn(written: string): string | undefined {
  const [, figure = '', unit] = AMOUNT.exec(written) ?? [];
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d+))?$/.exec(plainDigits(figure)) ?? [];
  const places = unit === '万元' ? 6 : 2;
  const significant = withoutEnd(fraction, '0');
  if (whole === undefined || significant.length > places) return undefined;
  const amount = Number(whole + significant.padEnd(places, '0'));
  return Number.isSafeInteger(amount) ? formatYuan(fen(amount)) : undefined;
}

function yesOrNo(written: string): boolean | undefined {
  const word = written.toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}

function choiceIn({ choices = [] }: Cell, written: string): string | undefined {
  const word = plainWord(written);
  return choices.find(({ id, title }) => [id, title['zh-CN'], title.en].some((each) => plainWord(each) === word))?.id;
}

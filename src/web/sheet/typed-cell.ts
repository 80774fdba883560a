import type { Schemas } from '../client/operation.ts';
import { plainText, readDay, readMoney } from '../ui/typed-values.ts';
import type { FormCell } from './form-document.ts';

type CellValue = Schemas['CellValue'];

/** What was typed, as the contract has it; nothing where it is no such value. */
export type ReadCell = { readonly value: CellValue } | undefined;

/** Words that spreadsheets have for yes and no. */
const YES = ['true', '是', '有', 'yes', 'y', '1', '√', '✓'];
const NO = ['false', '否', '无', 'no', 'n', '0', '×'];
/** Empty cells of tables of offices. */
const EMPTY = ['', '—', '-', '/'];

/** Reads what somebody typed or pasted. An empty cell is null, which is not nought. */
export function readTypedCell(cell: FormCell, typed: string, today: string): ReadCell {
  const text = cell.type === 'text' ? typed : plainText(typed);
  if (cell.type === 'text') return { value: text.trim() === '' ? null : text };
  if (EMPTY.includes(text)) return { value: null };
  return known(valueFor(cell, text, today));
}

function known(value: CellValue | undefined): ReadCell {
  return value === undefined ? undefined : { value };
}

function valueFor({ type, choices = [] }: FormCell, text: string, today: string): CellValue | undefined {
  switch (type) {
    case 'count':
      return wholeNumber(text);
    case 'fen':
      return readMoney(text);
    case 'points':
      return wholeNumber(text) ?? (/^\d{1,6}\.\d{1,2}$/.test(text) ? text : undefined);
    case 'day':
      return readDay(text, today);
    case 'flag':
      return yesOrNo(text);
    case 'choice':
      return choices.find(({ id, title }) => [id, title['zh-CN'], title.en].includes(text))?.id;
    case 'files':
      return typedFiles(text);
    default:
      return undefined;
  }
}

function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}

function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/,(?=\d{3}(\D|$))/g, '').replace(/\.0+$/, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

const HASH_DIGITS = 64;

/** Hashes one after another; a file is chosen, never typed. */
function typedFiles(text: string): string[] | undefined {
  const hashes = text.match(/[0-9a-f]{64}/g) ?? [];
  return hashes.length * HASH_DIGITS === text.replaceAll(',', '').length ? hashes : undefined;
}

/** As it stands in the field: what the contract has, in the words that people type. */
export function writeTypedCell(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(',') : String(value);
}

import { fen, formatYuan, type Language, type Text } from '../../kernel/index.ts';
import type { CellValue } from './compiled-form.ts';
import type { Cell } from './form-document.ts';
import { hundredthsText } from './fraction.ts';

/** How an empty cell is printed; a zero is printed as a zero. */
export const EMPTY = '—';

const CLAIMS: Readonly<Record<Language, readonly [yes: string, no: string]>> = {
  'zh-CN': ['是', '否'],
  en: ['yes', 'no'],
};

/** A value as it is printed and answered: `97.78`, `1234.50`, `13`; choices stay their ids. */
export function cellText({ type }: Pick<Cell, 'type'>, value: CellValue | null | undefined): string {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'number') {
    if (type === 'fen') return formatYuan(fen(value));
    return type === 'rate' || type === 'points' ? hundredthsText(value) : String(value);
  }
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** The same as a person reads it in a sentence: choices by their titles, claims as yes and no. */
export function spokenCell(cell: Cell, value: CellValue | null | undefined, language: Language): string {
  if (typeof value === 'boolean') return CLAIMS[language][value ? 0 : 1];
  const choice = cell.choices?.find(({ id }) => id === value);
  return choice ? choice.title[language] : cellText(cell, value);
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

export interface CellReading {
  readonly cell: (id: string) => Cell | undefined;
  readonly valueAt: (id: string) => CellValue | null;
}

/** Puts cells into `{{office.installed}}`, in both languages. */
export function fillText(words: Text, { cell, valueAt }: CellReading): Text {
  const fill = (language: Language): string =>
    words[language].replace(PLACEHOLDER, (_whole, id: string) => {
      const named = cell(id);
      return named ? spokenCell(named, valueAt(id), language) : EMPTY;
    });
  return { 'zh-CN': fill('zh-CN'), en: fill('en') };
}

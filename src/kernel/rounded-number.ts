import { type Text, text } from './text.ts';

/** `1.23456789012346E+18` */
const ROUNDED = /^\d(?:\.\d+)?e\+\d{2,3}$/i;

/** Whether a number is what spreadsheets write of one that has more than the 15 digits that they keep. */
export function isRoundedNumber(number: string): boolean {
  return ROUNDED.test(number.trim());
}

/** Says what happened to such a number, and what helps. */
export function roundedNumberText(number: string): Text {
  const shown = number.trim().slice(0, 40);
  return text(
    `“${shown}”已被电子表格取整（只保留 15 位数字），原编号已丢失；请将该列设为文本格式后重新填写。`,
    `"${shown}" was rounded by a spreadsheet, which keeps 15 digits: the number is lost. Make the column text and enter it again.`,
  );
}

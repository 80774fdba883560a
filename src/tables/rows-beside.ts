import { plainWord } from '../kernel/index.ts';

/**
 * Whether a row below a heading is no row of the table: empty, a sum of those above it, a sentence that says how to read it,
 * or a place to sign.
 */
export function saysNothing(cells: readonly string[]): boolean {
  const [first, ...others] = cells.filter((cell) => cell !== '');
  if (first === undefined) return true;
  const word = plainWord(first);
  if (SUM.test(word) || PLACES_TO_SIGN.some((place) => place.test(word))) return true;
  // Under merged cells a row may say one thing only, but then not in its first column.
  return others.length === 0 && cells[0] === first && isSentence(first);
}

const SUM = /^(?:合计|总计|小计|(?:sub-?|grand)?totals?:?$)/;

const PLACES_TO_SIGN = [
  /^(?:填表人|填报人|审核人|负责人签字|备注:|注:)/,
  /^\(?(?:制表人?|复核人?|经办人|单位负责人|负责人|填表日期|填报日期|制表日期|联系人|联系电话)\)?:/,
  /^\(?(?:单位)?(?:盖章|公章)/,
  /^(?:filledinby|incharge|seal|madeby|checkedby|date|madeon):/,
];

const WORDS_MIN = 5;

function isSentence(cell: string): boolean {
  return /[。；，：]|: /.test(cell) || cell.split(/\s+/).length >= WORDS_MIN;
}

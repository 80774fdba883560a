const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万'];
const GROUP_DIGITS = 4;

/** An amount of fen in the capitals of Chinese papers (大写): 11340000 is 壹拾壹万叁仟肆佰元整. */
export function capitalsOf(fen: bigint): string {
  const digits = fen.toString().padStart(3, '0');
  const yuan = wholeInCapitals(digits.slice(0, -2));
  const [jiao = '0', cent = '0'] = digits.slice(-2);
  if (jiao === '0' && cent === '0') return `${yuan === '' ? '零' : yuan}元整`;
  const head = yuan === '' ? '' : `${yuan}元`;
  if (cent === '0') return `${head}${digitOf(jiao)}角整`;
  const tenth = jiao === '0' ? (head === '' ? '' : '零') : `${digitOf(jiao)}角`;
  return `${head}${tenth}${digitOf(cent)}分`;
}

/** Zeros between digits are said once; those at the end of a group are not said. */
function wholeInCapitals(digits: string): string {
  let said = '';
  let isZeroOwed = false;
  const groups = Math.ceil(digits.length / GROUP_DIGITS);
  const padded = digits.padStart(groups * GROUP_DIGITS, '0');
  for (let group = groups - 1; group >= 0; group -= 1) {
    const start = padded.length - (group + 1) * GROUP_DIGITS;
    const four = padded.slice(start, start + GROUP_DIGITS);
    if (four === '0000') {
      // Ten thousand times a hundred million, where nothing is said of the hundred millions themselves.
      if (group === 2 && said !== '') said += '亿';
      isZeroOwed = said !== '';
      continue;
    }
    for (const [index, digit] of [...four].entries()) {
      if (digit === '0') {
        isZeroOwed = said !== '';
        continue;
      }
      said += `${isZeroOwed ? '零' : ''}${digitOf(digit)}${PLACES[GROUP_DIGITS - 1 - index]}`;
      isZeroOwed = false;
    }
    said += GROUPS[group] ?? '';
  }
  return said;
}

function digitOf(digit: string): string {
  return DIGITS[Number(digit)] ?? '';
}

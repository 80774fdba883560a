import { isRoundedNumber, plainWord, roundedNumberText, type Text, text } from '../../kernel/index.ts';

/**
 * What firmware says instead of a number that nobody has written into it. Taken for a number, it would make one computer
 * of a thousand.
 */
const NO_NUMBERS = new Set(
  [
    ...['To be filled by O.E.M.', 'To be filled by OEM', 'Default string', 'Default', 'System Serial Number', 'SN'],
    ...['System Manufacturer', 'System Product Name', 'Base Board Serial Number', 'Chassis Serial Number', 'Asset Tag'],
    ...['No Asset Tag', 'No Asset Information', 'Asset-1234567890', 'ATN12345678901234567', 'Not Applicable', 'N/A'],
    ...['NA', 'None', 'Null', 'Nil', 'Not Specified', 'Not Available', 'Not Settable', 'Unknown', 'Invalid', '0'],
    ...[
      'OEM',
      'O.E.M.',
      'Empty',
      'Serial',
      'Serial Number',
      'SerNum01',
      'XXXXX',
      '123456789',
      '1234567890',
      '12345678',
    ],
    ...['0123456789', 'Type1ProductConfigId', 'EVAL', '无', '不详', '未知', '暂无', '无编号', '未编号'],
  ].map(plainWord),
);

const REPEATED_MIN = 5;

/** The number without spaces around it; undefined for a placeholder, for signs alone and for one character over and over. */
export function realNumber(written: string): string | undefined {
  const number = written.trim();
  const characters = plainWord(number).replaceAll(/[./_—-]/g, '');
  const isRepeated = characters.length >= REPEATED_MIN && new Set(characters).size === 1;
  return characters === '' || isRepeated || NO_NUMBERS.has(plainWord(number)) ? undefined : number;
}

/** Why something that was entered is no serial; undefined for one that may be. */
export function faultOfSerial(serial: string): Text | undefined {
  return faultOfNumber(serial) ?? (isCount(serial) ? placeholderText(serial) : undefined);
}

/** A maker gives more than three figures to a machine. */
const COUNT_MAX = 999;

/** Whether somebody has only counted the machines: `1`, `002`, `待补1`, `第3台`, `电脑-12`. No maker writes Chinese alone. */
function isCount(serial: string): boolean {
  const characters = plainWord(serial).replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (!/^[\p{Script=Han}\d]+$/u.test(characters)) return false;
  return Number(characters.replaceAll(/\D/g, '')) <= COUNT_MAX;
}

/** The same of an asset number. An agency may well count `11111`, `教务3` and `12345678`, which no maker does. */
export function faultOfAssetNumber(assetNumber: string): Text | undefined {
  return /^\d+$/.test(assetNumber.trim()) ? undefined : faultOfNumber(assetNumber);
}

function faultOfNumber(number: string): Text | undefined {
  if (isRoundedNumber(number)) return roundedNumberText(number);
  return realNumber(number) === undefined ? placeholderText(number) : undefined;
}

function placeholderText(number: string): Text {
  const shown = number.slice(0, 40);
  return text(
    `“${shown}”是占位文字，不是编号；没有编号时请留空。`,
    `"${shown}" stands where nobody has entered a number. Leave it empty when there is none.`,
  );
}

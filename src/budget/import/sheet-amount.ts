import { FEN_MAX, type Fen, fen, plainAmount, type Text, text, withoutEnd } from '../../kernel/index.ts';

/** What the figures of a column count. */
export type MoneyUnit = 'yuan' | 'wan-yuan';

export const UNIT_WORDS: Readonly<Record<MoneyUnit, Text>> = {
  yuan: text('元', 'yuan'),
  'wan-yuan': text('万元', 'ten thousand yuan'),
};

/** By how many places a figure is moved to become fen. */
const PLACES: Readonly<Record<MoneyUnit, number>> = { yuan: 2, 'wan-yuan': 6 };

const PLAIN = /^(\d+)(?:\.(\d+))?$/;

/** Reads a figure as it stands in a sheet, exactly: `1,234.50` yuan, `12.3456` ten thousand yuan. Never rounds. */
export function readAmount(written: string, unit: MoneyUnit): Fen | Text {
  const trimmed = plainAmount(written);
  if (/^[-−(（]/.test(trimmed)) return text('金额不能为负数', 'must not be below zero');
  const match = PLAIN.exec(trimmed);
  if (!match) return text(`“${shown(written)}”不是金额`, `"${shown(written)}" is no amount`);
  const [, whole = '0', fraction = ''] = match;
  const places = PLACES[unit];
  const significant = withoutEnd(fraction, '0');
  if (significant.length > places) return tooFine(unit);
  const amount = BigInt(whole + significant.padEnd(places, '0'));
  if (amount > FEN_MAX) return text('金额过大', 'is larger than any budget line');
  return fen(Number(amount));
}

function tooFine(unit: MoneyUnit): Text {
  return unit === 'yuan'
    ? text('金额最多两位小数', 'must have at most two decimal places')
    : text(
        '以万元计的金额最多六位小数（精确到分）',
        'must be whole fen: at most six decimal places of ten thousand yuan',
      );
}

const SHOWN_MAX = 40;

function shown(written: string): string {
  return written.length <= SHOWN_MAX ? written : `${written.slice(0, SHOWN_MAX)}…`;
}

import { type CivilDate, isCivilDate } from '../kernel/index.ts';

const SEPARATED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?(?:[T\s].*)?$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Whether 3/1 is in March or in January nobody knows; a month by its name is plain. */
const NAMED = /^(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]{0,6}\.?\s+(\d{1,2}),?\s+(\d{4})(?:\s.*)?$/i;

/**
 * A day as files write it, year first: `2026-3-1`, `2026/03/01`, `2026年3月1日`, `20260301`, or with the month by its name: `Tue Mar 1,
 * 2026`; undefined for anything else.
 */
export function dayIn(cell: string): CivilDate | undefined {
  const written = cell.normalize('NFKC').trim();
  const [, year = '', month = '', day = ''] = SEPARATED.exec(written) ?? COMPACT.exec(written) ?? namedDay(written);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? (date as CivilDate) : undefined;
}

function namedDay(written: string): readonly string[] {
  const [, name = '', day = '', year = ''] = NAMED.exec(written) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? [] : ['', year, String(month), day];
}

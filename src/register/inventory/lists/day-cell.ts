import { type CivilDate, isCivilDate } from '../../../kernel/index.ts';

const SEPARATED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?(?:[T\s].*)?$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;

/** A day as files write it, year first: `2026-3-1`, `2026/03/01`, `2026年3月1日`, `20260301`; undefined for anything else. */
export function dayIn(cell: string): CivilDate | undefined {
  const [, year = '', month = '', day = ''] = SEPARATED.exec(cell.trim()) ?? COMPACT.exec(cell.trim()) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? (date as CivilDate) : undefined;
}

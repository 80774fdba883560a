import type { OrderSubmission } from '../facts/index.ts';
import { kindOf } from '../goods/index.ts';

/** As the column that keeps it. */
const SUBJECT_MAX = 200;

/** What is bought, in few words: what its lines are called, each name once. Null when no line has a name. */
export function subjectOf({ lines }: Pick<OrderSubmission, 'lines'>): string | null {
  const names = [...new Set(lines.flatMap(({ description }) => description?.trim() || []))].join('、');
  if (names === '') return null;
  const characters = [...names];
  return characters.length <= SUBJECT_MAX ? names : `${characters.slice(0, SUBJECT_MAX - 1).join('')}…`;
}

/** How many machines are bought. */
export function devicesOf({ lines }: Pick<OrderSubmission, 'lines'>): number {
  return lines.reduce((sum, line) => (kindOf(line).isSerialised ? sum + line.quantity : sum), 0);
}

import type { OrderLine, OrderSubmission } from '../facts/index.ts';
import { kindOf } from '../goods/index.ts';
import { type Text, text } from '../kernel/index.ts';
import { valueWords } from '../rules/index.ts';

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

type Described = Pick<OrderLine, 'description' | 'containsComputers' | 'pricedIn' | 'leaseMonths'>;

/** What a line buys, with what was answered of it and which line pays for it. */
export function describedWords({ description, containsComputers, pricedIn, leaseMonths }: Described): Text {
  const answer = containsComputers && valueWords('line.containsComputers', containsComputers);
  const zh = [
    answer && `申报${answer['zh-CN']}`,
    pricedIn && `计入第 ${pricedIn} 项价款`,
    leaseMonths && `租期 ${leaseMonths} 个月`,
  ].filter(Boolean);
  const en = [
    answer && `stated: ${answer.en}`,
    pricedIn && `paid in line ${pricedIn}`,
    leaseMonths && `leased for ${leaseMonths} months`,
  ].filter(Boolean);
  if (zh.length === 0) return text(description, description);
  return text(`${description}（${zh.join('，')}）`, `${description} (${en.join(', ')})`);
}

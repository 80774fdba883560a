import { type Text, text } from '../../kernel/index.ts';
import type { FactValue } from './fact-catalogue.ts';
import { GOODS_FACT_WORDS } from './goods-fact-words.ts';
import { ORDER_FACT_WORDS, type ValueWords } from './order-fact-words.ts';

const WORDS: Readonly<Record<string, ValueWords>> = { ...ORDER_FACT_WORDS, ...GOODS_FACT_WORDS };

/** The value of a fact for people; a value that a later rule set has thought of stands as it is. */
export function valueWords(fact: string, value: FactValue): Text {
  if (value === null) return NOTHING_THERE;
  if (typeof value === 'boolean') return value ? text('是', 'yes') : text('否', 'no');
  if (typeof value === 'string' || typeof value === 'number') return memberWords(fact, String(value));
  if (value.length === 0) return NOTHING_THERE;
  const words = value.map((member) => memberWords(fact, member));
  return text(words.map((word) => word['zh-CN']).join('、'), words.map(({ en }) => en).join(', '));
}

const NOTHING_THERE = text('—', '—');

function memberWords(fact: string, member: string): Text {
  return WORDS[fact]?.[member] ?? text(member, member);
}

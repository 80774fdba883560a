import { type Item, isStop, itemsOf, roleFinder } from './line-phrases.ts';
import type { LineWords } from './line-words.ts';
import { clauseCutter, clausesOf } from './text-claims.ts';
import type { TextWords } from './text-words.ts';
import { isNumber } from './tokens.ts';

/** What a text says of the price of one machine, or of where it comes from. */
export interface TextTerms {
  readonly prices: readonly { readonly yuan: number; readonly told: string }[];
  /** Words by which machines are imported. */
  readonly imported: readonly string[];
}

/** Reads prices and origins in the text of a line, or in a clause that speaks of what is bought; made once for the lists. */
export function termsReader(words: TextWords, goods: LineWords): ((text: string) => TextTerms) | undefined {
  const { terms, roles } = words;
  if (terms === undefined) return undefined;
  const cut = clauseCutter(words);
  const { machine, family, perhaps } = goods.roles;
  const { averse, beside, there, between, machineMeasure } = roles;
  const finder = roleFinder<TermRole>(words, TERM_ROLES, {
    ...terms,
    averse,
    beside,
    there,
    between,
    measure: machineMeasure,
    machine: [...machine, ...family, ...perhaps],
  });
  return (text) => {
    const clauses = clausesOf(text).map((clause) => itemsOf(cut(clause), finder));
    return { prices: clauses.flatMap(pricesIn), imported: clauses.flatMap(importedIn) };
  };
}

/** Of two roles of one word the one that stands first here counts. */
const TERM_ROLES = [
  'limits',
  'prices',
  'imported',
  'yuan',
  'tenThousands',
  'averse',
  'beside',
  'there',
  'machine',
  'measure',
  'between',
] as const;
type TermRole = (typeof TERM_ROLES)[number];
type TermItem = Item<TermRole>;

/** 单价8500元 and 8500元/台; where the clause speaks of limits, of other prices or of what is there, it is none of this. */
function pricesIn(items: readonly TermItem[]): TextTerms['prices'] {
  if (items.some(({ role }) => role === 'limits' || isElsewhere(role))) return [];
  return items.flatMap(({ role, written }, place) => {
    if (role !== 'yuan' && role !== 'tenThousands') return [];
    const number = items[place - 1]?.tokens[0] ?? '';
    const isOfOne =
      items.slice(0, place).some((item) => item.role === 'prices') || items[place + 1]?.role === 'measure';
    if (!isNumber(number) || !isOfOne) return [];
    return [{ yuan: Number(number) * (role === 'yuan' ? 1 : TEN_THOUSAND), told: `${number}${written}` }];
  });
}

const TEN_THOUSAND = 10_000;

/** 进口台式机 is imported; 进口轴承 is a part of it, and 替代进口 and 不接受进口 are none. */
function importedIn(items: readonly TermItem[]): readonly string[] {
  return items.flatMap(({ role, written }, place) => {
    if (role !== 'imported' || items.slice(0, place).some((item) => isElsewhere(item.role))) return [];
    const next = items.slice(place + 1).find((item) => item.role !== 'between' && item.role !== 'imported');
    const isOfMachine = next === undefined || isStop(next) || next.isAfterGap || next.role === 'machine';
    return isOfMachine ? [written] : [];
  });
}

function isElsewhere(role: TermRole | undefined): boolean {
  return role === 'averse' || role === 'beside' || role === 'there';
}

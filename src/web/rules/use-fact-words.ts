import type { Schemas } from '../client/operation.ts';
import { readFactCatalogue } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { yuanOf } from '../ui/fen.ts';
import { writeMoney } from '../ui/money.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { RULES_WORDS } from './rules-words.ts';

type Value = Schemas['FactValue'];

export interface FactWords {
  /** What a fact is called; its name where the catalogue has not come yet or does not know it. */
  readonly titleOf: (name: string) => string;
  readonly wordsOf: (name: string, value: Value) => string;
  /** A text of a rule, with the title of a fact wherever its value will stand. */
  readonly filled: (text: string) => string;
  readonly parameters: readonly Schemas['CatalogueParameter'][];
}

/** How the facts of a rule set are called, and their values written. */
export function useFactWords(number: number): FactWords {
  const words = useWords(RULES_WORDS).values;
  const textOf = useText();
  const { data } = useRead(readFactCatalogue, { path: { number } }, { isFinal: true });
  const facts = new Map((data?.data.facts ?? []).map((fact) => [fact.name, fact]));
  const titleOf = (name: string): string => {
    const title = facts.get(name)?.title;
    return title === undefined ? name : textOf(title);
  };
  const memberOf = (name: string, value: string): string => {
    const member = facts.get(name)?.values?.find((one) => one.value === value);
    return member === undefined ? value : textOf(member.words);
  };
  const wordsOf = (name: string, value: Value): string => {
    if (value === null) return words.nothing;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'string') return memberOf(name, value);
    if (typeof value === 'number') {
      return facts.get(name)?.type === 'fen' ? words.yuan(writeMoney(yuanOf(BigInt(value)))) : String(value);
    }
    return value.length === 0 ? words.nothing : value.map((one) => memberOf(name, one)).join(words.separator);
  };
  const filled = (text: string): string =>
    text.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => words.placeholder(titleOf(name)));
  return { titleOf, wordsOf, filled, parameters: data?.data.parameters ?? [] };
}

import { fen, groupedYuan, type Language, type Text } from '../../kernel/index.ts';
import type { FactCatalogue, FactDefinition, Facts, FactValue } from './fact-catalogue.ts';
import { pointerWords } from './pointer-words.ts';

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The facts that a text names, once each, in order. */
export function placeholdersIn(words: string): readonly string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Puts facts into `{{fact.name}}`, formatted by type. Only facts, no logic: what a text says is decided by the clause. */
export function renderText(text: Text, facts: Facts, catalogue: FactCatalogue): Text {
  const fill = (language: Language): string =>
    withoutNothing(text[language], facts).replace(PLACEHOLDER, (_whole, name: string) => {
      const fact = catalogue.find(name);
      return fact ? formatFact(facts[name] ?? null, fact, language) : NOTHING;
    });
  return { 'zh-CN': fill('zh-CN'), en: fill('en') };
}

/** In brackets, with one number of a policy. */
const ALLOWANCE = /\s?[（(][^（()）{}]*\{\{(policy\.[^{}]*)\}\}[^（()）{}]*[）)]/g;

/** An allowance of nothing is not told: nobody has to read of 0 % or 0 days. */
function withoutNothing(words: string, facts: Facts): string {
  return words.replace(ALLOWANCE, (whole, name: string) => (facts[name] === 0 ? '' : whole));
}

const SEPARATORS: Readonly<Record<Language, string>> = { 'zh-CN': '、', en: ', ' };
const CLAIMS: Readonly<Record<Language, readonly [yes: string, no: string]>> = {
  'zh-CN': ['是', '否'],
  en: ['yes', 'no'],
};

const NOTHING = '—';

function formatFact(value: FactValue, fact: FactDefinition, language: Language): string {
  if (value === null) return NOTHING;
  if (typeof value === 'boolean') return CLAIMS[language][value ? 0 : 1];
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return fact.type === 'fen' ? groupedYuan(fen(value)) : String(value);
  if (value.length === 0) return NOTHING;
  return value.map((member) => pointerWords(member)?.[language] ?? member).join(SEPARATORS[language]);
}

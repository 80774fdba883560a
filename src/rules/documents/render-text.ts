import { fen, formatYuan, type Text } from '../../kernel/index.ts';
import type { FactCatalogue, FactDefinition, Facts, FactValue } from './fact-catalogue.ts';

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The facts that a text names, once each, in order. */
export function placeholdersIn(words: string): readonly string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Puts facts into `{{fact.name}}`, formatted by type. Only facts, no logic: what a text says is decided by the clause. */
export function renderText(text: Text, facts: Facts, catalogue: FactCatalogue): Text {
  const fill = (words: string, separator: string, claims: readonly [string, string]) =>
    words.replace(PLACEHOLDER, (_whole, name: string) => {
      const fact = catalogue.find(name);
      return fact ? formatFact(facts[name] ?? null, fact, separator, claims) : NOTHING;
    });
  return { 'zh-CN': fill(text['zh-CN'], '、', ['是', '否']), en: fill(text.en, ', ', ['yes', 'no']) };
}

const NOTHING = '—';

function formatFact(
  value: FactValue,
  fact: FactDefinition,
  separator: string,
  [yes, no]: readonly [string, string],
): string {
  if (value === null) return NOTHING;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return fact.type === 'fen' ? formatYuan(fen(value)) : String(value);
  return value.length === 0 ? NOTHING : value.join(separator);
}

import type { Schemas } from '../client/operation.ts';

type Rule = Schemas['RuleDocument'];

/** The chapter that a rule stands in: the letters of its code. */
export function chapterOf({ id }: Pick<Rule, 'id'>): string {
  return id.replace(/-.*/, '');
}

/** The chapters that some rules stand in, each once, as the alphabet has them. */
export function chaptersOf(rules: readonly Pick<Rule, 'id'>[]): readonly string[] {
  return [...new Set(rules.map(chapterOf))].sort();
}

/**
 * The rules in which every one of some words stands, in either language: in the code, the title, what it says to an order, or
 * the documents that it rests on. Without a word all of them.
 */
export function rulesWith(words: string, rules: readonly Rule[]): readonly Rule[] {
  const sought = plain(words).split(/\s+/).filter(Boolean);
  return rules.filter((rule) => {
    const text = plain(textsOf(rule).join('\n'));
    return sought.every((word) => text.includes(word));
  });
}

function textsOf({ id, title, clauses, legalBasis }: Rule): readonly string[] {
  const texts = [title, ...clauses.flatMap(({ message, remedy }) => [message, remedy])];
  const readings = legalBasis.flatMap(({ reading }) => reading ?? []);
  const cited = legalBasis.flatMap(({ document, article, quote }) => [document ?? '', article ?? '', quote ?? '']);
  return [id, ...cited, ...[...texts, ...readings].flatMap((text) => [text['zh-CN'], text.en])];
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

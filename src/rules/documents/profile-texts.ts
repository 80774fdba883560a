import { readText } from './document-reader.ts';
import { isVisibleIn } from './fact-catalogue.ts';
import { below } from './offence.ts';
import type { ConditionContext } from './profile-conditions.ts';
import { placeholdersIn } from './render-text.ts';

type TextContext = Pick<ConditionContext, 'catalogue' | 'scopes' | 'report'>;

/** Checks a text with placeholders: both languages, facts only, the same facts in both, each of them visible to the rule. */
export function validateRuleText(value: unknown, pointer: string, context: TextContext): void {
  const fields = readText(value, pointer, context.report);
  if (!fields) return;
  const { 'zh-CN': zh, en } = fields;
  if (typeof zh === 'string') validatePlaceholders(zh, below(pointer, 'zh-CN'), context);
  if (typeof en === 'string') validatePlaceholders(en, below(pointer, 'en'), context);
  if (typeof zh !== 'string' || typeof en !== 'string') return;
  const inChinese = new Set(placeholdersIn(zh));
  const inEnglish = new Set(placeholdersIn(en));
  const onlyInOne = [...inChinese, ...inEnglish].filter((name) => !inChinese.has(name) || !inEnglish.has(name));
  if (onlyInOne.length > 0) context.report(pointer, 'placeholder.languages_differ', onlyInOne.join(', '));
}

function validatePlaceholders(words: string, pointer: string, { catalogue, scopes, report }: TextContext): void {
  if (/\{\{|\}\}/.test(words.replace(/\{\{[^{}\s]+\}\}/g, ''))) report(pointer, 'placeholder.malformed');
  for (const name of placeholdersIn(words)) {
    const fact = catalogue.find(name);
    if (!fact) report(pointer, 'placeholder.fact_unknown', name);
    else if (!scopes.every((scope) => isVisibleIn(fact, scope))) report(pointer, 'placeholder.fact_out_of_scope', name);
  }
}

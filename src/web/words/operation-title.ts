import { TITLES } from '../client/operation-titles.generated.ts';
import type { Language } from './language.ts';

/** Acts whose title in the contract says how they are done rather than what they are. */
const SHORT: { readonly [operation: string]: { readonly zh: string; readonly en: string } } = {
  createWaiver: { zh: '豁免审核问题', en: 'Waive a finding' },
  scheduleRuleSet: { zh: '规则集生效', en: 'Bring a rule set into force' },
};

/** The same without remarks on who signs and where it is recorded, for a sentence or a list. */
export function shortTitleOf(operation: string, language: Language): string {
  const short = SHORT[operation];
  if (short !== undefined) return language === 'en' ? short.en : short.zh;
  const title = titleOf(operation, language);
  const remark = language === 'en' ? title.indexOf(' by a dated event') : title.lastIndexOf('（');
  return remark > 0 ? title.slice(0, remark) : title;
}

/** What an act for two people is called. One that this console does not know by name keeps the name of the contract. */
export function titleOf(operation: string, language: Language): string {
  const title = TITLES[operation];
  if (title === undefined) return operation;
  return language === 'en' ? title.en : title.zh;
}

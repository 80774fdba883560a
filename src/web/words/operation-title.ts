import { TITLES } from '../client/operation-titles.generated.ts';
import type { Language } from '../ui/preferences.ts';

/** What an act for two people is called. One that this console does not know by name keeps the name of the contract. */
export function titleOf(operation: string, language: Language): string {
  const title = TITLES[operation];
  if (title === undefined) return operation;
  return language === 'en' ? title.en : title.zh;
}

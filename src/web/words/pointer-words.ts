import { partsOfPointer } from '../client/pointer.ts';
import { FIELD_NAMES_ZH, nameOfField } from './field-names.ts';
import type { Language } from './language.ts';

const BETWEEN = ' · ';

/**
 * Where in a request a pointer points, as a person would say it: `/period/until` is the end of the period. Parts that the
 * console has no word for are left out; nobody who fills a form in reads the contract.
 */
export function wordsOfPointer(pointer: string, language: Language): string {
  const words = partsOfPointer(pointer).flatMap((part) => {
    if (/^\d+$/.test(part)) return numbered(Number(part) + 1, language);
    return Object.hasOwn(FIELD_NAMES_ZH, part) ? nameOfField(part, language) : [];
  });
  return words.join(BETWEEN);
}

function numbered(number: number, language: Language): string {
  return language === 'en' ? `no. ${number}` : `第 ${number} 项`;
}

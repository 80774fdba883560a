import type { Language } from '../ui/appearance/preferences.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import type { Text } from './text.ts';

/** Of a text that the gate tells in both languages, the one that the person reads. */
export function useText(): (text: Text) => string {
  const language: Language = useLanguage();
  return (text) => text[language];
}

import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import { UI_WORDS } from '../ui-words.ts';
import { changePreferences } from './preferences.ts';
import { useLanguage } from './use-preferences.ts';

/** To the other language, by its own name. Nothing that was typed is lost. */
export function LanguageButton(): ReactNode {
  const words = useWords(UI_WORDS);
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <button className="plain-button" type="button" lang={other} onClick={() => changePreferences({ language: other })}>
      {words.otherLanguage}
    </button>
  );
}

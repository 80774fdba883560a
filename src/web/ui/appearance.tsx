import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { changePreferences, type ThemeName } from './preferences.ts';
import { UI_WORDS } from './ui-words.ts';
import { usePreferences } from './use-preferences.ts';

const THEMES: readonly ThemeName[] = ['light', 'dark', 'contrast'];

/** Language and colours. Neither loses anything that was typed. */
export function Appearance(): ReactNode {
  const words = useWords(UI_WORDS);
  const { language, theme, largeText } = usePreferences();
  return (
    <>
      <button
        className="plain-button"
        type="button"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => changePreferences({ language: language === 'en' ? 'zh-CN' : 'en' })}
      >
        {words.otherLanguage}
      </button>
      <select
        className="plain-select"
        aria-label={words.theme.label}
        value={theme}
        onChange={({ target }) => changePreferences({ theme: THEMES.find((one) => one === target.value) ?? 'light' })}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {words.theme[one]}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={largeText}
          onChange={({ target }) => changePreferences({ largeText: target.checked })}
        />
        {words.theme.largeText}
      </label>
    </>
  );
}

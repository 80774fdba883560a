import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import { UI_WORDS } from '../ui-words.ts';
import { LanguageButton } from './language-button.tsx';
import { changePreferences, type ThemeName } from './preferences.ts';
import { usePreferences } from './use-preferences.ts';

const THEMES: readonly ThemeName[] = ['light', 'dark', 'contrast'];

/** Language and colours. Neither loses anything that was typed. */
export function Appearance(): ReactNode {
  const words = useWords(UI_WORDS);
  const { theme, largeText } = usePreferences();
  return (
    <>
      <LanguageButton />
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

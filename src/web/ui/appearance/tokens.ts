import type { Language } from '../../words/language.ts';
import type { ThemeName } from './preferences.ts';

/** Every colour of the console. Each text has a contrast of at least 4.5 on its ground, each border of a control 3. */
export interface Tokens {
  readonly ground: string;
  readonly raised: string;
  readonly text: string;
  readonly secondary: string;
  readonly placeholder: string;
  readonly primary: string;
  readonly onPrimary: string;
  readonly border: string;
  readonly line: string;
  readonly approved: Pair;
  readonly referred: Pair;
  readonly rejected: Pair;
  readonly indeterminate: Pair;
  readonly waived: Pair;
  readonly warning: Pair;
}

export interface Pair {
  readonly text: string;
  readonly ground: string;
}

const LIGHT: Tokens = {
  ground: '#ffffff',
  raised: '#f6f8fa',
  text: '#1f2328',
  secondary: '#57606a',
  placeholder: '#6a737d',
  primary: '#0b5cad',
  onPrimary: '#ffffff',
  border: '#858d97',
  line: '#d5dae0',
  approved: { text: '#116329', ground: '#e6f4ea' },
  referred: { text: '#8a4b00', ground: '#fff4e0' },
  rejected: { text: '#a40e26', ground: '#ffebe9' },
  indeterminate: { text: '#5b3a91', ground: '#f3ecfb' },
  waived: { text: '#1b4f72', ground: '#e8f1f8' },
  warning: { text: '#6b5900', ground: '#fff9db' },
};

const DARK: Tokens = {
  ground: '#14181d',
  raised: '#1b2129',
  text: '#e6edf3',
  secondary: '#9da7b3',
  placeholder: '#9da7b3',
  primary: '#6cb2ff',
  onPrimary: '#0b1622',
  border: '#6b7685',
  line: '#323b46',
  approved: { text: '#7ee2a0', ground: '#12261a' },
  referred: { text: '#f5b861', ground: '#2b1f0b' },
  rejected: { text: '#ff9c97', ground: '#2f1315' },
  indeterminate: { text: '#cdb4f5', ground: '#221a33' },
  waived: { text: '#8cc5ea', ground: '#10222f' },
  warning: { text: '#e9d56b', ground: '#262209' },
};

const PLAIN: Pair = { text: '#000000', ground: '#ffffff' };

/** Black on white, without tints: what a colour says is said by icon and word as well. */
const CONTRAST: Tokens = {
  ground: '#ffffff',
  raised: '#ffffff',
  text: '#000000',
  secondary: '#000000',
  placeholder: '#3d3d3d',
  primary: '#003a75',
  onPrimary: '#ffffff',
  border: '#000000',
  line: '#000000',
  approved: PLAIN,
  referred: PLAIN,
  rejected: PLAIN,
  indeterminate: PLAIN,
  waived: PLAIN,
  warning: PLAIN,
};

export const TOKENS: { readonly [name in ThemeName]: Tokens } = { light: LIGHT, dark: DARK, contrast: CONTRAST };

const CHINESE =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif";

/** In a Chinese face curly quotes are as wide as a character, so English begins with faces of its own. */
export const FONTS: { readonly [language in Language]: string } = {
  'zh-CN': CHINESE,
  en: `'Segoe UI', 'Helvetica Neue', 'Noto Sans', Arial, 'Liberation Sans', ${CHINESE}`,
};

interface Look {
  readonly largeText: boolean;
  readonly language: Language;
}

/** The tokens as variables of CSS, which the stylesheets and the component library use. */
export function applyTokens(theme: ThemeName, { largeText, language }: Look): void {
  const { style, dataset } = document.documentElement;
  for (const [name, value] of Object.entries(TOKENS[theme])) {
    if (typeof value === 'string') style.setProperty(`--${name}`, value);
    else {
      style.setProperty(`--${name}`, value.text);
      style.setProperty(`--${name}-ground`, value.ground);
    }
  }
  style.setProperty('--fonts', FONTS[language]);
  style.setProperty('--text-size', largeText ? '16px' : '14px');
  style.setProperty('--line-height', largeText ? '26px' : '22px');
  style.setProperty('--border-width', theme === 'contrast' ? '2px' : '1px');
  style.colorScheme = theme === 'dark' ? 'dark' : 'light';
  dataset.theme = theme;
}

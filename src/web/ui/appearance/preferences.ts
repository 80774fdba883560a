import type { Language } from '../../words/language.ts';

export type { Language };

export type ThemeName = 'light' | 'dark' | 'contrast';

/** What a person chose on this computer, and what the gate last signed of its log. Nothing else is ever kept by the browser. */
interface Preferences {
  readonly language: Language;
  readonly theme: ThemeName;
  readonly largeText: boolean;
  /** Whether a key without Ctrl or Alt may act; who speaks to the computer switches that off. */
  readonly singleKeys: boolean;
  /** Pages whose explanation was read. */
  readonly explained: readonly string[];
  /** The last checkpoint of the log that was found in order, as a signed note; it names nobody. Empty before the first. */
  readonly seenCheckpoint: string;
}

const KEY = 'gate.preferences';
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const THEMES: readonly ThemeName[] = ['light', 'dark', 'contrast'];

let preferences = read();
const whenChanged = new Set<() => void>();

export function currentPreferences(): Preferences {
  return preferences;
}

export function currentLanguage(): Language {
  return preferences.language;
}

export function changePreferences(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing still shows the page; the choice lasts as long as the page does.
  }
  for (const tell of whenChanged) tell();
}

export function onPreferences(tell: () => void): () => void {
  whenChanged.add(tell);
  return () => void whenChanged.delete(tell);
}

/** Chinese unless told otherwise: `?lang=en` of a link, or what was chosen before. What is unknown is as good as absent. */
function read(): Preferences {
  const kept = readKept();
  const asked = new URLSearchParams(location.search).get('lang');
  return {
    language: LANGUAGES.find((one) => one === asked) ?? LANGUAGES.find((one) => one === kept.language) ?? 'zh-CN',
    theme: THEMES.find((one) => one === kept.theme) ?? 'light',
    largeText: kept.largeText === true,
    singleKeys: kept.singleKeys !== false,
    explained: Array.isArray(kept.explained) ? kept.explained.map(String) : [],
    seenCheckpoint: typeof kept.seenCheckpoint === 'string' ? kept.seenCheckpoint : '',
  };
}

function readKept(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

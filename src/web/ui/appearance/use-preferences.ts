import { useSyncExternalStore } from 'react';
import { currentPreferences, type Language, onPreferences } from './preferences.ts';

export function usePreferences(): ReturnType<typeof currentPreferences> {
  return useSyncExternalStore(onPreferences, currentPreferences);
}

export function useLanguage(): Language {
  return usePreferences().language;
}

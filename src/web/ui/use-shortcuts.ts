import { useEffect, useRef } from 'react';
import { currentPreferences } from './appearance/preferences.ts';

export interface Shortcuts {
  readonly onFind: () => void;
  readonly onHelp: () => void;
  readonly onNew: () => void;
}

/**
 * The keys that every page has. While an input method composes, while somebody types, and while something lies over the
 * page, no single key is ours; who speaks to the computer switches them off.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actOf(event);
      // Last, as it looks through the whole page: most keys are typed into a field.
      if (act === undefined || isCovered()) return;
      event.preventDefault();
      act(latest.current);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

type Act = (shortcuts: Shortcuts) => void;

function actOf(event: KeyboardEvent): Act | undefined {
  if (event.isComposing) return undefined;
  const { key, code, altKey, ctrlKey, metaKey } = event;
  if ((ctrlKey || metaKey) && !altKey) return code === 'KeyK' ? ({ onFind }) => onFind() : undefined;
  if (altKey) return code === 'KeyN' ? ({ onNew }) => onNew() : chosenTab(code);
  if (!currentPreferences().singleKeys || isTyping(event.target)) return undefined;
  if (key === '/') return ({ onFind }) => onFind();
  if (key === '?') return ({ onHelp }) => onHelp();
  return undefined;
}

/** Alt with a digit opens the tab that stands there. */
function chosenTab(code: string): Act | undefined {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit === undefined) return undefined;
  const tab = document.querySelectorAll<HTMLElement>('#content [role=tab], #content .tab-links a')[Number(digit) - 1];
  if (tab === undefined) return undefined;
  return () => {
    tab.click();
    tab.focus();
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** A dialog, or the sign-in that lies over the page. */
function isCovered(): boolean {
  return document.querySelector('dialog[open], #overlays [role=dialog]') !== null;
}

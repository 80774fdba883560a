import { Button } from 'antd';
import type { ReactNode } from 'react';
import { today, writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import type { SavingState } from './saving-state.ts';
import { SAVING_WORDS, type SavingWords } from './saving-words.ts';

interface SavedLineProps {
  readonly state: SavingState;
  /** What is said before anything was typed. */
  readonly untouched?: string;
}

/** Whether what is typed is saved, in one line that is read out. */
export function SavedLine({ state, untouched = '' }: SavedLineProps): ReactNode {
  const words = useWords(SAVING_WORDS);
  const isBad = !['untouched', 'unsaved', 'saving', 'saved'].includes(state.is);
  return (
    <span className={isBad ? 'field-error' : 'secondary'} role="status" data-saving={state.is}>
      {state.is === 'untouched' ? untouched : sentenceOf(state, words)}
    </span>
  );
}

/** What is known, in words; nothing where nothing was typed. */
function sentenceOf(state: SavingState, words: SavingWords): string {
  switch (state.is) {
    case 'untouched':
      return '';
    case 'saved':
      return words.saved(shortly(state.at));
    case 'signed-out':
      return words.signedOut;
    case 'other-tab':
      return words.otherTab;
    default:
      return words[state.is];
  }
}

/** Of today the hour is enough. */
function shortly(at: string): string {
  const written = writeInstant(at);
  return written.startsWith(today()) ? written.slice(-5) : written;
}

interface GoneNoticeProps {
  readonly state: SavingState;
  readonly isUnsaved: boolean;
  readonly onSaveAsNew: () => void;
}

/** Says what became of a draft that is there no more, and keeps what stands here if somebody wants that. */
export function GoneNotice({ state, isUnsaved, onSaveAsNew }: GoneNoticeProps): ReactNode {
  const words = useWords(SAVING_WORDS).end;
  if (state.is !== 'gone') return null;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <p>
        <strong>{words[state.how]}</strong> {isUnsaved && words.typed}
      </p>
      <p className="acts">
        <Button onClick={onSaveAsNew}>{words.saveAsNew}</Button>
      </p>
    </div>
  );
}

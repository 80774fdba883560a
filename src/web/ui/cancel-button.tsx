import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { UI_WORDS } from './ui-words.ts';

/** Closes a form without its act. */
export function CancelButton({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const words = useWords(UI_WORDS);
  return <Button onClick={onCancel}>{words.cancel}</Button>;
}

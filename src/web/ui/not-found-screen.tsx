import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { Screen } from './screen.tsx';
import { UI_WORDS } from './ui-words.ts';

/** The same for what is absent and for what is beyond reach. */
export function NotFoundScreen(): ReactNode {
  const words = useWords(UI_WORDS);
  return (
    <Screen title={words.missing}>
      <Link to="/">{words.home}</Link>
    </Screen>
  );
}

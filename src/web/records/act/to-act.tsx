import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../client/session-context.tsx';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { type ActName, type AnyKind, pathOf } from '../record.ts';
import { RECORD_WORDS } from '../record-words.ts';

interface Props {
  readonly kind: AnyKind;
  readonly act: ActName;
  readonly id: string;
}

/** To the form of an act, where the kind has it and this role may do it. */
export function ToAct({ kind, act, id }: Props): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const may = useMay();
  const operation = kind.forms?.[act];
  if (operation === undefined || kind.page === undefined || !may(operation)) return null;
  return (
    <Link className="plain-button" to={pathOf(pathOf(kind.path, id), act)}>
      {words.acts[act](textOf(kind.page.one))}
    </Link>
  );
}

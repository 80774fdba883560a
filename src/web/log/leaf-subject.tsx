import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../client/session-context.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { recordOf } from '../ui/palette/find-places.ts';
import { thingWords } from '../words/leaf-words.ts';

/** What a leaf is about, in words and with its number; it leads to its page where it has one for this person. */
export function LeafSubject({ subject }: { readonly subject: string }): ReactNode {
  const language = useLanguage();
  const may = useMay();
  const at = subject.indexOf('/');
  const [kind, id] = at < 0 ? [subject, ''] : [subject.slice(0, at), subject.slice(at + 1)];
  const page = recordOf(id, may);
  return (
    <>
      {thingWords(kind, language)}{' '}
      {page ? (
        <Link className="code" to={page.to} params={{ id }}>
          {id}
        </Link>
      ) : (
        <span className="code">{id}</span>
      )}
    </>
  );
}

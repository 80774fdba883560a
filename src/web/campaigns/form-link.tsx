import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listForms } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { useText } from '../words/in-language.ts';

/** What a form is called, by its key; the key itself for who reads no forms and for a revision that is listed no more. */
export function useFormTitle(): (key: string) => string {
  const may = useMay();
  const text = useText();
  const { items } = useAll(listForms, {}, { isWanted: may(listForms) });
  return (key) => {
    const found = items.find((form) => form.key === key);
    return found === undefined ? key : text(found.title);
  };
}

/** A form by its title, and by its key where several revisions are called the same. */
export function FormLink({ form }: { readonly form: string }): ReactNode {
  const title = useFormTitle()(form);
  const [id = '', revision] = form.split('@');
  return (
    <span>
      <Link to="/forms/$form" params={{ form: id }} search={{ revision }}>
        {title}
      </Link>
      {title !== form && <span className="secondary code"> {form}</span>}
    </span>
  );
}

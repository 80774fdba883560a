import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Sheet } from '../../sheet/sheet.tsx';
import { useForm } from '../../sheet/use-form.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { FORMS_WORDS } from './forms-words.ts';

const route = getRouteApi('/forms/$form');

/** A form as a unit sees it before anything is typed. */
export function FormScreen(): ReactNode {
  const { form: id } = route.useParams();
  const { revision } = route.useSearch();
  const words = useWords(FORMS_WORDS);
  const text = useText();
  const { read, form } = useForm(revision === undefined ? id : `${id}@${revision}`);
  const known = read.data?.data;
  return (
    <Screen
      title={known ? text(known.title) : words.title}
      acts={
        <>
          <button type="button" className="plain-button" onClick={() => print()}>
            {words.print}
          </button>
          <Link to="/forms">{words.back}</Link>
        </>
      }
    >
      <Reading read={read}>
        {({ data }) => (
          <>
            <p className="secondary">
              {words.revision(data.key)} · {words.says}
            </p>
            {form && (
              <Sheet
                form={form}
                view={{ text: () => '', rows: () => [], computed: {}, figures: new Map(), notes: [] }}
              />
            )}
          </>
        )}
      </Reading>
    </Screen>
  );
}

import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { withdrawForm } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { EmptySheet } from '../../sheet/empty-sheet.tsx';
import { useForm } from '../../sheet/use-form.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { FORMS_WORDS } from './forms-words.ts';
import { WithdrawForm } from './withdraw-form.tsx';

const route = getRouteApi('/forms/$form');

/** A form as a unit sees it before anything is typed. */
export function FormScreen(): ReactNode {
  const { form: id } = route.useParams();
  const { revision } = route.useSearch();
  const words = useWords(FORMS_WORDS);
  const text = useText();
  const may = useMay();
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
            {data.withdrawnAt !== null && (
              <p className="notice" data-kind="warning">
                {words.isWithdrawn(writeInstant(data.withdrawnAt))}
              </p>
            )}
            {!data.shipped && data.withdrawnAt === null && may(withdrawForm) && (
              <WithdrawForm key={data.key} form={data.id} revision={data.revision} />
            )}
            {form && <EmptySheet form={form} />}
          </>
        )}
      </Reading>
    </Screen>
  );
}

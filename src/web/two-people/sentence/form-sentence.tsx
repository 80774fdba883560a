import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import type { FormRequest } from '../form-request.ts';
import { PROPOSAL_WORDS } from '../proposal-words.ts';
import { useFormTitle } from '../use-form-title.ts';

/** Which revision of which form is published for where, or is withdrawn and why. */
export function FormSentence({ of }: { readonly of: FormRequest }): ReactNode {
  return of.act === 'publish' ? <Publication {...of} /> : <Withdrawal {...of} />;
}

function Publication({ region, form }: Schemas['FormPublication']): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.form;
  const text = useText();
  const { title, revision } = form as { readonly title: Schemas['Text']; readonly revision: number };
  return (
    <>
      <bdi>{words.named(text(title), revision)}</bdi>
      {words.for(writeRegion(region))}
    </>
  );
}

function Withdrawal({ id, revision, reason }: FormRequest & { act: 'withdraw' }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.form;
  const title = useFormTitle(`${id}@${revision}`);
  return (
    <>
      <Link to="/forms/$form" params={{ form: id }} search={{ revision: String(revision) }}>
        {words.named(title, revision)}
      </Link>
      <bdi>{words.because(reason)}</bdi>
    </>
  );
}

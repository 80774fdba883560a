import { type ReactNode, useId } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { addressOf } from '../../../client/call.ts';
import { createEvidenceFile, getEvidenceContent } from '../../../client/operations.generated.ts';
import { useMay } from '../../../client/session-context.tsx';
import { SENT_TYPES, type SentFileState, useSentFile } from '../../../form/use-sent-file.ts';
import { FilePick } from '../../../ui/file-pick/file-pick.tsx';
import { Refusal } from '../../../ui/refusal.tsx';
import { useWords } from '../../../words/use-words.ts';
import { nameInRow } from '../body/fields.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { useMark } from '../use-field-store.ts';
import { FILE_WORDS } from './file-words.ts';

interface FileCellProps {
  readonly path: string;
  readonly label: string;
}

/** The paper itself, sent when it is chosen; the draft keeps its hash. */
export function FileCell({ path, label }: FileCellProps): ReactNode {
  const words = useWords(FILE_WORDS);
  const may = useMay();
  const { control } = useFormContext<OrderDraft>();
  // The name of a field is its path in the draft, which the type of the form cannot follow for a path that is put together.
  const { field } = useController({ name: path as 'reference', control });
  const agencyCode = useWatch({ control, name: 'agencyCode' });
  const { state, take } = useSentFile(agencyCode, (hash) => field.onChange(hash ?? ''));
  const mark = useMark(path);
  const id = useId();
  const hash: string = field.value ?? '';
  const removeIt = (): void => {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) input.value = '';
    void take(undefined);
  };
  if (!may(createEvidenceFile)) return null;
  return (
    <div className="labelled-cell file-cell" data-name={nameInRow(path)}>
      <label htmlFor={id}>{label}</label>
      <FilePick
        id={id}
        name={path}
        accept={SENT_TYPES.join(',')}
        disabled={agencyCode === '' || state === 'busy'}
        aria-invalid={mark?.tone === 'gap' || undefined}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {typeof state === 'object' && 'refusal' in state && <Refusal of={state.refusal} />}
      <p id={`${id}-told`} className="cell-told" role="status">
        {hash === '' && says(state, { ...words, none: agencyCode === '' ? words.noAgency : words.none })}
        {hash !== '' && (
          <>
            {typeof state === 'object' && 'name' in state ? words.sentAs(state.name) : words.sent}{' '}
            {may(getEvidenceContent) && (
              <a href={addressOf(getEvidenceContent.path, { hash })} target="_blank" rel="noreferrer">
                {words.open}
              </a>
            )}{' '}
            <button type="button" className="plain-button" onClick={removeIt}>
              {words.remove}
            </button>
          </>
        )}
        {mark?.text}
      </p>
    </div>
  );
}

type StateWords = { readonly [state in 'none' | 'busy' | 'kind' | 'size']: string };

function says(state: SentFileState, words: StateWords): string {
  return typeof state === 'object' ? '' : words[state];
}

import { type ReactNode, useId } from 'react';
import { addressOf } from '../../../client/call.ts';
import { createEvidenceFile, getEvidenceContent } from '../../../client/operations.generated.ts';
import { useMay } from '../../../client/session-context.tsx';
import { SENT_TYPES, type SentFileState, useSentFile } from '../../../form/use-sent-file.ts';
import { FilePick } from '../../../ui/file-pick/file-pick.tsx';
import { Refusal } from '../../../ui/refusal.tsx';
import { useWords } from '../../../words/use-words.ts';
import { nameInRow } from '../body/fields.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useMark } from '../use-field-store.ts';
import { useWorkplace } from '../workspace-context.ts';
import { FILE_WORDS } from './file-words.ts';

interface FileCellProps {
  readonly path: string;
  readonly label: string;
}

/** The paper itself, sent when it is chosen; the draft keeps its hash. */
export function FileCell({ path, label }: FileCellProps): ReactNode {
  const words = useWords(FILE_WORDS);
  const may = useMay();
  const { form } = useWorkplace();
  const agencyCode = useFieldValue(form, 'agencyCode') ?? '';
  const { state, take } = useSentFile(agencyCode, (hash) => form.setValue(path, hash ?? ''));
  const mark = useMark(path);
  const id = useId();
  const hash = useFieldValue(form, path) ?? '';
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

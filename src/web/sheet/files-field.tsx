import type { ReactNode } from 'react';
import { SENT_TYPES, useSentFile } from '../form/use-sent-file.ts';
import { FilePick } from '../ui/file-pick/file-pick.tsx';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { fieldId, noteIdsOf, useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';

interface FilesFieldProps {
  readonly place: string;
  readonly name: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Files of a cell, each sent as soon as it is chosen. */
export function FilesField({ place, name, value, onChange }: FilesFieldProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const view = useSheet();
  const files = value === '' ? [] : value.split(',');
  const { state, take } = useSentFile(view.typing?.agencyCode ?? '', (hash) => {
    if (hash !== null && !files.includes(hash)) onChange([...files, hash].join(','));
  });
  return (
    <span>
      {files.map((file, at) => (
        <span key={file}>
          <ScanLink file={file} />{' '}
          <button
            type="button"
            className="plain-button"
            onClick={() => onChange(files.filter((one) => one !== file).join(','))}
          >
            {words.removeFile(at + 1)}
          </button>
        </span>
      ))}
      <FilePick
        id={fieldId(place)}
        accept={SENT_TYPES.join(',')}
        aria-label={name}
        aria-describedby={noteIdsOf(view, place)}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {(state === 'busy' || state === 'kind' || state === 'size') && <span role="status">{words[state]}</span>}
      {typeof state === 'object' && 'refusal' in state && <Refusal of={state.refusal} />}
    </span>
  );
}

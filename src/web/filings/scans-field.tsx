import { type ReactNode, useId } from 'react';
import { SENT_TYPES, useSentFile } from '../form/use-sent-file.ts';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ScanLink } from '../ui/scan-link.tsx';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';

interface ScansFieldProps {
  readonly agencyCode: string;
  readonly files: readonly string[];
  readonly onFiles: (files: readonly string[]) => void;
}

/** Scans of the stamped paper, each sent as soon as it is chosen. */
export function ScansField({ agencyCode, files, onFiles }: ScansFieldProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const { send } = useWords(FILING_WORDS);
  const id = useId();
  const { state, take } = useSentFile(agencyCode, (hash) => {
    if (hash !== null && !files.includes(hash)) onFiles([...files, hash]);
  });
  const isWrong = state === 'kind' || state === 'size';
  return (
    <div className="form-field">
      <label htmlFor={id}>{send.scans}</label>
      <input
        id={id}
        type="file"
        accept={SENT_TYPES.join(',')}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <p id={`${id}-told`} role="status" className={isWrong ? 'field-error' : 'secondary'}>
        {isWrong || state === 'busy' ? words[state] : send.scansSay(files.length)}
      </p>
      <ul className="plain-list">
        {files.map((file, at) => (
          <li key={file}>
            {words.file(at + 1)} <ScanLink file={file} />{' '}
            <button type="button" className="plain-button" onClick={() => onFiles(files.filter((one) => one !== file))}>
              {words.removeFile(at + 1)}
            </button>
          </li>
        ))}
      </ul>
      {typeof state === 'object' && 'refusal' in state && <Refusal of={state.refusal} />}
    </div>
  );
}

import type { ReactNode } from 'react';
import { SentFileField } from '../form/sent-file-field.tsx';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { useWords } from '../words/use-words.ts';

interface ScansFieldProps {
  readonly agencyCode: string;
  readonly files: readonly string[];
  readonly onFiles: (files: readonly string[]) => void;
  readonly words: { readonly scans: string; readonly scansSay: (count: number) => string };
  /** What is missing, if anything is. */
  readonly error?: string | undefined;
}

/** Scans of the stamped paper, each sent as soon as it is chosen. */
export function ScansField({ agencyCode, files, onFiles, words: own, error }: ScansFieldProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const says = error ?? own.scansSay(files.length);
  return (
    <SentFileField
      {...{ label: own.scans, agencyCode, isWrong: error !== undefined }}
      onFile={(hash) => hash !== null && !files.includes(hash) && onFiles([...files, hash])}
      says={(state) => (typeof state === 'string' && state !== 'none' ? words[state] : says)}
    >
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
    </SentFileField>
  );
}

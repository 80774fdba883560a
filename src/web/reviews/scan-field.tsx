import type { ReactNode } from 'react';
import { createEvidenceFile } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { SentFileField } from '../form/sent-file-field.tsx';
import { useWords } from '../words/use-words.ts';
import { SCAN_WORDS } from './scan-words.ts';

interface ScanFieldProps {
  readonly agencyCode: string;
  /** The hash of the file that the gate has now; null for none. */
  readonly onFile: (hash: string | null) => void;
}

/** The paper itself as a scan. */
export function ScanField({ agencyCode, onFile }: ScanFieldProps): ReactNode {
  const words = useWords(SCAN_WORDS);
  const may = useMay();
  if (!may(createEvidenceFile)) return null;
  return (
    <SentFileField
      {...{ label: words.scan, agencyCode, onFile }}
      says={(state) => (typeof state === 'object' ? words.sent(state.name) : words[state])}
    />
  );
}

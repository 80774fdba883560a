import { type ReactNode, useId } from 'react';
import { createEvidenceFile } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { SENT_TYPES, type SentFileState, useSentFile } from '../form/use-sent-file.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { SCAN_WORDS } from './scan-words.ts';

interface ScanFieldProps {
  readonly agencyCode: string;
  /** The hash of the file that the gate has now; null for none. */
  readonly onFile: (hash: string | null) => void;
}

/** The paper itself as a scan. It is sent at once, so that what is proposed names a file that the gate has. */
export function ScanField({ agencyCode, onFile }: ScanFieldProps): ReactNode {
  const words = useWords(SCAN_WORDS);
  const may = useMay();
  const id = useId();
  const { state, take } = useSentFile(agencyCode, onFile);
  if (!may(createEvidenceFile)) return null;

  return (
    <div className="form-field">
      <label htmlFor={id}>{words.scan}</label>
      <input
        id={id}
        type="file"
        accept={SENT_TYPES.join(',')}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <Told id={`${id}-told`} state={state} />
    </div>
  );
}

function Told({ id, state }: { readonly id: string; readonly state: SentFileState }): ReactNode {
  const words = useWords(SCAN_WORDS);
  if (typeof state === 'object' && 'refusal' in state) return <Refusal of={state.refusal} />;
  const isWrong = state === 'kind' || state === 'size';
  const says = typeof state === 'object' ? words.sent(state.name) : words[state];
  return (
    <p id={id} className={isWrong ? 'field-error' : 'secondary'} role="status">
      {says}
    </p>
  );
}

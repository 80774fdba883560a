import { type ReactNode, useId } from 'react';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { PROOF_WORDS } from './proof-words.ts';
import { SENT_TYPES, useSentFile } from './use-sent-file.ts';

interface ProofFieldProps {
  readonly label: string;
  readonly agencyCode: string;
  readonly files: readonly string[];
  readonly onFiles: (files: readonly string[]) => void;
  readonly error?: string | undefined;
}

/** Proofs of what somebody says, each sent as soon as it is chosen. */
export function ProofField({ label, agencyCode, files, onFiles, error }: ProofFieldProps): ReactNode {
  const words = useWords(PROOF_WORDS);
  const id = useId();
  const { state, take } = useSentFile(agencyCode, (hash) => {
    if (hash !== null && !files.includes(hash)) onFiles([...files, hash]);
  });
  const isWrong = error !== undefined || state === 'kind' || state === 'size';
  const sent = files.length > 0 ? words.sent(files.length) : error;
  const told = typeof state === 'string' && state !== 'none' ? words[state] : sent;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={SENT_TYPES.join(',')}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <p id={`${id}-told`} role="status" className={isWrong ? 'field-error' : 'secondary'}>
        {told}
      </p>
      {typeof state === 'object' && 'refusal' in state && <Refusal of={state.refusal} />}
    </div>
  );
}

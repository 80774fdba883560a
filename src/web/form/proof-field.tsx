import { type ReactNode, useId } from 'react';
import { SENT_TYPES, useSentFile } from '../form/use-sent-file.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { MATTER_WORDS } from './matter-words.ts';

interface ProofFieldProps {
  readonly agencyCode: string;
  readonly files: readonly string[];
  readonly onFiles: (files: readonly string[]) => void;
  readonly error: string | undefined;
}

/** Proofs of an answer, each sent as soon as it is chosen. */
export function ProofField({ agencyCode, files, onFiles, error }: ProofFieldProps): ReactNode {
  const words = useWords(MATTER_WORDS).act;
  const id = useId();
  const { state, take } = useSentFile(agencyCode, (hash) => {
    if (hash !== null && !files.includes(hash)) onFiles([...files, hash]);
  });
  const isWrong = error !== undefined || state === 'kind' || state === 'size';
  const sent = files.length > 0 ? words.sent(files.length) : error;
  const told = typeof state === 'string' && state !== 'none' ? words[state] : sent;
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.proof}</label>
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

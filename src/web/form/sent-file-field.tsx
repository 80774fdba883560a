import { type ReactNode, useId } from 'react';
import { FilePick } from '../ui/file-pick/file-pick.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { SENT_TYPES, type SentFileState, useSentFile } from './use-sent-file.ts';

interface SentFileFieldProps {
  readonly label: string;
  readonly agencyCode: string;
  /** The hash of the file that the gate has now; null for none. */
  readonly onFile: (hash: string | null) => void;
  /** What is said below, of the file that was chosen and of those before it. */
  readonly says: (state: Exclude<SentFileState, { readonly refusal: Error }>) => string | undefined;
  readonly isWrong?: boolean;
  /** What was sent, listed. */
  readonly children?: ReactNode;
}

/** A file that is sent as soon as it is chosen, so that what names it names a file that the gate has. */
export function SentFileField(props: SentFileFieldProps): ReactNode {
  const { label, agencyCode, onFile, says, children } = props;
  const id = useId();
  const { state, take } = useSentFile(agencyCode, onFile);
  const isWrong = props.isWrong || state === 'kind' || state === 'size';
  const refusal = typeof state === 'object' && 'refusal' in state ? state.refusal : undefined;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <FilePick
        id={id}
        accept={SENT_TYPES.join(',')}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <p id={`${id}-told`} role="status" className={isWrong ? 'field-error' : 'secondary'}>
        {says(typeof state === 'object' && 'refusal' in state ? 'none' : state)}
      </p>
      {children}
      {refusal && <Refusal of={refusal} />}
    </div>
  );
}

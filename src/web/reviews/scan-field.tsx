import { type ReactNode, useId, useState } from 'react';
import { call } from '../client/call.ts';
import { createEvidenceFile } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { evidenceMediaOf } from '../form/evidence-media.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { SCAN_WORDS } from './scan-words.ts';

/** As the gate takes them. */
const TYPES = ['application/pdf', 'image/png', 'image/jpeg'];
const BYTES_MAX = 10_485_760;

interface ScanFieldProps {
  readonly agencyCode: string;
  /** The hash of the file that the gate has now; null for none. */
  readonly onFile: (hash: string | null) => void;
}

type State = 'none' | 'busy' | 'kind' | 'size' | { readonly name: string } | { readonly refusal: Error };

/** The paper itself as a scan. It is sent at once, so that what is proposed names a file that the gate has. */
export function ScanField({ agencyCode, onFile }: ScanFieldProps): ReactNode {
  const words = useWords(SCAN_WORDS);
  const may = useMay();
  const id = useId();
  const [state, setState] = useState<State>('none');
  if (!may(createEvidenceFile)) return null;

  async function take(file: File | undefined): Promise<void> {
    onFile(null);
    if (file === undefined) return setState('none');
    const mediaType = evidenceMediaOf(file);
    if (!TYPES.includes(mediaType)) return setState('kind');
    if (file.size > BYTES_MAX) return setState('size');
    setState('busy');
    try {
      const sent = { bytes: file, mediaType };
      const { data } = await call(createEvidenceFile, { query: { agencyCode, name: file.name } }, { file: sent });
      onFile(data.hash);
      setState({ name: file.name });
    } catch (error) {
      setState({ refusal: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  return (
    <div className="form-field">
      <label htmlFor={id}>{words.scan}</label>
      <input
        id={id}
        type="file"
        accept={TYPES.join(',')}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <Told id={`${id}-told`} state={state} />
    </div>
  );
}

function Told({ id, state }: { readonly id: string; readonly state: State }): ReactNode {
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

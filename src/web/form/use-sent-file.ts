import { useEffect, useRef, useState } from 'react';
import { call } from '../client/call.ts';
import { createEvidenceFile } from '../client/operations.generated.ts';
import { evidenceMediaOf } from './evidence-media.ts';

/** As the gate takes them. */
export const SENT_TYPES = ['application/pdf', 'image/png', 'image/jpeg'];
const BYTES_MAX = 10_485_760;

/** What became of the file that somebody chose. */
export type SentFileState = 'none' | 'busy' | 'kind' | 'size' | { readonly name: string } | { readonly refusal: Error };

interface SentFile {
  readonly state: SentFileState;
  readonly take: (file: File | undefined) => Promise<void>;
}

/** Sends a file at once, so that what names it names a file that the gate has; null while it has none. */
export function useSentFile(agencyCode: string, onFile: (hash: string | null) => void): SentFile {
  const [state, setState] = useState<SentFileState>('none');
  // Told to the form as it is when the file has arrived: another one may have come meanwhile.
  const newest = useRef(onFile);
  useEffect(() => {
    newest.current = onFile;
  });
  async function take(file: File | undefined): Promise<void> {
    newest.current(null);
    if (file === undefined) return setState('none');
    const mediaType = evidenceMediaOf(file);
    if (!SENT_TYPES.includes(mediaType)) return setState('kind');
    if (file.size > BYTES_MAX) return setState('size');
    setState('busy');
    try {
      const sent = { bytes: file, mediaType };
      const { data } = await call(createEvidenceFile, { query: { agencyCode, name: file.name } }, { file: sent });
      newest.current(data.hash);
      setState({ name: file.name });
    } catch (error) {
      setState({ refusal: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  return { state, take };
}

import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { PROOF_WORDS } from './proof-words.ts';
import { SentFileField } from './sent-file-field.tsx';

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
  const sent = files.length > 0 ? words.sent(files.length) : error;
  return (
    <SentFileField
      {...{ label, agencyCode, isWrong: error !== undefined }}
      onFile={(hash) => hash !== null && !files.includes(hash) && onFiles([...files, hash])}
      says={(state) => (typeof state === 'string' && state !== 'none' ? words[state] : sent)}
    />
  );
}

import type { ReactNode } from 'react';
import { addressOf } from '../client/call.ts';
import type { Schemas } from '../client/operation.ts';
import { getEvidenceContent } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useWords } from '../words/use-words.ts';
import { SCAN_WORDS } from './scan-words.ts';

/** A paper that a waiver rests on, with its scan where there is one. */
export function Paper({
  of: { document, issuedBy, issuedOn, file },
}: {
  readonly of: Schemas['WaiverEvidence'];
}): ReactNode {
  const words = useWords(SCAN_WORDS);
  const may = useMay();
  return (
    <>
      {[document, issuedBy, issuedOn].filter(Boolean).join(' · ')}
      {file && may(getEvidenceContent) && (
        <>
          {' '}
          <a href={addressOf(getEvidenceContent.path, { hash: file })} target="_blank" rel="noreferrer">
            {words.open}
          </a>
        </>
      )}
    </>
  );
}

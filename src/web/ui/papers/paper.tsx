import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { ScanLink } from './scan-link.tsx';

/** A paper that a waiver rests on, with its scan where there is one. */
export function Paper({
  of: { document, issuedBy, issuedOn, file },
}: {
  readonly of: Schemas['WaiverEvidence'];
}): ReactNode {
  return (
    <>
      {[document, issuedBy, issuedOn].filter(Boolean).join(' · ')} <ScanLink file={file} />
    </>
  );
}

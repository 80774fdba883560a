import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { ScanLink } from './scan-link.tsx';

/** The papers that a waiver rests on, each with its scan where there is one. */
export function Papers({ of }: { readonly of: readonly Schemas['WaiverEvidence'][] }): ReactNode {
  return (
    <ul className="plain-list">
      {of.map((paper) => (
        <li key={paper.document}>
          <Paper of={paper} />
        </li>
      ))}
    </ul>
  );
}

function Paper({ of: { document, issuedBy, issuedOn, file } }: { readonly of: Schemas['WaiverEvidence'] }): ReactNode {
  return (
    <>
      {[document, issuedBy, issuedOn].filter(Boolean).join(' · ')} <ScanLink file={file} />
    </>
  );
}

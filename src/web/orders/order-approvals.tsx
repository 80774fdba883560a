import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { UI_WORDS } from '../ui/ui-words.ts';
import { APPROVAL_KIND_WORDS } from '../words/approval-words.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';

type Approvals = NonNullable<AnswerOf<'getOrder'>['submission']['approvals']>;

/** The papers by which somebody allowed something, each with its scan where it came with one. */
export function OrderApprovals({ approvals }: { readonly approvals: Approvals }): ReactNode {
  const words = useWords(ORDER_WORDS).goods;
  const kinds = useWords(APPROVAL_KIND_WORDS);
  const { noScan } = useWords(UI_WORDS);
  if (approvals.length === 0) return null;
  return (
    <>
      <h2>{words.approvals}</h2>
      <ul className="plain-list">
        {approvals.map(({ kind, document, issuedBy, issuedOn, ground, file }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paper of a revision has no other name than its place.
          <li key={index}>
            {[kind && kinds[kind], document, issuedBy, issuedOn, ground].filter(Boolean).join(' · ')}{' '}
            <ScanLink file={file} />
            {!file && <span className="secondary">{noScan}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

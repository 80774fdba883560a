import type { ReactNode } from 'react';
import { FormField } from '../form/form-field.tsx';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { useWords } from '../words/use-words.ts';
import type { OfferedPaper } from './order-papers.ts';
import { REVIEW_WORDS } from './review-words.ts';
import { ScanField } from './scan-field.tsx';

interface PaperFieldsProps {
  readonly agencyCode: string;
  /** What the order came with. */
  readonly offered: readonly OfferedPaper[];
  readonly typed: OfferedPaper;
  readonly onTyped: (changed: Partial<OfferedPaper>) => void;
  readonly errors: { readonly document?: string; readonly issuedOn?: string };
}

/** The document that a waiver rests on: one of the order by a click, or another one. */
export function PaperFields({ agencyCode, offered, typed, onTyped, errors }: PaperFieldsProps): ReactNode {
  const words = useWords(REVIEW_WORDS).form;
  const taken = offered.find(({ file }) => file !== null && file === typed.file);
  const change = (name: 'document' | 'issuedBy' | 'issuedOn') => (value: string) => onTyped({ [name]: value });
  return (
    <>
      {offered.map((paper) => (
        <p key={paper.document}>
          {words.offered} <bdi>{[paper.document, paper.issuedBy, paper.issuedOn].filter(Boolean).join(' · ')}</bdi>{' '}
          <ScanLink file={paper.file} />{' '}
          <button type="button" className="plain-button" onClick={() => onTyped(paper)}>
            {words.take}
          </button>
        </p>
      ))}
      <FormField
        label={words.document}
        {...{ value: typed.document, error: errors.document, onChange: change('document') }}
      />
      <FormField
        label={`${words.issuedBy}${words.optional}`}
        {...{ value: typed.issuedBy, onChange: change('issuedBy') }}
      />
      <FormField
        label={`${words.issuedOn}${words.optional}`}
        {...{ isDay: true, value: typed.issuedOn, error: errors.issuedOn, onChange: change('issuedOn') }}
      />
      {taken && <p className="secondary">{words.withScan}</p>}
      <ScanField agencyCode={agencyCode} onFile={(file) => onTyped({ file })} />
    </>
  );
}

import type { ReactNode } from 'react';
import { FormField } from '../../form/form-field.tsx';
import { today } from '../../ui/time.ts';
import { readDay } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { FILING_WORDS } from '../filing-words.ts';
import { ScansField } from '../scans-field.tsx';
import { useHeads } from '../use-heads.ts';
import { PAPER_WORDS } from './paper-words.ts';

/** What is said of the paper itself. */
export interface Paper {
  readonly receivedOn: string;
  readonly signedFor: string | undefined;
  readonly files: readonly string[];
  readonly reason: string;
}

export const NO_PAPER: Paper = { receivedOn: '', signedFor: undefined, files: [], reason: '' };

interface StatedPaper {
  readonly receivedOn: string;
  readonly signedFor: string | null;
  readonly files: string[];
  readonly reason?: string;
}

type Faults = { readonly [field in 'receivedOn' | 'files' | 'reason']?: 'badDay' | 'noScan' | 'noReason' };

/** What can be sent of it, or what is missing. */
export function readPaper(
  { receivedOn, signedFor, files, reason }: Paper,
  isCorrection: boolean,
): { readonly stated?: StatedPaper; readonly faults: Faults } {
  const day = readDay(receivedOn, today());
  const faults: Faults = {
    ...(day === undefined && { receivedOn: 'badDay' }),
    ...(files.length === 0 && { files: 'noScan' }),
    ...(isCorrection && reason.trim() === '' && { reason: 'noReason' }),
  };
  if (day === undefined || Object.keys(faults).length > 0) return { faults };
  const stated = { receivedOn: day, signedFor: signedFor || null, files: [...files] };
  return { stated: isCorrection ? { ...stated, reason: reason.trim() } : stated, faults };
}

interface PaperFieldsProps {
  readonly paper: Paper;
  readonly agencyCode: string;
  readonly isCorrection: boolean;
  readonly faults: Faults;
  /** What the gate says of the day. */
  readonly refused: string | undefined;
  readonly onChange: (change: Partial<Paper>) => void;
}

/** When the paper came in, who signed it, and its scan. */
export function PaperFields(props: PaperFieldsProps): ReactNode {
  const { paper, agencyCode, isCorrection, faults, refused, onChange } = props;
  const words = useWords(PAPER_WORDS);
  const { send } = useWords(FILING_WORDS);
  const heads = useHeads(agencyCode);
  return (
    <section className="screen-only reason-form">
      <h2>{words.paper}</h2>
      <FormField
        label={words.receivedOn}
        name="receivedOn"
        value={paper.receivedOn}
        error={faults.receivedOn ? words[faults.receivedOn] : refused}
        help={words.receivedHelp}
        onChange={(receivedOn) => onChange({ receivedOn })}
      />
      <FormField
        label={send.signedFor}
        name="signedFor"
        value={paper.signedFor ?? ''}
        choices={heads}
        none={send.nobody}
        onChange={(signedFor) => onChange({ signedFor })}
      />
      <ScansField
        {...{ agencyCode, files: paper.files, words }}
        error={faults.files && words[faults.files]}
        onFiles={(files) => onChange({ files })}
      />
      {isCorrection && (
        <FormField
          label={send.reason}
          name="reason"
          value={paper.reason}
          error={faults.reason && words[faults.reason]}
          onChange={(reason) => onChange({ reason })}
          isLong
        />
      )}
    </section>
  );
}

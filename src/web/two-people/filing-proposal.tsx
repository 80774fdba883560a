import type { ReactNode } from 'react';
import { getCampaign } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FiledSheet } from '../sheet/filed-sheet.tsx';
import { refusedNotes } from '../sheet/refused-notes.ts';
import { useForm } from '../sheet/use-form.ts';
import { Reading } from '../ui/screen.tsx';
import type { FilingRequest } from './filing-request.ts';

interface FilingProposalProps {
  readonly filing: FilingRequest;
  /** Why a signature was refused, if it was. */
  readonly refusal: Error | null;
}

/** The sheet that is signed, as it will be filed: its figures, what differs and why. */
export function FilingProposal({ filing: { campaign, revision }, refusal }: FilingProposalProps): ReactNode {
  const asked = useRead(getCampaign, { path: { id: campaign } });
  const { read, form } = useForm(revision?.form ?? asked.data?.data.form);
  if (revision === undefined) return null;
  return (
    <Reading read={read}>
      {() => form && <FiledSheet form={form} revision={revision} notes={refusedNotes(form, refusal)} />}
    </Reading>
  );
}

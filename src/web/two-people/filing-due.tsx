import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listParticipants } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import type { FilingRequest } from './filing-request.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

/** The last day on which a filing that waits is in time: only the signature files it. */
function useFilingDue(filing: FilingRequest | undefined): string | undefined {
  const { campaign: id = '', reporter: agencyCode } = filing ?? {};
  const units = useRead(
    listParticipants,
    { path: { id }, query: { agencyCode, limit: 1 } },
    { isWanted: filing !== undefined },
  );
  const unit = units.data?.data.items[0];
  if (unit === undefined || unit.state === 'accepted' || unit.state === 'filed') return undefined;
  return unit.resubmitBy ?? unit.dueOn;
}

/** Until when something can be signed; of a filing first until when the signature is in time. */
export function SignUntil({ of }: { readonly of: Schemas['ProposalSummary'] }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.filing;
  if (of.state !== 'open') return null;
  if (of.dueOn === null) return writeInstant(of.lapsesAt);
  return (
    <>
      <strong>{words.due(of.dueOn)}</strong>{' '}
      <span className="secondary">{words.lapses(writeInstant(of.lapsesAt))}</span>
    </>
  );
}

/** Beside what is signed: until when it is in time. */
export function FilingDue({ filing }: { readonly filing: FilingRequest }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.filing;
  const due = useFilingDue(filing);
  return due !== undefined && <li>{words.inTime(due)}</li>;
}

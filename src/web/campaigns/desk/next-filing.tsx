import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { acceptFiling } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { AgencyName } from '../../ui/agency-name.tsx';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';
import { nextToRead } from './next-to-read.ts';
import { useWaitingCount, useWaitingFilings } from './waiting-filings.ts';

interface NextProps {
  readonly filing: Pick<Schemas['Filing'], 'id' | 'campaign'>;
}

/** How many filings wait, of whatever campaign, and the way to the next of them. */
export function Waiting({ filing }: NextProps): ReactNode {
  const words = useWords(DESK_WORDS).page;
  const may = useMay();
  const next = nextToRead(useWaitingFilings(filing), filing);
  const count = useWaitingCount();
  if (!may(acceptFiling)) return null;
  return (
    <>
      {count !== undefined && <span className="secondary">{words.waiting(count)}</span>}
      {next && (
        <Link to="/filed/$id" params={{ id: next.filing.id }}>
          {words.next}
        </Link>
      )}
    </>
  );
}

/** After a filing was settled: which one is read next. */
export function NextFiling({ filing }: NextProps): ReactNode {
  const words = useWords(DESK_WORDS).page;
  const next = nextToRead(useWaitingFilings(filing), filing);
  if (next === undefined) return <p>{words.noneWaits}</p>;
  return (
    <p>
      {words.nextIs}{' '}
      <Link to="/filed/$id" params={{ id: next.filing.id }}>
        <AgencyName code={next.filing.agencyCode} known={next.filing.agencyName} />
      </Link>{' '}
      {next.campaign.title}
    </p>
  );
}

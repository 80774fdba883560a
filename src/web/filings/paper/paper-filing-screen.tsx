import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getCampaign, getFilingDraft, listParticipants } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { mayComeOnPaper } from '../../sheet/may-come-on-paper.ts';
import { useForm } from '../../sheet/use-form.ts';
import { Done, StillToSign } from '../../ui/done.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { PAPER_WORDS } from './paper-words.ts';
import { TypedPaper } from './typed-paper.tsx';

const route = getRouteApi('/campaigns/$id/paper');

/** The stamped form of a unit, which two people of the office record. */
export function PaperFilingScreen(): ReactNode {
  const { id } = route.useParams();
  const { reporter = '' } = route.useSearch();
  const words = useWords(PAPER_WORDS);
  const campaign = useRead(getCampaign, { path: { id } });
  const units = useRead(listParticipants, { path: { id }, query: { agencyCode: reporter, limit: 1 } });
  const [proposal, setProposal] = useState<Schemas['Proposal']>();
  const unit = units.data?.data.items[0];
  return (
    <Screen
      title={unit ? words.titled(unit.name) : words.title}
      acts={
        <Link to="/campaigns/$id" params={{ id }}>
          {words.back}
        </Link>
      }
    >
      {proposal && (
        <Done>
          <StillToSign proposal={proposal} says={words.sent} />
        </Done>
      )}
      <Reading read={campaign}>
        {({ data }) => (
          <Reading read={units}>
            {() =>
              unit === undefined ? (
                <p>{words.notAsked}</p>
              ) : (
                !proposal && <Content campaign={data} unit={unit} onSent={setProposal} />
              )
            }
          </Reading>
        )}
      </Reading>
    </Screen>
  );
}

interface ContentProps {
  readonly campaign: Schemas['Campaign'];
  readonly unit: Schemas['Participant'];
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

function Content({ campaign, unit, onSent }: ContentProps): ReactNode {
  const { read, form } = useForm(campaign.form);
  const question = { path: { id: campaign.id }, query: { reporter: unit.agencyCode } };
  const draft = useRead(getFilingDraft, question);
  if (!mayComeOnPaper(campaign, unit)) return <Standing unit={unit} lockedBy={draft.data?.data.lockedBy ?? null} />;
  return (
    <Reading read={read}>
      {() => (
        <Reading read={draft}>
          {({ data }) => form && <TypedPaper {...{ campaign, unit, form, onSent }} draft={data} />}
        </Reading>
      )}
    </Reading>
  );
}

interface StandingProps {
  readonly unit: Schemas['Participant'];
  readonly lockedBy: string | null;
}

/** Why nothing is typed. */
function Standing({ unit, lockedBy }: StandingProps): ReactNode {
  const words = useWords(PAPER_WORDS);
  if (unit.state === 'excused') return <p>{words.excused}</p>;
  if (unit.state === 'awaiting-signature') {
    return (
      <p>
        {words.awaiting}{' '}
        {lockedBy !== null && (
          <Link to="/proposals/$id" params={{ id: lockedBy }}>
            {words.toProposal}
          </Link>
        )}
      </p>
    );
  }
  return (
    <p>
      {words.filed}{' '}
      {unit.filing !== null && (
        <Link to="/filed/$id" params={{ id: unit.filing }}>
          {words.toFiled}
        </Link>
      )}
    </p>
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getCampaign } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { useWords } from '../../words/use-words.ts';
import type { FilingRequest } from '../filing-request.ts';
import { PROPOSAL_WORDS } from '../proposal-words.ts';
import { useFormTitle } from '../use-form-title.ts';

/** Which unit files what for which campaign, and why where it corrects something. */
export function FilingSentence({ of }: { readonly of: FilingRequest }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.filing;
  const titleOf = useCampaignTitle();
  const { campaign: id, reporter, reporterName, body } = of;
  const campaign = useRead(getCampaign, { path: { id } });
  const form = useFormTitle(campaign.data?.data.form);
  return (
    <>
      {reporter !== undefined && <AgencyName code={reporter} known={reporterName} />} {words.files}
      {form}
      {words.campaign}
      <Link to="/filings/$campaign" params={{ campaign: id }} search={{ reporter }}>
        {campaign.data ? titleOf(campaign.data.data.title) : id}
      </Link>
      {words.ends}
      {body.receivedOn && words.received(body.receivedOn)}
      {body.reason && words.because(body.reason)}
    </>
  );
}

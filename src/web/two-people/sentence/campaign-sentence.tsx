import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getCampaign } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { RECALL_WORDS } from '../../words/recall-words.ts';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_PROPOSAL_WORDS } from '../campaign-proposal-words.ts';
import type { CampaignRequest } from '../campaign-request.ts';
import { useFormTitle } from '../use-form-title.ts';

/** Which campaign is launched, closed or recalled, or whose scores are confirmed, and why. */
export function CampaignSentence({ of }: { readonly of: CampaignRequest }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const recall = useWords(RECALL_WORDS);
  const titleOf = useCampaignTitle();
  const read = useRead(getCampaign, { path: { id: of.campaign } });
  const tried = of.act === 'launch' ? of.tried.campaign : undefined;
  const campaign = tried ?? read.data?.data;
  const form = useFormTitle(campaign?.form);
  const due = campaign?.dueOn ?? '';
  const counts = of.act === 'close' ? (of.closed ?? campaign)?.counts : undefined;
  return (
    <>
      {words.opens}
      <Link to="/campaigns/$id" params={{ id: of.campaign }}>
        {campaign ? titleOf(campaign.title) : of.campaign}
      </Link>
      {of.act === 'launch' && words.launch.sentence(form, due)}
      {of.act === 'launch' && of.tried.asked !== undefined && words.launch.asked(of.tried.asked)}
      {of.act === 'close' && words.close.sentence(due)}
      {of.act === 'recall' && recall.sentence}
      {counts && words.close.counts(counts.expected, counts.filed, counts.missing)}
      {of.act === 'confirm' ? words.confirm.sentence(of.asked.length) : <bdi>{words.because(of.reason)}</bdi>}
    </>
  );
}

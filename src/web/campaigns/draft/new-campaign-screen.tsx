import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createCampaign } from '../../client/operations.generated.ts';
import { useSession } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';
import { bodyOf, type CampaignDraft, emptyDraft } from './campaign-draft.ts';
import { CampaignForm } from './campaign-form.tsx';

/** A campaign is prepared: nobody else sees it before two people have launched it. */
export function NewCampaignScreen(): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).form;
  const { grant } = useSession();
  const navigate = useNavigate();
  const act = useAct(createCampaign);
  const send = async (draft: CampaignDraft): Promise<void> => {
    const made = await act.send({ body: bodyOf(draft, today()) });
    if (made) await navigate({ to: '/campaigns/$id', params: { id: made.data.id } });
  };
  return (
    <Screen title={words.title}>
      <CampaignForm
        isNew
        start={emptyDraft(grant.region ?? '')}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onSend={(draft) => void send(draft)}
        back={<Link to="/campaigns">{words.cancel}</Link>}
      />
    </Screen>
  );
}

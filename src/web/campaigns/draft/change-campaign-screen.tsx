import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { changeCampaign, getCampaign } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';
import { bodyOf, type CampaignDraft, draftOf } from './campaign-draft.ts';
import { CampaignForm } from './campaign-form.tsx';

const route = getRouteApi('/campaigns/$id/change');

/** A draft is changed before it is launched. */
export function ChangeCampaignScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(CAMPAIGN_WORDS).form;
  const navigate = useNavigate();
  const campaign = useRead(getCampaign, { path: { id } });
  const act = useAct(changeCampaign);
  // As it was when the form was opened: what somebody else has changed since is told by the gate.
  const [opened, setOpened] = useState<string>();
  const send = async (draft: CampaignDraft): Promise<void> => {
    const { region: _stays, ...body } = bodyOf(draft, today());
    const etag = opened ?? campaign.data?.etag;
    setOpened(etag);
    const changed = await act.send({ path: { id }, body }, etag);
    if (changed) await navigate({ to: '/campaigns/$id', params: { id } });
  };
  return (
    <Screen title={words.change}>
      <Reading read={campaign}>
        {({ data }) => (
          <CampaignForm
            isNew={false}
            start={draftOf(data)}
            isBusy={act.isBusy}
            refusal={act.refusal}
            onSend={(draft) => void send(draft)}
            back={
              <Link to="/campaigns/$id" params={{ id }}>
                {words.cancel}
              </Link>
            }
          />
        )}
      </Reading>
    </Screen>
  );
}

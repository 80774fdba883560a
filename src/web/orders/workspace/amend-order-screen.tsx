import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import type { Called } from '../../client/call.ts';
import { mayLeave } from '../../client/leaving.ts';
import { getOrder } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { isAmendable } from '../amendable.ts';
import { draftOfOrder } from './body/draft-of-order.ts';
import { OfferedDrafts } from './draft/offered-drafts.tsx';
import { useOpenedDraft } from './draft/use-opened-draft.ts';
import { type Agencies, useAgencies } from './use-lists.ts';
import { Workspace } from './workspace.tsx';
import { WORKSPACE_WORDS } from './workspace-words.ts';

const route = getRouteApi('/orders/$id/amend');

/** The workspace with the latest revision in it, and what is changed of it marked. */
export function AmendOrderScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(WORKSPACE_WORDS);
  const order = useRead(getOrder, { path: { id } });
  const agencies = useAgencies();
  const [count, setCount] = useState(0);
  const navigate = route.useNavigate();
  const { draft } = route.useSearch();
  const open = async (kept?: string): Promise<void> => {
    if (!(await mayLeave())) return;
    await navigate({ search: kept === undefined ? {} : { draft: kept } });
    setCount(count + 1);
  };
  return (
    <Screen
      title={words.amendTitle(order.data?.data.reference ?? '')}
      acts={
        draft === undefined && (
          <OfferedDrafts of={{ kind: 'amendment', orderId: id }} onOpen={(kept) => void open(kept)} />
        )
      }
    >
      <Reading read={order}>
        {(read) => (
          <Reading read={agencies.read}>
            {() => <Opened key={`${id} ${count}`} read={read} agencies={agencies.known} onAmend={() => void open()} />}
          </Reading>
        )}
      </Reading>
    </Screen>
  );
}

interface OpenedProps {
  readonly read: Called<'getOrder'>;
  readonly agencies: Agencies;
  readonly onAmend: () => void;
}

function Opened({ read: { data: order, etag }, agencies, onAmend }: OpenedProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const draft = useMemo(() => draftOfOrder(order.submission), [order.submission]);
  // What was read when the form was opened is what was changed; what is read later is what others made of it.
  const [opened] = useState({ draft, canAmend: isAmendable(order) });
  const navigate = route.useNavigate();
  const { draft: named } = route.useSearch();
  const { isWaiting, draft: kept } = useOpenedDraft(named);
  if (isWaiting) return <p role="status">{words.reading}</p>;
  if (!opened.canAmend) return <p>{words.notAmendable}</p>;
  return (
    <Workspace
      {...{ initial: opened.draft, agencies, opened: kept, onAmend }}
      standing={{ id: order.id, etag, draft }}
      onDraftMade={(id) => void navigate({ search: { draft: id }, replace: true })}
    />
  );
}

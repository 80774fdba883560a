import { getRouteApi, Navigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { mayLeave } from '../../client/leaving.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { nextReference } from './body/next-reference.ts';
import { blankOrder } from './body/order-draft.ts';
import { OfferedDrafts } from './draft/offered-drafts.tsx';
import { useOpenedDraft } from './draft/use-opened-draft.ts';
import { type Agencies, useAgencies, useOrdersOf } from './use-lists.ts';
import { Workspace } from './workspace.tsx';
import { WORKSPACE_WORDS } from './workspace-words.ts';

const route = getRouteApi('/orders/new');

/** An order from its first key to its decision. */
export function NewOrderScreen(): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const agencies = useAgencies();
  const [count, setCount] = useState(0);
  const navigate = route.useNavigate();
  const { draft, decided } = route.useSearch();
  // No state: the address may be shown before a state that was set with it, and would lead away from the decision.
  const madeHere = useRef<string>(undefined);
  const [shown, setShown] = useState<string>();
  const open = async (id?: string): Promise<void> => {
    if (!(await mayLeave())) return;
    await navigate({ search: id === undefined ? {} : { draft: id } });
    setCount(count + 1);
  };
  // The decision stands in the place of the form; a page that is loaded again, or shared, is the order itself.
  if (decided !== undefined && decided !== madeHere.current)
    return <Navigate to="/orders/$id" params={{ id: decided }} replace />;
  if (shown !== decided && (decided !== undefined || draft === undefined)) {
    setShown(decided);
    // The menu leads here as well: whoever leaves a decision for a new order finds an empty form.
    if (decided === undefined) setCount(count + 1);
  }
  const showDecided = (id: string): void => {
    madeHere.current = id;
    void navigate({ search: { decided: id }, replace: true });
  };
  return (
    <Screen
      title={decided === undefined ? words.newTitle : words.decidedTitle}
      // Beside the title, where they push no form down when they come, and pull none up when the first draft is saved.
      acts={
        draft === undefined &&
        decided === undefined && <OfferedDrafts of={{ kind: 'order' }} onOpen={(id) => void open(id)} />
      }
    >
      <Reading read={agencies.read}>
        {() => (
          <Opened
            key={count}
            agencies={agencies.known}
            onAnother={() => navigate({ search: {} })}
            onDecided={showDecided}
          />
        )}
      </Reading>
    </Screen>
  );
}

interface OpenedProps {
  readonly agencies: Agencies;
  readonly onAnother: () => Promise<void>;
  readonly onDecided: (orderId: string) => void;
}

function Opened({ agencies, onAnother, onDecided }: OpenedProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  // An officer of one agency buys for it; whoever has several chooses.
  const agencyCode = agencies.items.length === 1 ? (agencies.items[0]?.code ?? '') : '';
  const orders = useOrdersOf(agencyCode);
  const navigate = route.useNavigate();
  const { draft: named } = route.useSearch();
  const { isWaiting, draft } = useOpenedDraft(named);
  if (agencies.items.length === 0) return <p>{words.nobody}</p>;
  if (isWaiting || (agencyCode !== '' && orders === undefined)) return <p role="status">{words.reading}</p>;
  const reference = nextReference((orders ?? []).map((order) => order.reference));
  const initial = { ...blankOrder({ agencyCode, fiscalYear: today().slice(0, 4) }), reference };
  return (
    <Workspace
      {...{ initial, agencies, opened: draft, onDecided }}
      onAnother={() => void onAnother()}
      onDraftMade={(id) => void navigate({ search: { draft: id }, replace: true })}
    />
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { readInTray } from '../client/operations.generated.ts';
import { useSession } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { useProposedWaivers } from '../orders/index.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useWords } from '../words/use-words.ts';
import { HOME_WORDS } from './home-words.ts';
import { listOf } from './tray-lists.ts';
import { byDueDay } from './tray-order.ts';

type Entry = Schemas['InTrayEntry'];

/** What waits for this person: not a board of figures, but things to do, each with the way to it. */
export function HomeScreen(): ReactNode {
  const words = useWords(HOME_WORDS);
  const tray = useRead(readInTray, {});
  return (
    <Screen title={words.title}>
      <LastSignIn />
      <Reading read={tray}>{({ data }) => <Tray entries={data.items} />}</Reading>
    </Screen>
  );
}

function Tray({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  const words = useWords(HOME_WORDS);
  const waiting = entries.filter(({ count }) => count > 0);
  const shown = byDueDay(waiting).map((entry) => ({ ...entry, list: listOf(entry) }));
  if (shown.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <ul className="tray">
      {shown.map(({ kind, count, urgent, dueFirst, list }) => (
        <li key={kind}>
          <Link to={list.to} search={list.search}>
            <strong className="tray-count">{count}</strong>
            {words.kinds[kind](count)}
          </Link>
          {urgent > 0 && <strong className="tray-urgent">{words.urgent(urgent)}</strong>}
          {kind === 'order-to-review' && <Proposed />}
          {dueFirst !== null && <span className="secondary">{words.dueFirst(dueFirst)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How many of the orders to review are decided but for a signature. They are counted until it is given. */
function Proposed(): ReactNode {
  const words = useWords(HOME_WORDS);
  const { role } = useSession();
  const ours = useProposedWaivers().filter(({ signers }) => signers.includes(role));
  const orders = new Set(ours.map(({ orderId }) => orderId)).size;
  return orders > 0 && <span className="secondary">{words.proposed(orders)}</span>;
}

/** When this person was here before, which the door tells in the fragment: a stranger's visit is noticed. */
function LastSignIn(): ReactNode {
  const words = useWords(UI_WORDS);
  const last = new URLSearchParams(location.hash.slice(1)).get('last');
  if (last === null || Number.isNaN(Date.parse(last))) return null;
  return <p className="secondary">{words.lastSignIn(writeInstant(last))}</p>;
}

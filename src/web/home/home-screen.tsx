import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { readInTray } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useWords } from '../words/use-words.ts';
import { HOME_WORDS } from './home-words.ts';

type Entry = Schemas['InTrayEntry'];

/** Where the list behind a count is shown. What has no screen yet is left out: a number leads to its list or is not there. */
const PLACES: { readonly [operation: string]: '/drafts' | '/orders' | '/proposals' | undefined } = {
  listDrafts: '/drafts',
  listOrders: '/orders',
  listProposals: '/proposals',
};

/** Where a kind has a list of its own, with the act beside each row. */
const PLACE_OF_KIND: { readonly [kind in Entry['kind']]?: '/deliveries' } = { 'delivery-to-accept': '/deliveries' };

function placeOf({ kind, operation }: Pick<Entry, 'kind' | 'operation'>) {
  return PLACE_OF_KIND[kind] ?? PLACES[operation];
}

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
  const shown = entries.filter((entry) => entry.count > 0 && placeOf(entry) !== undefined);
  if (shown.length === 0) return <p className="empty">{words.none}</p>;
  const pressing = [...shown].sort((a, b) => b.urgent - a.urgent);
  return (
    <ul className="tray">
      {pressing.map(({ kind, count, urgent, dueFirst, operation, query }) => (
        <li key={kind}>
          <Link to={placeOf({ kind, operation }) ?? '/'} search={query}>
            <strong className="tray-count">{count}</strong>
            {words.kinds[kind]}
          </Link>
          {urgent > 0 && <strong className="tray-urgent">{words.urgent(urgent)}</strong>}
          {dueFirst !== null && <span className="secondary">{words.dueFirst(dueFirst)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** When this person was here before, which the door tells in the fragment: a stranger's visit is noticed. */
function LastSignIn(): ReactNode {
  const words = useWords(UI_WORDS);
  const last = new URLSearchParams(location.hash.slice(1)).get('last');
  if (last === null || Number.isNaN(Date.parse(last))) return null;
  return <p className="secondary">{words.lastSignIn(writeInstant(last))}</p>;
}

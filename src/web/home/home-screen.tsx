import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listProposals } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useLanguage } from '../ui/use-preferences.ts';
import { titleOf } from '../words/operation-title.ts';
import { useWords } from '../words/use-words.ts';
import { HOME_WORDS } from './home-words.ts';

/** What waits for this person: not a board of figures, but things to do, each with the way to it. */
export function HomeScreen(): ReactNode {
  const words = useWords(HOME_WORDS);
  const may = useMay();
  return (
    <Screen title={words.title}>
      <LastSignIn />
      {may(listProposals) && <WaitingProposals />}
    </Screen>
  );
}

/** When this person was here before, which the door tells in the fragment: a stranger's visit is noticed. */
function LastSignIn(): ReactNode {
  const words = useWords(UI_WORDS);
  const last = new URLSearchParams(location.hash.slice(1)).get('last');
  if (last === null || Number.isNaN(Date.parse(last))) return null;
  return <p className="secondary">{words.lastSignIn(writeInstant(last))}</p>;
}

const SHOWN = 10;

function WaitingProposals(): ReactNode {
  const words = useWords(HOME_WORDS);
  const language = useLanguage();
  const proposals = useRead(listProposals, { query: { awaiting: 'me', limit: SHOWN } });
  return (
    <section>
      <h2>{words.lists.proposals}</h2>
      <Reading read={proposals}>
        {({ data }) => (
          <ul>
            {data.items.map(({ id, operation, maker, lapsesAt }) => (
              <li key={id}>
                <Link to="/proposals/$id" params={{ id }}>
                  {titleOf(operation, language)}
                </Link>{' '}
                {maker.name} · {writeInstant(lapsesAt)}
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </section>
  );
}

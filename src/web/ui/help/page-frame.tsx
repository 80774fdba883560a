import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay, useSession } from '../../client/session-context.tsx';
import { PROGRAMS, ROLE_WORDS } from '../../words/roles.ts';
import { useWords } from '../../words/use-words.ts';
import { changePreferences } from '../appearance/preferences.ts';
import { usePreferences } from '../appearance/use-preferences.ts';
import { Screen } from '../screen.tsx';
import { UI_WORDS } from '../ui-words.ts';
import { HELP_WORDS } from './help-words.ts';
import type { Page } from './pages.ts';
import { PAGES_WORDS } from './pages-words.ts';

interface PageFrameProps {
  readonly page: Page | undefined;
  readonly children: ReactNode;
}

/** A page for whoever has a use of it, which explains itself once. */
export function PageFrame({ page, children }: PageFrameProps): ReactNode {
  const may = useMay();
  if (page?.by !== undefined && !may(page.by)) return <NotForRole roles={page.by.roles} />;
  return (
    <>
      {page !== undefined && <Explained page={page} />}
      {children}
    </>
  );
}

/** Whom the page is for: nobody asks the gate for what it would refuse. */
function NotForRole({ roles }: { readonly roles: 'public' | readonly string[] }): ReactNode {
  const words = useWords(HELP_WORDS);
  const names = useWords(ROLE_WORDS);
  const { home } = useWords(UI_WORDS);
  const { role } = useSession();
  const people = Object.entries(names).filter(([one]) => roles.includes(one) && !PROGRAMS.includes(one));
  return (
    <Screen title={words.rightsTitle}>
      <p>{words.rights(people.map(([, name]) => name).join(words.separator), names[role])}</p>
      <Link to="/">{home}</Link>
    </Screen>
  );
}

function Explained({ page: { name } }: { readonly page: Page }): ReactNode {
  const words = useWords(HELP_WORDS);
  const pages = useWords(PAGES_WORDS);
  const { explained } = usePreferences();
  if (explained.includes(name)) return null;
  return (
    <aside className="explained" aria-label={words.about}>
      <span>{pages[name]}</span>
      <button
        className="plain-button"
        type="button"
        onClick={() => {
          changePreferences({ explained: [...explained, name] });
          // The button is gone, and whoever works with the keyboard goes on in the content.
          document.getElementById('content')?.focus();
        }}
      >
        {words.understood}
      </button>
    </aside>
  );
}

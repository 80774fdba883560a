import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMay, useSession } from '../client/session-context.tsx';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { Appearance } from './appearance.tsx';
import { NAVIGATION_WORDS, PLACES } from './navigation.ts';
import { Boundary } from './screen.tsx';
import { SessionWatch } from './session-watch.tsx';
import { signOut } from './sign-out.ts';
import { UI_WORDS } from './ui-words.ts';

/** What stands around every screen: who works here, where one can go, and the content. */
export function Shell(): ReactNode {
  const words = useWords(UI_WORDS);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const content = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // After a change of place a screen reader reads on at the new content, and Tab goes on from there.
    if (!isFirst.current) content.current?.focus();
    isFirst.current = false;
    content.current?.scrollTo(0, 0);
    void path;
  }, [path]);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <Header />
      <Navigation />
      <main id="content" className="shell-content" ref={content} tabIndex={-1}>
        <SessionWatch />
        <Boundary key={path} fallback={<p role="alert">{words.broken}</p>}>
          <Outlet />
        </Boundary>
      </main>
    </div>
  );
}

function Header(): ReactNode {
  const words = useWords(UI_WORDS);
  const roles = useWords(ROLE_WORDS);
  const { person, role } = useSession();
  return (
    <header className="shell-header">
      <strong>{words.product}</strong>
      <div className="shell-person">
        <Appearance />
        <Link to="/me">
          {person.name} · {roles[role]}
        </Link>
        <button className="plain-button" type="button" onClick={() => void signOut()}>
          {words.signOut}
        </button>
      </div>
    </header>
  );
}

function Navigation(): ReactNode {
  const words = useWords(UI_WORDS);
  const names = useWords(NAVIGATION_WORDS);
  const may = useMay();
  return (
    <nav className="shell-navigation" aria-label={words.navigation}>
      <ul>
        {PLACES.filter(({ by }) => by === undefined || may(by)).map(({ name, to }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: PLACES.some((other) => other.to !== to && other.to.startsWith(to)) }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {names[name]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

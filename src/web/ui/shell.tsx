import { Link, Outlet, useMatches, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { submitOrder } from '../client/operations.generated.ts';
import { useMay, useSession } from '../client/session-context.tsx';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { Appearance } from './appearance/appearance.tsx';
import { BrokenScreen } from './broken-screen.tsx';
import { BusyBar } from './busy-bar.tsx';
import { HelpDialog } from './help/help-dialog.tsx';
import { FIND_KEY, HELP_KEY } from './help/keys-words.ts';
import { PageFrame } from './help/page-frame.tsx';
import { type Page, pageOf } from './help/pages.ts';
import { GateBar } from './leaving/gate-bar.tsx';
import { LeaveGuard } from './leaving/leave-guard.tsx';
import { areaOf, NAVIGATION_WORDS } from './navigation.ts';
import { placesFor } from './palette/find-places.ts';
import { Palette } from './palette/palette.tsx';
import { PrintedLine } from './print/printed-line.tsx';
import { Boundary } from './screen.tsx';
import { SessionWatch } from './session/session-watch.tsx';
import { signOut } from './session/sign-out.ts';
import { UI_WORDS } from './ui-words.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** A page goes on without the look at the log where its file cannot be had: nothing is then said of it. */
const LogBar = lazy(() =>
  import('./session/log-look.tsx').then(
    ({ LogBar: bar }) => ({ default: bar }),
    () => ({ default: () => null }),
  ),
);

/** What lies over the page, if anything does. */
type Over = 'palette' | 'help' | undefined;

/** What stands around every screen: who works here, where one can go, and the content. */
export function Shell(): ReactNode {
  const words = useWords(UI_WORDS);
  const shown = useShownPath();
  const page = usePage();
  const content = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const [over, setOver] = useState<Over>();
  const close = useCallback(() => setOver(undefined), []);
  useKeys(setOver);
  // Before the screen's own effects: a screen that puts the cursor into a field of its own has the last word.
  useLayoutEffect(() => {
    // After a change of place a screen reader reads on at the new content, and Tab goes on from there.
    if (!isFirst.current) content.current?.focus();
    isFirst.current = false;
    content.current?.scrollTo(0, 0);
    void shown;
  }, [shown]);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <Header onOver={setOver} />
      <Navigation />
      <main id="content" className="shell-content" ref={content} tabIndex={-1}>
        <SessionWatch />
        <GateBar />
        <Suspense>
          <LogBar />
        </Suspense>
        <BusyBar />
        <Boundary key={shown} fallback={<BrokenScreen />}>
          <PageFrame page={page}>
            <Outlet />
          </PageFrame>
        </Boundary>
        <PrintedLine />
      </main>
      <LeaveGuard />
      {over === 'palette' && <Palette onClose={close} />}
      {over === 'help' && <HelpDialog page={page} onClose={close} />}
    </div>
  );
}

function useKeys(open: (over: Over) => void): void {
  const may = useMay();
  const navigate = useNavigate();
  useShortcuts({
    onFind: () => open('palette'),
    onHelp: () => open('help'),
    onNew: () => {
      if (may(submitOrder)) void navigate({ to: '/orders/new' });
    },
  });
}

/**
 * Where the page that is shown stands. The address is ahead of it while the next page is read: with that as its key the old
 * screen would be made anew first, without what it remembers.
 */
function useShownPath(): string {
  return useMatches({ select: (matches) => `${matches.at(-1)?.routeId} ${matches.at(-1)?.pathname}` });
}

/** The page that is shown, as the help knows it. */
function usePage(): Page | undefined {
  return pageOf(useMatches({ select: (matches) => matches.at(-1)?.routeId ?? '' }));
}

function Header({ onOver }: { readonly onOver: (over: Over) => void }): ReactNode {
  const words = useWords(UI_WORDS);
  const roles = useWords(ROLE_WORDS);
  const { person, role } = useSession();
  return (
    <header className="shell-header">
      <strong>{words.product}</strong>
      <div className="shell-person">
        <button className="plain-button" type="button" onClick={() => onOver('palette')}>
          {words.find} <kbd>{FIND_KEY}</kbd>
        </button>
        <button className="plain-button" type="button" onClick={() => onOver('help')}>
          {words.help} <kbd>{HELP_KEY}</kbd>
        </button>
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
  const places = placesFor(may);
  const area = areaOf(useRouterState({ select: ({ location }) => location.pathname }), places);
  return (
    <nav className="shell-navigation" aria-label={words.navigation}>
      <ul>
        {places
          .filter(({ beside }) => beside === undefined)
          .map(({ name, to }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: true }} aria-current={area?.name === name ? 'page' : undefined}>
                {names[name]}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

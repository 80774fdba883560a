import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { accessRoutes } from './access/index.ts';
import { accountRoutes } from './accounts/index.ts';
import { auditRoutes } from './audit/index.ts';
import { budgetRoutes } from './budget/index.ts';
import { campaignRoutes } from './campaigns/index.ts';
import { readSession, type Session } from './client/session.ts';
import { SessionContext } from './client/session-context.tsx';
import { deliveryRoutes } from './delivery/index.ts';
import { PendingSteps } from './door/pending-steps.tsx';
import { filingRoutes } from './filings/index.ts';
import { homeRoutes } from './home/index.ts';
import { logRoutes } from './log/index.ts';
import { matterRoutes } from './matters/index.ts';
import { officeRoutes } from './office/index.ts';
import { orderRoutes } from './orders/index.ts';
import { recordRoutes } from './records/index.ts';
import { reviewRoutes } from './reviews/index.ts';
import { ruleRoutes } from './rules/index.ts';
import { proposalRoutes } from './two-people/index.ts';
import { Theme } from './ui/appearance/theme.tsx';
import { BrokenScreen } from './ui/broken-screen.tsx';
import { Refusal } from './ui/refusal.tsx';
import { rootRoute } from './ui/root-route.ts';
import { Boundary } from './ui/screen.tsx';
import { parseSearch, stringifySearch } from './ui/search.ts';
import { knowCounties } from './words/region-names.ts';

const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...homeRoutes,
    ...orderRoutes,
    ...deliveryRoutes,
    ...budgetRoutes,
    ...reviewRoutes,
    ...proposalRoutes,
    ...officeRoutes,
    ...filingRoutes,
    ...campaignRoutes,
    ...matterRoutes,
    ...auditRoutes,
    ...ruleRoutes,
    ...logRoutes,
    ...accountRoutes,
    ...accessRoutes,
    ...recordRoutes,
  ]),
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenScreen,
  // What scrolls is the content beside the navigation, not the page.
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

// What a browser says of the network is not asked: an office without the internet reaches its gate.
const queries = new QueryClient({
  defaultOptions: {
    queries: { refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

type Found = { readonly session: Session } | { readonly error: Error } | undefined;

/** The console of whoever is signed in; everybody else is led to the door, and back afterwards. */
export function ConsoleApp(): ReactNode {
  const [found, setFound] = useState<Found>();
  const look = (): void => {
    void Promise.all([readSession(), nameCounties()]).then(
      ([session]) => (session === undefined ? leave() : setFound({ session })),
      (error: Error) => setFound({ error }),
    );
  };
  useEffect(look, []);
  return (
    <Theme>
      <Boundary fallback={<BrokenScreen />}>{content()}</Boundary>
    </Theme>
  );

  function content(): ReactNode {
    if (found === undefined) return null;
    if ('error' in found) return <Refusal of={found.error} onAgain={look} />;
    const { session } = found;
    if (session.pending.length > 0) {
      return (
        <main className="door">
          <PendingSteps session={session} onDone={look} />
        </main>
      );
    }
    return (
      <QueryClientProvider client={queries}>
        <SessionContext value={session}>
          <RouterProvider router={router} />
        </SessionContext>
      </QueryClientProvider>
    );
  }
}

/** Beside the session, which takes as long; a gate that is away says so for both, and codes are told without it. */
function nameCounties(): Promise<void> {
  return import('./words/counties.ts').then(
    ({ COUNTIES }) => knowCounties(COUNTIES),
    () => undefined,
  );
}

function leave(): void {
  const next = `${location.pathname}${location.search}`;
  location.replace(`/console/sign-in?next=${encodeURIComponent(next)}`);
}

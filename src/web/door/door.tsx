import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { LanguageButton } from '../ui/appearance/language-button.tsx';
import { applyTokens } from '../ui/appearance/tokens.ts';
import { usePreferences } from '../ui/appearance/use-preferences.ts';
import { useWords } from '../words/use-words.ts';
import { DOOR_WORDS } from './door-words.ts';
import { InvitationPage } from './invitation-page.tsx';
import { Refusal } from './refusal.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** Most who come sign in; who checks a certificate fetches the page for it. */
const VerifyPage = lazy(async () => {
  const fetched = await import('./verify-page.tsx').catch(() => undefined);
  return { default: fetched?.VerifyPage ?? PageAway };
});

const PAGES: { readonly [path: string]: ComponentType } = {
  '/console/sign-in': SignInPage,
  '/console/invitation': InvitationPage,
  '/verify': VerifyPage,
};

/** The pages that need no session. They carry no component library, so that they are there at once. */
export function Door(): ReactNode {
  const words = useWords(DOOR_WORDS);
  const { language, theme, largeText } = usePreferences();
  const Page = PAGES[location.pathname];
  useEffect(() => {
    applyTokens(theme, { largeText, language });
    document.documentElement.lang = language;
    document.title = words.product;
  }, [theme, largeText, language, words]);
  return (
    <main className="door">
      <div className="door-head">
        <strong>{words.product}</strong>
        <LanguageButton />
      </div>
      <Suspense>{Page === undefined ? <p>{words.invalidPage}</p> : <Page />}</Suspense>
    </main>
  );
}

/** The gate went away between the page and what it fetches. */
function PageAway(): ReactNode {
  return <Refusal text={useWords(DOOR_WORDS).pageAway} />;
}

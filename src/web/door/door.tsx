import { type ReactNode, useEffect } from 'react';
import { LanguageButton } from '../ui/appearance/language-button.tsx';
import { applyTokens } from '../ui/appearance/tokens.ts';
import { usePreferences } from '../ui/appearance/use-preferences.ts';
import { useWords } from '../words/use-words.ts';
import { DOOR_WORDS } from './door-words.ts';
import { InvitationPage } from './invitation-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { VerifyPage } from './verify-page.tsx';

const PAGES: { readonly [path: string]: () => ReactNode } = {
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
      {Page === undefined ? <p>{words.invalidPage}</p> : <Page />}
    </main>
  );
}

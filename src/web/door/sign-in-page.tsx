import { type ReactNode, useEffect, useState } from 'react';
import { onOtherTab, readSession, tellOtherTabs } from '../client/session.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { DemoPeople } from './demo-people.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { PendingSteps } from './pending-steps.tsx';
import { type SignedIn, SignInForm } from './sign-in-form.tsx';

/** Where a person gets in: sign in, read what others did to the account, do what is pending, and go on. */
export function SignInPage(): ReactNode {
  const { signIn: words, explains } = useWords(DOOR_WORDS);
  const [session, setSession] = useState<SignedIn>();
  const [hasRead, setRead] = useState(false);

  // Whoever signs in in another tab need not do it here again.
  useEffect(
    () =>
      onOtherTab((event) => {
        if (event === 'signed-in')
          void readSession().then(
            (now) => now && leave(),
            () => undefined,
          );
      }),
    [],
  );

  function take(signedIn: SignedIn): void {
    if (signedIn.pending.length === 0 && signedIn.notices.length === 0) goOn(signedIn);
    else setSession(signedIn);
  }

  if (session !== undefined && session.notices.length > 0 && !hasRead) {
    return (
      <section className="door-form">
        <h1>{words.noticesTitle}</h1>
        <Notices notices={session.notices} />
        <button
          className="door-submit"
          type="button"
          onClick={() => (session.pending.length === 0 ? goOn(session) : setRead(true))}
        >
          {words.goOn}
        </button>
      </section>
    );
  }
  if (session !== undefined) return <PendingSteps session={session} onDone={() => goOn(session)} />;
  return (
    <>
      <h1>{words.title}</h1>
      <p className="secondary">{explains}</p>
      <SignInForm onSignedIn={take} />
      <p>
        <a href="/console/invitation">{words.toInvitation}</a>
      </p>
      <p>
        <a href="/verify">{words.toVerify}</a>
      </p>
      <DemoPeople onSignedIn={take} />
    </>
  );
}

function Notices({ notices }: Pick<SignedIn, 'notices'>): ReactNode {
  const textOf = useText();
  return (
    <ul>
      {notices.map(({ at, text }) => (
        <li key={at}>{textOf(text)}</li>
      ))}
    </ul>
  );
}

/** To the page that was asked for, if it is one of ours; the fragment tells it when this person was here before. */
function goOn({ lastSignInAt }: SignedIn): void {
  tellOtherTabs('signed-in');
  const next = nextPlace();
  location.replace(lastSignInAt === null ? next : `${next}#last=${encodeURIComponent(lastSignInAt)}`);
}

function leave(): void {
  location.replace(nextPlace());
}

function nextPlace(): string {
  const asked = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/console\/(?!sign-in|invitation)/.test(asked) ? asked : '/console/';
}

import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { call, onSessionOver } from '../../client/call.ts';
import { listProposals } from '../../client/operations.generated.ts';
import { onOtherTab, readSession, type Session, tellOtherTabs } from '../../client/session.ts';
import { useSession } from '../../client/session-context.tsx';
import { DOOR_WORDS } from '../../door/door-words.ts';
import { type SignedIn, SignInForm } from '../../door/sign-in-form.tsx';
import { useWords } from '../../words/use-words.ts';
import { msUntil } from '../time.ts';
import { UI_WORDS } from '../ui-words.ts';

const LOOK_MS = 30_000;
const WARN_MS = 120_000;

/**
 * Warns before the session ends, and asks for a sign-in over the page when it has: what was typed stays. Looking does not
 * count as use.
 */
export function SessionWatch(): ReactNode {
  const session = useSession();
  const [ends, setEnds] = useState(endOf(session));
  const [isOver, setOver] = useState(false);
  const queries = useQueryClient();
  const { person, role } = session;
  const take = useCallback(
    (now: SessionNow | undefined): void => {
      if (now === undefined) {
        setOver(true);
        return;
      }
      // Anybody else starts at the first page, with nothing kept of what another person saw.
      const isSame = now.person.id === person.id && now.role === role && now.pending.length === 0;
      if (!isSame) {
        location.replace('/console/');
        return;
      }
      setEnds(endOf(now));
      setOver(false);
    },
    [person.id, role],
  );
  const goOn = useCallback(
    (now: SessionNow | undefined): void => {
      take(now);
      void queries.invalidateQueries();
    },
    [take, queries],
  );
  useLooking(take);
  useEffect(() => onSessionOver(() => setOver(true)), []);
  useEffect(
    () =>
      onOtherTab((event) => {
        if (event === 'signed-out') location.replace('/console/sign-in');
        else void readSession().then(goOn, () => undefined);
      }),
    [goOn],
  );
  const stay = async (): Promise<void> => {
    await call(listProposals, { query: { limit: 1 } });
    take(await readSession());
  };
  return (
    <>
      {!isOver && <EndBar ends={ends} onStay={() => void stay().catch(() => undefined)} />}
      <SignInAgain isOpen={isOver} email={person.email ?? ''} onSignedIn={goOn} />
    </>
  );
}

/** What is told of a session both where it is read and where it begins. */
type SessionNow = Session | SignedIn;

/** Looks now and then whose session it is by now: another tab may have changed it, or its time may have come. */
function useLooking(take: (now: Session | undefined) => void): void {
  useEffect(() => {
    const looking = setInterval(() => {
      if (document.visibilityState !== 'hidden') void readSession().then(take, () => undefined);
    }, LOOK_MS);
    return () => clearInterval(looking);
  }, [take]);
}

function endOf({ idleUntil, expiresAt }: { idleUntil: string | null; expiresAt: string | null }): string | null {
  if (idleUntil === null || expiresAt === null) return null;
  return idleUntil < expiresAt ? idleUntil : expiresAt;
}

function EndBar({ ends, onStay }: { readonly ends: string | null; readonly onStay: () => void }): ReactNode {
  const words = useWords(UI_WORDS);
  const [left, setLeft] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    if (ends === null) return undefined;
    const count = (): void => setLeft(msUntil(ends));
    count();
    const ticking = setInterval(count, 1_000);
    return () => clearInterval(ticking);
  }, [ends]);
  if (left > WARN_MS || left <= 0) return null;
  return (
    <div className="notice top-bar" data-kind="warning" role="alert">
      <span>{words.idle(Math.floor(left / 60_000), Math.floor((left % 60_000) / 1_000))}</span>
      <button className="plain-button" type="button" onClick={onStay}>
        {words.stay}
      </button>
    </div>
  );
}

interface SignInAgainProps {
  readonly isOpen: boolean;
  /** Of the person whose page this is. Somebody else may sign in as well, and then starts at the first page. */
  readonly email: string;
  readonly onSignedIn: (now: SignedIn) => void;
}

/** The form of the door, over the page. Other tabs of this browser go on as well. */
function SignInAgain({ isOpen, email, onSignedIn }: SignInAgainProps): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  return (
    <Modal open={isOpen} title={words.title} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <p>{words.over}</p>
      {isOpen && (
        <SignInForm
          email={email}
          onSignedIn={(now) => {
            tellOtherTabs('signed-in');
            onSignedIn(now);
          }}
        />
      )}
    </Modal>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { call, onSessionOver } from '../../client/call.ts';
import { listProposals } from '../../client/operations.generated.ts';
import { noteSignedInAgain, onOtherTab, readSession, type Session, tellOtherTabs } from '../../client/session.ts';
import { useSession } from '../../client/session-context.tsx';
import { forgetWork } from '../../client/unsaved-work.ts';
import { DOOR_WORDS } from '../../door/door-words.ts';
import { type SignedIn, SignInForm } from '../../door/sign-in-form.tsx';
import { useWords } from '../../words/use-words.ts';
import { msUntil } from '../time.ts';
import { UI_WORDS } from '../ui-words.ts';

const WARN_MS = 120_000;
/** Not more often than that it is looked whose session it is, and not less often. */
const LOOK_MS_MIN = 30_000;
const LOOK_MS_MAX = 300_000;
/** So long before the warning it is looked whether it is still due: what is done here keeps the session alive. */
const LOOK_AHEAD_MS = 5_000;
/** What lies over the page goes away slowly. */
const FOCUS_MS = 400;

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
    (now: SessionNow | undefined): boolean => {
      if (now === undefined) {
        setOver(true);
        return false;
      }
      // Anybody else starts at the first page, with nothing kept of what another person saw.
      const isSame = now.person.id === person.id && now.role === role && now.pending.length === 0;
      if (!isSame) {
        forgetWork();
        location.replace('/console/');
        return false;
      }
      setEnds(endOf(now));
      setOver(false);
      return true;
    },
    [person.id, role],
  );
  const goOn = useCallback(
    (now: SessionNow | undefined): void => {
      // What one person typed is never saved in the name of another.
      if (take(now)) noteSignedInAgain();
      void queries.invalidateQueries();
    },
    [take, queries],
  );
  useLooking(take, { ends, isOver });
  useFocusBack(isOver);
  useEffect(() => onSessionOver(() => setOver(true)), []);
  useEffect(
    () =>
      onOtherTab((event) => {
        if (event === 'signed-out') {
          forgetWork();
          location.replace('/console/sign-in');
        } else void readSession().then(goOn, () => undefined);
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

/**
 * Looks now and then whose session it is by now: another tab may have changed it, or its time may have come. Before it can have
 * come there is little to look for, and once it is over nothing but whether somebody who comes back has signed in elsewhere.
 */
function useLooking(
  take: (now: Session | undefined) => void,
  { ends, isOver }: { readonly ends: string | null; readonly isOver: boolean },
): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'hidden') void readSession().then(take, () => undefined);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lookLater = (): void => {
      const waitMs = ends === null ? LOOK_MS_MAX : msUntil(ends) - WARN_MS - LOOK_AHEAD_MS;
      timer = setTimeout(
        () => {
          look();
          lookLater();
        },
        Math.min(LOOK_MS_MAX, Math.max(LOOK_MS_MIN, waitMs)),
      );
    };
    if (!isOver) lookLater();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [take, ends, isOver]);
}

/** After the sign-in over the page the focus is where it was before. */
function useFocusBack(isOver: boolean): void {
  const before = useRef<HTMLElement>(undefined);
  useEffect(() => {
    // Where somebody types, and not in what lies over it.
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && target.closest('main') !== null) before.current = target;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    if (!isOver) return undefined;
    const at = before.current;
    return () => {
      // Once what lies over the page lets go of the focus.
      setTimeout(() => at?.isConnected && at.focus(), FOCUS_MS);
    };
  }, [isOver]);
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

import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { call, onSessionOver } from '../client/call.ts';
import { getSession, listProposals } from '../client/operations.generated.ts';
import { onOtherTab, readSession } from '../client/session.ts';
import { useSession } from '../client/session-context.tsx';
import { DOOR_WORDS } from '../door/door-words.ts';
import { type SignedIn, SignInForm } from '../door/sign-in-form.tsx';
import { useWords } from '../words/use-words.ts';
import { msUntil } from './time.ts';
import { UI_WORDS } from './ui-words.ts';

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
  useEffect(() => onSessionOver(() => setOver(true)), []);
  useEffect(
    () => onOtherTab((event) => (event === 'signed-out' ? location.replace('/console/sign-in') : undefined)),
    [],
  );
  useEffect(() => {
    const looking = setInterval(() => {
      if (document.visibilityState === 'hidden') return;
      void readSession().then(
        (now) => (now === undefined ? setOver(true) : setEnds(endOf(now))),
        () => undefined,
      );
    }, LOOK_MS);
    return () => clearInterval(looking);
  }, []);
  const stay = async (): Promise<void> => {
    await call(listProposals, { query: { limit: 1 } });
    const { data } = await call(getSession, {});
    setEnds(endOf(data));
  };
  return (
    <>
      {!isOver && <EndBar ends={ends} onStay={() => void stay()} />}
      <SignInAgain isOpen={isOver} onSignedIn={() => setOver(false)} />
    </>
  );
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
    <div className="notice session-end" data-kind="warning" role="alert">
      <span>{words.idle(Math.floor(left / 60_000), Math.floor((left % 60_000) / 1_000))}</span>
      <button className="plain-button" type="button" onClick={onStay}>
        {words.stay}
      </button>
    </div>
  );
}

interface SignInAgainProps {
  readonly isOpen: boolean;
  readonly onSignedIn: () => void;
}

/** The form of the door, over the page. The same person goes on; anybody else starts at the first page, with nothing kept. */
function SignInAgain({ isOpen, onSignedIn }: SignInAgainProps): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  const { person, role } = useSession();
  const queries = useQueryClient();
  function take(session: SignedIn): void {
    const isSame = session.person.id === person.id && session.role === role && session.pending.length === 0;
    if (!isSame) {
      location.replace('/console/');
      return;
    }
    onSignedIn();
    void queries.invalidateQueries();
  }
  return (
    <Modal open={isOpen} title={words.title} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <p>{words.over}</p>
      {isOpen && <SignInForm onSignedIn={take} />}
    </Modal>
  );
}

import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Session } from '../client/session.ts';
import { useSession } from '../client/session-context.tsx';
import { PasswordChange } from '../door/pending-steps.tsx';
import { Screen } from '../ui/screen.tsx';
import { signOut } from '../ui/session/sign-out.ts';
import { dayOf, writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from './account-words.ts';
import { OtherRoles } from './other-roles.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { useReachWords } from './use-reach-words.ts';

/** Who is signed in, as what, until when; the own password; the end of all sessions. */
export function AccountScreen(): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const session = useSession();
  const [password, setPassword] = useState<'kept' | 'changing' | 'changed'>('kept');
  return (
    <Screen title={words.title}>
      <Standing session={session} />
      <OtherRoles />
      {password === 'changed' && (
        <p className="notice" data-kind="done" role="status">
          {words.changed}
        </p>
      )}
      {password === 'changing' ? (
        <div className="narrow">
          <h2>{words.change}</h2>
          <PasswordChange onDone={() => setPassword('changed')} />
        </div>
      ) : (
        <p>
          <Button onClick={() => setPassword('changing')}>{words.change}</Button>
        </p>
      )}
      <OwnSessions />
      <p>
        <Button onClick={() => void signOut({ everywhere: true })}>{words.everywhere}</Button>{' '}
        <span className="secondary">{words.everywhereHelp}</span>
      </p>
    </Screen>
  );
}

function Standing({ session }: { readonly session: Session }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const roles = useWords(ROLE_WORDS);
  const reachOf = useReachWords();
  const { person, role, grant, createdAt, expiresAt, passwordExpiresAt, totp } = session;
  const facts: readonly (readonly [string, string])[] = [
    [words.person, person.name],
    [words.role, roles[role]],
    [words.reach, reachOf(grant)],
    [words.since, createdAt === null ? '' : writeInstant(createdAt)],
    [words.until, expiresAt === null ? '' : writeInstant(expiresAt)],
    [words.password, passwordExpiresAt === null ? words.forEver : dayOf(passwordExpiresAt)],
    [words.totp, totp ? words.withTotp : words.withoutTotp],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

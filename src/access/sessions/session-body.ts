import type { components } from '../../http/openapi.generated.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import type { AccountNotice } from '../alerts/list-account-events.ts';
import { passwordEnd } from '../passwords/password.ts';
import type { Person } from '../people/person.ts';
import type { OpenedSession } from './record-session.ts';
import { idleEnd, pendingIn, type Session, type SessionSettings } from './session.ts';
import type { SignInRecord } from './sign-in.ts';

type Schemas = components['schemas'];

export interface SessionView {
  readonly person: Pick<Person, 'id' | 'name' | 'email' | 'roles'>;
  readonly settings: SessionSettings;
  readonly at: Instant;
}

export function toSessionBody(session: Session, { person, settings, at }: SessionView) {
  return {
    id: session.id,
    person: { id: person.id, name: person.name, email: person.email },
    role: toPersonRole(session.role),
    grant: toGrantBody(session.grant),
    roles: person.roles.map(({ role, grant }) => ({ role: toPersonRole(role), grant: toGrantBody(grant) })),
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    idleUntil: idleEnd(session, settings),
    pending: [...pendingIn(session, settings, at)],
    passwordProfile: settings.passwordProfile,
    passwordExpiresAt: passwordEnd(session.passwordSetAt, settings.passwordProfile),
    totp: session.isWithTotp,
  };
}

export function toNewSessionBody(
  opened: OpenedSession,
  view: Omit<SessionView, 'person'> & { readonly notices: readonly AccountNotice[]; readonly isOwnPage: boolean },
): Schemas['NewSession'] {
  const { session, person, lastSignInAt } = opened;
  const token = view.isOwnPage ? null : opened.token;
  return { ...toSessionBody(session, { ...view, person }), lastSignInAt, notices: [...view.notices], token };
}

/** One of somebody's sessions, as that person sees it. */
interface OwnSession {
  readonly session: Session;
  readonly address: string | null;
}

export function toOwnSessionBody(
  { session, address }: OwnSession,
  { settings, current }: { readonly settings: SessionSettings; readonly current: string },
): Schemas['OwnSession'] {
  const { id, role, grant, createdAt, lastSeenAt, expiresAt, isWithTotp } = session;
  return {
    ...{ id, current: id === current, role: toPersonRole(role), grant: toGrantBody(grant) },
    ...{ createdAt, lastSeenAt, expiresAt, idleUntil: idleEnd(session, settings), totp: isWithTotp, address },
  };
}

/** A key is no session: it has neither an end of its own nor anything pending. */
export function toKeyBody({ keyId, role, grant }: Actor, { person, settings }: SessionView): Schemas['Session'] {
  return {
    id: keyId,
    person: { id: person.id, name: person.name, email: null },
    role: toPersonRole(role),
    grant: toGrantBody(grant),
    roles: [],
    createdAt: null,
    expiresAt: null,
    idleUntil: null,
    pending: [],
    passwordProfile: settings.passwordProfile,
    passwordExpiresAt: null,
    totp: false,
  };
}

export function toSignInBody(record: SignInRecord): Schemas['SignInRecord'] {
  const { id, at, personId, account, address, event, reason, sessionId, role } = record;
  return {
    ...{ id, at, person: personId, account, address, event, reason, session: sessionId },
    role: role === null ? null : toPersonRole(role),
  };
}

/** Nobody signs in as a machine, a platform or the installer. */
function toPersonRole(role: Actor['role']): Schemas['PersonRole'] {
  if (role === 'installer' || role === 'machine' || role === 'platform')
    throw new Error(`a person has the role ${role}`);
  return role;
}

function toGrantBody(grant: Actor['grant']): Schemas['Grant'] {
  return 'region' in grant ? { region: grant.region } : { agencies: [...grant.agencies] };
}

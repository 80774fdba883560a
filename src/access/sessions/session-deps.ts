import type { GovernedDeps } from '../../log/index.ts';
import type { PasswordHasher } from '../passwords/password-hash.ts';
import type { SessionSettings } from './session.ts';

/** What sign-in needs from outside. */
export interface SessionDeps extends GovernedDeps {
  readonly settings: SessionSettings;
  readonly hasher: PasswordHasher;
}

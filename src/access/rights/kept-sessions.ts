import type { LoggedSession } from '../sessions/session-leaf.ts';

export const BUILD_STARTED = 'build.started';

export interface KeptSession {
  readonly id: string;
  readonly session: LoggedSession;
}

/**
 * Sessions that the first start of a build which records sessions found: from this leaf on every other session has a leaf of
 * its own. Undefined where the leaf is of a build that did not, or of a later one.
 */
export function keptSessionsIn(body: Readonly<Record<string, unknown>>): readonly KeptSession[] | undefined {
  const { sessions } = body;
  return Array.isArray(sessions) ? (sessions as KeptSession[]) : undefined;
}

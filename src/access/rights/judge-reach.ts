import { type Grant, NATIONAL_REGION } from '../../kernel/index.ts';
import { type Difference, withoutRight } from '../../log/index.ts';
import { covers } from '../grant.ts';
import { type AuthorClaim, isSessionKey, statesAbout } from './judge-author.ts';
import { type ReplayedRights, splitSubject } from './replayed-rights.ts';

/** Leaves of what binds everybody whom the gate serves, whoever it is about: its kinds, and of rule sets two types. */
const KINDS: readonly string[] = ['product', 'supplier', 'debarment', 'witness', 'signing-key'];
const TYPES: readonly string[] = ['rule-set.scheduled', 'rule-set.confirmed'];

export function bindsWholeGate({ type, subject }: { readonly type: string; readonly subject: string }): boolean {
  return TYPES.includes(type) || KINDS.includes(splitSubject(subject)[0]);
}

/**
 * Whether somebody reached the region that the gate served at that time. Nobody was asked before the log said a region, or
 * named the sessions that it found.
 */
export function judgeReach(rights: ReplayedRights, claim: AuthorClaim): readonly Difference[] {
  const { author, at, index } = claim;
  const { gateRegion, sessionsRecordedAt } = rights;
  if (author.person === null || (gateRegion === null && sessionsRecordedAt === null)) return [];
  const held = isSessionKey(author) ? rights.sessions.get(author.key) : rights.keys.get(author.key);
  // That nobody knows the key or session is told already.
  if (!held) return [];
  const region: Grant = { region: gateRegion ?? NATIONAL_REGION };
  const states = statesAbout(rights.persons.get(author.person) ?? [], at);
  const ofPerson = states.flatMap(({ roles }) => roles.filter(({ role }) => role === held.role));
  const isReached = [held, ...ofPerson].some(({ grant }) => covers(grant, region, rights.regions));
  return isReached ? [] : [withoutRight({ table: 'persons', key: author.person, index }, 'reach')];
}

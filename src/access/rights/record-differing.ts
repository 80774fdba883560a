import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf, type Instant, msBetween } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLastLeaves,
  findLeafAsOf,
  type Governed,
  type LeafRow,
} from '../../log/index.ts';
import { CODE_ROLES } from '../keys/record-code-roles.ts';
import { findKeyRows, findWholePeople } from '../people/find-whole-people.ts';
import { credentialDifferences, credentialSubjects } from '../sessions/credentials-projection.ts';
import { isSessionActor } from '../sessions/find-session.ts';
import { sessionColumns, sessionSubject } from '../sessions/session-leaf.ts';
import { listSessionsNamed } from '../sessions/session-repository.ts';
import { type Claimant, differingName } from './claimant.ts';
import { compareEnd, compareSession, findRecordedSession, type RecordedSession } from './compare-session.ts';
import { rightsDifferences, rightsSubject } from './rights-projection.ts';

export const RIGHTS_DIFFERED = 'rights.differed';

/**
 * Compares the rows that give these people their rights with the last leaves about them: person, password, authenticator, and
 * the key or session. What differs is recorded, and the caller does nothing else then.
 */
export async function recordDiffering(
  entry: Governed,
  claimants: readonly Claimant[],
  compare: (entry: Governed) => Promise<readonly Difference[]> = async () => [],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const findDiffering = await claimantComparer(entry.tx, claimants, entry.at);
  for (const [place, claimant] of claimants.entries()) {
    const ofAct = place === 0 ? await compare(entry) : [];
    const differences = distinct([...(await findDiffering(claimant)), ...ofAct]);
    if (differences.length > 0) await recordOnce(entry, claimant, differences);
    found.push(...differences);
  }
  return distinct(found);
}

/** What the comparison asks for: three indexed reads, however many people they are, and one for sessions. */
export async function readClaimants(tx: Tx, claimants: readonly Claimant[]): Promise<void> {
  await claimantComparer(tx, claimants, undefined);
}

async function claimantComparer(
  tx: Tx,
  claimants: readonly Claimant[],
  at: Instant | undefined,
): Promise<(claimant: Claimant) => Promise<readonly Difference[]>> {
  const persons = [...new Set(claimants.map(({ personId }) => personId))];
  const keys = [...new Set(claimants.flatMap(({ keyId }) => keyId ?? []))];
  const sessions = keys.filter((keyId) => isSessionActor({ keyId }));
  const apiKeys = keys.filter((keyId) => !isSessionActor({ keyId }));
  const leaves = await findLastLeaves(tx, [
    ...persons.flatMap((id) => [rightsSubject('person', id), ...credentialSubjects(id)]),
    ...sessions.map(sessionSubject),
    ...apiKeys.map((id) => rightsSubject('api-key', id)),
    // What a key may do ends by this as well, which whoever carries out an act asks next.
    ...(apiKeys.length > 0 ? [CODE_ROLES] : []),
  ]);
  const people = await findWholePeople(tx, persons);
  const personsById = new Map([...people].map(([id, { person }]) => [id, person]));
  const keysById = await findKeyRows(tx, apiKeys);
  const rows = new Map((await listSessionsNamed(tx, sessions)).map((row) => [row.id, row]));
  return async ({ personId, keyId, caller }) => {
    const ofPerson = rightsDifferences('person', personId, { leaves, byId: personsById });
    const own = [...ofPerson, ...credentialDifferences(personId, { leaves, people })];
    if (keyId === undefined) return own;
    if (!isSessionActor({ keyId })) {
      const ofKey = rightsDifferences('api-key', keyId, { leaves, byId: keysById });
      return [...own, ...ofKey, ...presentedKey(keyId, caller, leaves.get(rightsSubject('api-key', keyId)))];
    }
    const recorded = await findRecordedSession(tx, keyId, leaves.get(sessionSubject(keyId)));
    const row = rows.get(keyId);
    const ofRow = await compareSession(tx, keyId, { recorded, row });
    const found = [...own, ...ofRow, ...presentedSession(keyId, caller, recorded)];
    if (!recorded || !caller || found.length > 0 || at === undefined) return found;
    return compareEnd(tx, keyId, { recorded, row, last: leaves, at });
  };
}

type Caller = Claimant['caller'];

/** As a caller was let in, against what the leaf says. */
function presentedSession(id: string, caller: Caller, recorded: RecordedSession | undefined): readonly Difference[] {
  if (!recorded || !caller) return [];
  const { role, reach, token_hash } = sessionColumns(recorded.logged);
  const place = { table: 'sessions', key: id, index: recorded.index };
  return differencesIn(place, shownBy(caller, 'token_hash'), { role, reach, token_hash });
}

function presentedKey(id: string, caller: Caller, leaf: LeafRow | undefined): readonly Difference[] {
  const { key } = JSON.parse(leaf?.bytes ?? '{}') as { key?: { role: string; grant: object; digest?: string } };
  if (!leaf || !caller || !key) return [];
  const { role, grant, digest } = key;
  const logged = { role, reach: canonicalJson(grant), ...(digest !== undefined && { secret_hash: digest }) };
  const place = { table: 'api_keys', key: id, index: leaf.logIndex };
  return differencesIn(place, shownBy(caller, 'secret_hash'), logged);
}

function shownBy({ role, grant, secretHash }: NonNullable<Caller>, column: 'token_hash' | 'secret_hash') {
  return { role, reach: canonicalJson(grant), [column]: digestOf(secretHash) };
}

function distinct(differences: readonly Difference[]): readonly Difference[] {
  return [...new Map(differences.map((each) => [differingName(each), each])).values()];
}

/** Whoever tries the same again and again does not fill the log with it. */
const TOLD_FOR_MS = 3_600_000;

async function recordOnce(
  { tx, at, append }: Governed,
  { personId, keyId }: Claimant,
  differences: readonly Difference[],
): Promise<void> {
  const subject = `rights/${personId}`;
  const rows = differences.map(({ table, key, field, kind, index }) => ({ table, key, field, kind, index }));
  const body = { person: personId, key: keyId ?? null, rows };
  const last = await findLeafAsOf(tx, subject, Number.MAX_SAFE_INTEGER);
  if (last && isTold(last, body, at)) return;
  append({ type: RIGHTS_DIFFERED, subject, by: null, body });
}

interface ToldLeaf {
  readonly at: Instant;
  readonly bytes: string;
}

function isTold({ at: toldAt, bytes }: ToldLeaf, body: object, at: Instant): boolean {
  const { person, key, rows } = JSON.parse(bytes) as Record<string, unknown>;
  return msBetween(toldAt, at) < TOLD_FOR_MS && canonicalJson({ person, key, rows }) === canonicalJson(body);
}

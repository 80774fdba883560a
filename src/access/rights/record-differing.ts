import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf, type Instant, msBetween } from '../../kernel/index.ts';
import { type Difference, differencesIn, findLeafAsOf, type Governed } from '../../log/index.ts';
import { compareCredentials } from '../sessions/credentials-projection.ts';
import { isSessionActor } from '../sessions/find-session.ts';
import { sessionColumns } from '../sessions/session-leaf.ts';
import { type Claimant, differingName } from './claimant.ts';
import { compareSession, findRecordedSession } from './compare-session.ts';
import { compareWithLeaf } from './rights-projection.ts';

export const RIGHTS_DIFFERED = 'rights.differed';

/**
 * Compares the rows that give these people their rights with the last leaves about them: person, password, authenticator, and
 * the key or session. What differs is recorded, and the caller does nothing else then. A dozen indexed reads a person.
 */
export async function recordDiffering(
  entry: Governed,
  claimants: readonly Claimant[],
  compare: (tx: Tx) => Promise<readonly Difference[]> = async () => [],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const [place, claimant] of claimants.entries()) {
    const ofAct = place === 0 ? await compare(entry.tx) : [];
    const differences = distinct([...(await findDiffering(entry.tx, claimant)), ...ofAct]);
    if (differences.length > 0) await recordOnce(entry, claimant, differences);
    found.push(...differences);
  }
  return distinct(found);
}

async function findDiffering(tx: Tx, { personId, keyId, caller }: Claimant): Promise<readonly Difference[]> {
  const ofPerson = [...(await compareWithLeaf(tx, 'person', personId)), ...(await compareCredentials(tx, personId))];
  if (keyId === undefined) return ofPerson;
  const ofKey = isSessionActor({ keyId }) ? await ofSession(tx, keyId, caller) : await ofApiKey(tx, keyId, caller);
  return [...ofPerson, ...ofKey];
}

type Caller = Claimant['caller'];

async function ofSession(tx: Tx, id: string, caller: Caller): Promise<readonly Difference[]> {
  const recorded = await findRecordedSession(tx, id);
  const ofRow = await compareSession(tx, id, recorded);
  if (!recorded || !caller) return ofRow;
  const { role, reach, token_hash } = sessionColumns(recorded.logged);
  const place = { table: 'sessions', key: id, index: recorded.index };
  return [...ofRow, ...differencesIn(place, shownBy(caller, 'token_hash'), { role, reach, token_hash })];
}

async function ofApiKey(tx: Tx, id: string, caller: Caller): Promise<readonly Difference[]> {
  const ofRow = await compareWithLeaf(tx, 'api-key', id);
  const leaf = caller && (await findLeafAsOf(tx, `api-key/${id}`, Number.MAX_SAFE_INTEGER));
  const { key } = JSON.parse(leaf?.bytes ?? '{}') as { key?: { role: string; grant: object; digest?: string } };
  if (!leaf || !key) return ofRow;
  const { role, grant, digest } = key;
  const logged = { role, reach: canonicalJson(grant), ...(digest !== undefined && { secret_hash: digest }) };
  const place = { table: 'api_keys', key: id, index: leaf.logIndex };
  return [...ofRow, ...differencesIn(place, shownBy(caller, 'secret_hash'), logged)];
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

import type { Tx } from '../../db/index.ts';
import { digestOf, type Instant, type Text, text } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLeafAsOf,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRight,
} from '../../log/index.ts';
import { agenciesIn } from '../grant.ts';
import { SESSION_ENDED, SESSION_OPENED, sessionColumns } from '../sessions/session-leaf.ts';
import { listSessionRows, type SessionColumns } from '../sessions/session-repository.ts';
import { type Author, type AuthorClaim, isSessionKey, judgeAuthor, judgeOpening } from './judge-author.ts';
import { bindsWholeGate, judgeReach } from './judge-reach.ts';
import { judgeLeafOfNobody } from './leaves-of-nobody.ts';
import { learnRegion, learnRights, noRights, type ReplayedRights, splitSubject } from './replayed-rights.ts';
import { type SignedLeaf, signedIn } from './signed-leaf.ts';

interface Replay {
  readonly rights: ReplayedRights;
  /** By proposal what two people agreed to and is not done yet: a file has thousands of leaves by the same two people. */
  readonly begun: Map<string, JudgedAct>;
  /** What was judged last. */
  last: JudgedAct;
  /** Leaves by sessions of builds that recorded none. */
  unproven: number;
}

interface JudgedAct {
  /** Who agreed to what, as its leaves say it. */
  readonly signed: string;
  /** Whether one of its leaves bound the whole gate, so that their reach was judged. */
  isReachJudged: boolean;
}

/**
 * Everybody whom the log names had the right to it at that time, by the log alone: whoever writes a session, a key or a role
 * into the database for a second, acts by it and takes it out again is found here by the name that they acted by.
 */
export function authorProjection(): LogProjection {
  const last = { signed: '', isReachJudged: false };
  const replay: Replay = { rights: noRights(), begun: new Map(), last, unproven: 0 };
  return {
    compare: async (tx, { leaves }) => {
      const found: Difference[] = [];
      for (const leaf of leaves) {
        found.push(...judgeLeaf(replay, leaf));
        learnRights(replay.rights, leaf);
        await learnRegions(tx, replay.rights, leaf);
      }
      return found;
    },
    finish: (tx) => compareSessions(tx, replay.rights),
    uncompared: () => (replay.unproven === 0 ? [] : [unprovenWords(replay.unproven)]),
  };
}

function judgeLeaf(replay: Replay, leaf: ReadLeaf): readonly Difference[] {
  const { rights } = replay;
  const { type, subject, body, at, logIndex: index } = leaf;
  if (type === SESSION_OPENED) return judgeOpening(rights, leaf, splitSubject(subject)[1]);
  const signed = signedIn(body);
  if (signed) return judgeSigned(replay, leaf, signed);
  const author = body.by as Author | null | undefined;
  if (!author) return judgeLeafOfNobody(rights, leaf);
  const claim = { author, at: at as Instant, index };
  const reach = type === 'rule-set.confirmed' ? judgeReach(rights, claim) : [];
  return [...judge(replay, claim), ...judgeOwn(rights, leaf, author), ...reach];
}

function judge(replay: Replay, claim: AuthorClaim): readonly Difference[] {
  const { rights } = replay;
  const { author } = claim;
  if (rights.sessionsRecordedAt === null && isSessionKey(author) && !rights.sessions.has(author.key)) {
    replay.unproven += 1;
    return [];
  }
  const found = judgeAuthor(rights, claim);
  return found ? [found] : [];
}

/** A password, an authenticator and a session are everybody's own. */
function judgeOwn(
  { sessions }: ReplayedRights,
  { type, subject, logIndex: index }: ReadLeaf,
  { person }: Author,
): readonly Difference[] {
  const isOfSession = type === SESSION_ENDED;
  if (!isOfSession && type !== 'password.changed' && type !== 'totp.enrolled') return [];
  const [, id] = splitSubject(subject);
  const owner = isOfSession ? sessions.get(id)?.person : id;
  return person === owner ? [] : [withoutRight({ table: 'persons', key: person ?? '', index }, 'other')];
}

/** Once for each act: what it takes later steps for was agreed to when it began. */
function judgeSigned(replay: Replay, leaf: ReadLeaf, said: SignedLeaf): readonly Difference[] {
  const { proposal, maker, signers } = said;
  const { at, logIndex: index } = leaf;
  const signed = JSON.stringify(said);
  const known = [replay.last, replay.begun.get(proposal)].find((act) => act?.signed === signed);
  const act = known ?? { signed, isReachJudged: false };
  keepAct(replay, leaf, { proposal, act });
  const claims: readonly AuthorClaim[] = [
    { author: maker, at: at as Instant, index, isMaker: true },
    ...signers.map(({ at: signedAt, person, key }) => ({ author: { person, key }, at: signedAt as Instant, index })),
  ];
  const isReachAsked = !act.isReachJudged && bindsWholeGate(leaf);
  act.isReachJudged ||= isReachAsked;
  return [
    ...(known ? [] : claims.flatMap((claim) => judge(replay, claim))),
    ...(isReachAsked ? claims.flatMap((claim) => judgeReach(replay.rights, claim)) : []),
  ];
}

function keepAct(
  replay: Replay,
  { type }: ReadLeaf,
  { proposal, act }: { readonly proposal: string; readonly act: JudgedAct },
): void {
  replay.last = act;
  if (type === 'proposal.begun') replay.begun.set(proposal, act);
  if (type === 'proposal.executed') replay.begun.delete(proposal);
}

/** Where the agencies lie that a key or a session is for: a right for a region covers those in it. */
async function learnRegions(tx: Tx, rights: ReplayedRights, { logIndex, subject, body }: ReadLeaf): Promise<void> {
  const [kind, id] = splitSubject(subject);
  const held = kind === 'api-key' ? rights.keys.get(id) : kind === 'session' ? rights.sessions.get(id) : undefined;
  const grants = held && ('key' in body || 'session' in body) ? [held.grant] : keptGrants(rights, body);
  for (const code of grants.flatMap(agenciesIn)) {
    if (rights.regions.has(code)) continue;
    const leaf = await findLeafAsOf(tx, `agency/${code}`, logIndex);
    // An agency that is registered later is looked for then.
    rights.regions.set(code, '');
    if (leaf) learnRegion(rights, code, JSON.parse(leaf.bytes));
  }
}

function keptGrants({ sessions }: ReplayedRights, { sessions: kept }: ReadLeaf['body']) {
  return Array.isArray(kept) ? [...sessions.values()].map(({ grant }) => grant) : [];
}

const ROWS_AT_ONCE = 1_000;

/** Rows of sessions that no leaf gives, or otherwise; those of before the log recorded sessions have none. */
async function compareSessions(tx: Tx, rights: ReplayedRights): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly SessionColumns[] = await listSessionRows(tx, { after, rowsMax: ROWS_AT_ONCE });
    found.push(...rows.flatMap((row) => compareSession(rights, row)));
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined;
  }
  return found;
}

function compareSession({ sessions, sessionsRecordedAt }: ReplayedRights, row: SessionColumns): readonly Difference[] {
  const place = { table: 'sessions', key: row.id, index: null };
  const logged = sessions.get(row.id);
  if (!logged) {
    const isOlder = sessionsRecordedAt === null || row.created_at < sessionsRecordedAt;
    return isOlder ? [] : [withoutLeaf(place)];
  }
  const shown = { ...row, token_hash: digestOf(row.token_hash), with_totp: Number(row.with_totp) };
  const isRevived = logged.isSignedOut && row.ended_at === null;
  return [
    ...differencesIn(place, shown, { ...sessionColumns(logged), with_totp: Number(logged.withTotp) }),
    ...(isRevived ? differencesIn(place, { ended_at: null }, { ended_at: logged.endedAt }) : []),
  ];
}

function unprovenWords(leaves: number): Text {
  return text(
    `${leaves} 条记录出自升级前打开的登录会话，当时日志未记会话，其会话无从核验。`,
    `${leaves} leaves are by sessions that were opened before the log recorded sessions: nothing proves those sessions.`,
  );
}

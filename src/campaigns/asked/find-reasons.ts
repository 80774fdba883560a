import type { Tx } from '../../db/index.ts';
import { groupBy, type Instant, parseStrictJson } from '../../kernel/index.ts';
import { listLeavesSince, listSealedTexts } from '../../log/index.ts';
import type { Participant } from './participant.ts';
import { EXTENDED, PARTICIPANTS, TIME_REFUSED, TIME_REQUESTED } from './write-participants.ts';

/** What people wrote when they gave a unit more time or excused it; null where it was erased. */
export interface ReasonsOfUnit {
  /** In the order of the extensions. */
  readonly extensions: readonly (string | null)[];
  readonly excuse: string | null;
  /** Why it asked for more time last. */
  readonly request: string | null;
  /** Why it was given none the last time. */
  readonly refusal: string | null;
}

const NO_REASONS: ReasonsOfUnit = { extensions: [], excuse: null, request: null, refusal: null };
const EVER = '1970-01-01T00:00:00.000Z' as Instant;

/** Why units of one campaign were treated otherwise, by their codes. Most were not, and cost nothing. */
export async function findReasons(
  tx: Tx,
  participants: readonly Participant[],
): Promise<(unit: Participant) => ReasonsOfUnit> {
  const given = participants.filter(
    ({ extensions, excuse, timeRequest }) => extensions.length > 0 || excuse !== null || timeRequest !== null,
  );
  const [first] = given;
  if (!first) return () => NO_REASONS;
  const leaves = given.every(({ extensions, timeRequest }) => extensions.length === 0 && timeRequest === null)
    ? []
    : await listLeavesAboutTime(tx, first.campaignId);
  const left = given.flatMap(({ leftIndex }) => leftIndex ?? []);
  const sealed = await listSealedTexts(tx, [...new Set([...leaves.map(({ logIndex }) => logIndex), ...left])]);
  const reasons = new Map(
    sealed
      .filter(({ pointer }) => pointer === '/reason')
      .map(({ logIndex, value }) => [logIndex, String(parseStrictJson(value))]),
  );
  const reasonAt = (index: number | null): string | null => (index === null ? null : (reasons.get(index) ?? null));
  const leavesOf = groupBy(leaves, ({ agencyCode }) => agencyCode);
  return ({ agencyCode, leftIndex }) => {
    const own = leavesOf.get(agencyCode) ?? [];
    const indexesOf = (type: string): readonly number[] =>
      own.filter((leaf) => leaf.type === type).map(({ logIndex }) => logIndex);
    return {
      // Each such leaf that names the unit has given it one extension, so they come in the same order.
      extensions: indexesOf(EXTENDED).map(reasonAt),
      excuse: reasonAt(leftIndex),
      request: reasonAt(indexesOf(TIME_REQUESTED).at(-1) ?? null),
      refusal: reasonAt(indexesOf(TIME_REFUSED).at(-1) ?? null),
    };
  };
}

/** A leaf as far as it is about one unit. */
interface LeafAboutTime {
  readonly type: string;
  readonly logIndex: number;
  readonly agencyCode: string;
}

async function listLeavesAboutTime(tx: Tx, campaignId: string): Promise<readonly LeafAboutTime[]> {
  const subjects = [`${PARTICIPANTS}/${campaignId}`];
  const types = [EXTENDED, TIME_REQUESTED, TIME_REFUSED];
  const leaves = await listLeavesSince(tx, { types, since: EVER, subjects });
  return leaves.flatMap(({ type, logIndex, bytes }) => {
    const { participants } = parseStrictJson(bytes) as { readonly participants: readonly { agencyCode: string }[] };
    return participants.map(({ agencyCode }) => ({ type, logIndex, agencyCode }));
  });
}

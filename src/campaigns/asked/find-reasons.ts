import type { Tx } from '../../db/index.ts';
import { type Instant, parseStrictJson } from '../../kernel/index.ts';
import { listLeavesSince, listSealedTexts } from '../../log/index.ts';
import type { Participant } from './participant.ts';
import { EXTENDED, PARTICIPANTS } from './write-participants.ts';

/** What people wrote when they gave a unit more time or excused it; null where it was erased. */
export interface ReasonsOfUnit {
  /** In the order of the extensions. */
  readonly extensions: readonly (string | null)[];
  readonly excuse: string | null;
}

const NO_REASONS: ReasonsOfUnit = { extensions: [], excuse: null };
const EVER = '1970-01-01T00:00:00.000Z' as Instant;

/** Why units of one campaign were treated otherwise, by their codes. Most were not, and cost nothing. */
export async function findReasons(
  tx: Tx,
  participants: readonly Participant[],
): Promise<(unit: Participant) => ReasonsOfUnit> {
  const given = participants.filter(({ extensions, excuse }) => extensions.length > 0 || excuse !== null);
  const [first] = given;
  if (!first) return () => NO_REASONS;
  const extended = given.some(({ extensions }) => extensions.length > 0)
    ? await listExtensions(tx, first.campaignId)
    : [];
  const left = given.flatMap(({ leftIndex }) => leftIndex ?? []);
  const sealed = await listSealedTexts(tx, [...extended.map(({ logIndex }) => logIndex), ...left]);
  const reasons = new Map(
    sealed
      .filter(({ pointer }) => pointer === '/reason')
      .map(({ logIndex, value }) => [logIndex, String(parseStrictJson(value))]),
  );
  const reasonAt = (index: number | null): string | null => (index === null ? null : (reasons.get(index) ?? null));
  return ({ agencyCode, leftIndex }) => ({
    // Each such leaf that names the unit has given it one extension, so they come in the same order.
    extensions: extended.filter(({ codes }) => codes.has(agencyCode)).map(({ logIndex }) => reasonAt(logIndex)),
    excuse: reasonAt(leftIndex),
  });
}

interface ExtensionLeaf {
  readonly logIndex: number;
  readonly codes: ReadonlySet<string>;
}

async function listExtensions(tx: Tx, campaignId: string): Promise<readonly ExtensionLeaf[]> {
  const subjects = [`${PARTICIPANTS}/${campaignId}`];
  const leaves = await listLeavesSince(tx, { types: [EXTENDED], since: EVER, subjects });
  return leaves.map(({ logIndex, bytes }) => {
    const { participants } = parseStrictJson(bytes) as { readonly participants: readonly { agencyCode: string }[] };
    return { logIndex, codes: new Set(participants.map(({ agencyCode }) => agencyCode)) };
  });
}

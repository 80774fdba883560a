import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  findStrayRows,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutRow,
} from '../../log/index.ts';
import { canonicalMembers } from '../../reference/index.ts';
import { listParticipantPlaces, listParticipantsToCompare, type ParticipantPlace } from './campaigns-repository.ts';
import { loggedParticipant, type Participant } from './participant.ts';
import { PARTICIPANTS } from './write-participants.ts';

/** Who was asked: each row shows what the last leaf about the unit says. */
export const participantsProjection: LogProjection = {
  compare: async (tx, { leaves }: LeafChunk) => {
    const own = leaves.filter(({ subject }) => subject.startsWith(`${PARTICIPANTS}/`));
    const found: Difference[] = [];
    for (const leaf of own) found.push(...(await compareLeaf(tx, leaf)));
    return found;
  },
  finish: strayRows,
};

interface LoggedUnit {
  readonly agencyCode: string;
  readonly hasLeft: boolean;
}

async function compareLeaf(tx: Tx, leaf: ReadLeaf): Promise<readonly Difference[]> {
  const campaignId = leaf.subject.slice(PARTICIPANTS.length + 1);
  const units = (leaf.body as unknown as { readonly participants: readonly LoggedUnit[] }).participants;
  const codes = units.map(({ agencyCode }) => agencyCode);
  const rows = new Map((await listParticipantsToCompare(tx, campaignId, codes)).map((row) => [row.agencyCode, row]));
  return units.flatMap((unit) => compareUnit(unit, { row: rows.get(unit.agencyCode), leaf, campaignId }));
}

interface RowOfUnit {
  readonly row: Participant | undefined;
  readonly leaf: ReadLeaf;
  readonly campaignId: string;
}

function compareUnit(unit: LoggedUnit, { row, leaf, campaignId }: RowOfUnit): readonly Difference[] {
  const place = { table: 'campaign_participants', key: `${campaignId}/${unit.agencyCode}`, index: leaf.logIndex };
  if (!row) return [withoutRow(place)];
  // A later leaf has changed it since, and that one will be compared.
  if (row.logIndex > leaf.logIndex) return [];
  const indexes = {
    log_index: leaf.logIndex,
    ...(JOINING.includes(leaf.type) && { joined_index: leaf.logIndex }),
    left_index: unit.hasLeft ? leaf.logIndex : null,
  };
  const shown = { log_index: row.logIndex, joined_index: row.joinedIndex, left_index: row.leftIndex };
  return [
    ...differencesIn(place, shown, { ...shown, ...indexes }),
    ...differencesIn(place, canonicalMembers(loggedParticipant(row)), { timeRequest: null, ...canonicalMembers(unit) }),
  ];
}

const JOINING: readonly string[] = ['campaign.asked', 'campaign.joined'];

function strayRows(tx: Tx): Promise<readonly Difference[]> {
  return findStrayRows<ParticipantPlace>(tx, {
    table: 'campaign_participants',
    page: (after) => listParticipantPlaces(tx, after),
    placeOf: ({ campaignId, agencyCode, logIndex: index }) => {
      return { key: `${campaignId}/${agencyCode}`, subject: `${PARTICIPANTS}/${campaignId}`, index };
    },
  });
}

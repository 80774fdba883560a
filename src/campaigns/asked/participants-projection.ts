import type { Tx } from '../../db/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listSubjectsOfLeaves,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { listParticipantRowsAfter, listParticipantsNamed } from './campaigns-repository.ts';
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
  const rows = new Map((await listParticipantsNamed(tx, campaignId, codes)).map((row) => [row.agencyCode, row]));
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
    ...differencesIn(place, membersOf(loggedParticipant(row)), membersOf(unit)),
  ];
}

const JOINING: readonly string[] = ['campaign.asked', 'campaign.joined'];

/** Lists and objects as one text each, so that the order of their members does not matter. */
function membersOf(state: object): Readonly<Record<string, unknown>> {
  const members = Object.entries(state).map(([name, value]) => {
    const isPlain = typeof value !== 'object' || value === null;
    return [name, isPlain ? value : canonicalJson(value)] as const;
  });
  return Object.fromEntries(members);
}

async function strayRows(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let after: Pick<Participant, 'campaignId' | 'agencyCode'> | undefined;
  for (;;) {
    const rows: readonly Participant[] = await listParticipantRowsAfter(tx, after);
    const last = rows.at(-1);
    if (!last) return found;
    const subjects = await listSubjectsOfLeaves(
      tx,
      rows.map(({ logIndex }) => logIndex),
    );
    for (const { campaignId, agencyCode, logIndex: index } of rows) {
      if (subjects.get(index) === `${PARTICIPANTS}/${campaignId}`) continue;
      found.push(withoutLeaf({ table: 'campaign_participants', key: `${campaignId}/${agencyCode}`, index }));
    }
    after = last;
  }
}

import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { insertParticipants, updateParticipant } from './campaigns-repository.ts';
import { type AskedUnit, loggedParticipant, type Participant } from './participant.ts';

/** A leaf names so many units at most. */
const UNITS_A_LEAF = 500;

export type NewParticipant = Omit<Participant, 'joinedIndex' | 'leftIndex' | 'logIndex'>;

/** A unit that a campaign begins to ask. */
export function newParticipant(
  unit: AskedUnit,
  { campaignId, dueOn }: Pick<Participant, 'campaignId' | 'dueOn'>,
): NewParticipant {
  return { ...unit, campaignId, dueOn, extensions: [], timeRequest: null, coveredBy: null, excuse: null };
}

export interface ParticipantsAct {
  readonly type:
    | 'campaign.asked'
    | 'campaign.joined'
    | typeof EXTENDED
    | typeof TIME_REQUESTED
    | typeof TIME_REFUSED
    | 'campaign.excused'
    | 'campaign.covered';
  readonly campaignId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Asks units: a leaf for each 500 of them, with everything that is frozen of each. */
export async function writeNewParticipants(
  entry: Governed,
  act: ParticipantsAct,
  participants: readonly NewParticipant[],
): Promise<readonly Participant[]> {
  const written: Participant[] = [];
  for (let start = 0; start < participants.length; start += UNITS_A_LEAF) {
    const index = entry.nextIndex();
    const some = participants
      .slice(start, start + UNITS_A_LEAF)
      .map((each) => ({ ...each, joinedIndex: index, leftIndex: null, logIndex: index }));
    appendLeaf(entry, act, some);
    await insertParticipants(entry.tx, some);
    written.push(...some);
  }
  return written;
}

/** Changes units as an act says, in one leaf. Whoever leaves leaves with that leaf. */
export async function writeParticipants(
  entry: Governed,
  act: ParticipantsAct,
  changed: readonly (Participant & { readonly leaves?: boolean })[],
): Promise<readonly Participant[]> {
  const index = entry.nextIndex();
  const written = changed.map(({ leaves = false, ...each }) => ({
    ...each,
    ...(leaves && { leftIndex: index }),
    logIndex: index,
  }));
  appendLeaf(entry, act, written);
  for (const each of written) await updateParticipant(entry.tx, each);
  return written;
}

function appendLeaf(
  entry: Governed,
  { type, campaignId, actor, reason }: ParticipantsAct,
  units: readonly Participant[],
) {
  entry.append({
    ...{ type, subject: `${PARTICIPANTS}/${campaignId}`, by: actor },
    body: { participants: units.map(loggedParticipant) },
    sealed: { '/reason': reason },
  });
}

export const PARTICIPANTS = 'campaign-participants';
export const EXTENDED = 'campaign.extended';
export const TIME_REQUESTED = 'campaign.time-requested';
export const TIME_REFUSED = 'campaign.time-refused';

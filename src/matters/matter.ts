import { type CivilDate, type Instant, text } from '../kernel/index.ts';
import { derived, list, optionalJson, optionalText, type ReferenceKind, textField } from '../reference/index.ts';

export type MatterState = 'open' | 'answered' | 'closed' | 'void';
export type MatterAct = 'answer' | 'answer-on-paper' | 'return' | 'extend' | 'close' | 'void';
export type MatterOutcome = 'rectified' | 'no-longer-applies';

/** The place of a filing that a matter was opened for. */
export interface MatterSource {
  readonly filing: string;
  readonly revision: number;
  readonly cell: string;
}

/**
 * Something that an agency owes by a day and the legalization office ends:
 *
 * - `open`: the owner owes an answer by `dueOn`; by an answer it becomes `answered`.
 * - `answered`: the office reads the answer; it closes, or returns it, and the matter is open again.
 * - `closed`: it was put right, or there is nothing left to put right.
 * - `void`: two people of the office found that it should not have been opened.
 */
export interface Matter {
  readonly id: string;
  readonly kind: 'rectification';
  /** Within its kind and year: `2026-000001`. */
  readonly number: string;
  readonly title: string;
  /** Of the owner, when it was opened. */
  readonly region: string;
  readonly owner: string;
  /** Other agencies that see it; the owner alone answers. */
  readonly coOwners: readonly string[];
  /** A responsible person of the owner. */
  readonly responsible: string | null;
  readonly severity: 'high' | 'medium' | 'low';
  readonly source: MatterSource | null;
  readonly state: MatterState;
  /** Who has to do something next; null once it is over. */
  readonly awaits: 'owner' | 'office' | null;
  readonly dueOn: CivilDate;
  readonly outcome: MatterOutcome | null;
  /** A person, who is named by id and never by name. */
  readonly openedBy: string | null;
  readonly openedOn: CivilDate;
  readonly closedOn: CivilDate | null;
}

/** One thing that was done about a matter. Its text stays out of the log. */
export interface MatterStep {
  readonly seq: number;
  readonly act: MatterAct;
  readonly text: string;
  /** Hashes of evidence files of the owner. */
  readonly files: readonly string[];
  readonly by: string | null;
  readonly on: CivilDate;
  readonly dueOn: CivilDate | null;
  readonly outcome: MatterOutcome | null;
}

/** Where the leaf of a step has its text. */
export const STEP_TEXT = '/text';

export const MATTER: ReferenceKind<Matter> = {
  type: 'matter',
  called: text('事项', 'matter'),
  table: 'matters',
  key: 'id',
  idPrefix: 'mat',
  fields: {
    id: derived(textField('id')),
    kind: textField('kind'),
    number: derived(textField('number')),
    title: textField('title'),
    region: derived(textField('region')),
    owner: textField('owner_agency'),
    coOwners: list('co_owners'),
    responsible: optionalText('responsible_id'),
    severity: textField('severity'),
    source: optionalJson<MatterSource>('source', (source) => source),
    state: derived(textField<MatterState>('state')),
    awaits: derived(optionalText<'owner' | 'office'>('awaits')),
    dueOn: textField<CivilDate>('due_on'),
    outcome: derived(optionalText<MatterOutcome>('outcome')),
    openedBy: derived(optionalText('opened_by')),
    openedOn: derived(textField<CivilDate>('opened_on')),
    closedOn: derived(optionalText<CivilDate>('closed_on')),
  },
  // What people write about people stays out of the log.
  seals: ['/after/title', STEP_TEXT],
  agency: 'owner',
  identity: { lookUp: 'id', of: () => null },
  filters: {
    agencyCode: { by: 'equal', column: 'owner_agency' },
    kind: { by: 'equal', column: 'kind' },
    state: { by: 'equal', column: 'state' },
    awaits: { by: 'equal', column: 'awaits' },
    dueBefore: { by: 'before', column: 'due_on' },
    region: { by: 'region', column: 'region' },
  },
  listedBy: {
    matters_listed_by_agency_state: ['owner_agency', 'state'],
    matters_listed_by_agency: ['owner_agency'],
    matters_listed_by_awaited: ['awaits'],
    matters_listed_by_state: ['state'],
    matters_listed_by_kind: ['kind'],
  },
  derive: (matter, { actor, on }) => ({
    ...matter,
    // Both are known when it is recorded.
    ...{ number: '', region: '' },
    ...{ state: 'open', awaits: 'owner', outcome: null, openedBy: actor.personId, openedOn: on, closedOn: null },
  }),
};

/** An answer that somebody has sent and nobody has signed yet. */
export interface AwaitedAnswer {
  readonly proposal: string;
  readonly madeOn: CivilDate;
  readonly lapsesAt: Instant;
}

/** Whether an answer that waits to be signed was sent by the day on which it was due. */
export function isInTime({ dueOn }: Pick<Matter, 'dueOn'>, awaited: AwaitedAnswer | undefined): boolean {
  return awaited !== undefined && awaited.madeOn <= dueOn;
}

/** The owner owes an answer that should have been there. What was sent in time may wait for its signature. */
export function isOverdue(
  matter: Pick<Matter, 'state' | 'dueOn'>,
  on: CivilDate,
  awaited: AwaitedAnswer | undefined,
): boolean {
  return matter.state === 'open' && matter.dueOn < on && !isInTime(matter, awaited);
}

/** Whether the owner said by a step what it did. */
export function isAnswer({ act }: Pick<MatterStep, 'act'>): boolean {
  return act === 'answer' || act === 'answer-on-paper';
}

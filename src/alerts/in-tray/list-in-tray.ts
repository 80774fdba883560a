import { countFindings } from '../../audit/index.ts';
import {
  countAssessed,
  countAwaited,
  countCampaignsToClose,
  countFilings,
  countOwed,
  countTimeRequests,
} from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { askedOf, countDraftsThat, type DraftsFilter, deskOf } from '../../drafts/index.ts';
import type { AnswerOf, OperationId } from '../../http/operation.ts';
import {
  type Actor,
  addDays,
  type CivilDate,
  dayOf,
  type Grant,
  type Instant,
  type Role,
  startOfDay,
} from '../../kernel/index.ts';
import { countMatters } from '../../matters/index.ts';
import { countOrders, type OrderFilters } from '../../orders/index.ts';
import { countOverdue } from '../../register/index.ts';
import { countRuleSets } from '../../rules/index.ts';
import { countOwnOpen, countProposalsToSign } from '../../two-people/index.ts';

export type InTrayEntry = AnswerOf<'readInTray', 200>['items'][number];

interface InTrayReader {
  readonly actor: Actor;
  readonly at: Instant;
  readonly on: CivilDate;
}

/** How much there is to do of a kind: as many as the list has that `operation` gives for `query`. */
type Read = (tx: Tx, reader: InTrayReader) => Promise<InTrayEntry>;

/** An approval that ends within these days, today not counted, is soon to lapse. */
const LAPSES_WITHIN_DAYS = 7;

/** What is due today or tomorrow is urgent, and so is what was due before. */
const urgentUntil = ({ on }: InTrayReader): CivilDate => addDays(on, 1);

const ordersThat =
  (kind: InTrayEntry['kind'], filtersOf: (reader: InTrayReader) => OrderFilters): Read =>
  async (tx, reader) => {
    const filters = filtersOf(reader);
    const counted = await countOrders(tx, { actor: reader.actor, filters, urgentUntil: urgentUntil(reader) });
    return { kind, ...counted, ...listedBy('listOrders', filters) };
  };

const findingsThat =
  (kind: InTrayEntry['kind'], state: 'open' | 'answered'): Read =>
  async (tx, reader) => {
    const counted = await countFindings(tx, { grant: reader.actor.grant, state, urgentUntil: urgentUntil(reader) });
    return { kind, ...counted, ...listedBy('listAuditFindings', { state }) };
  };

/** What agencies should have answered by a day that is over. */
const findingsOverdue: Read = async (tx, { actor: { grant }, on }) => {
  const counted = await countFindings(tx, { grant, state: 'open', dueBefore: on, urgentUntil: on });
  return { kind: 'finding-overdue', ...counted, ...listedBy('listAuditFindings', { overdue: true }) };
};

/** The overdue ones have an entry of their own. */
const findingsUnanswered: Read = async (tx, reader) => {
  const open = { state: 'open', dueFrom: reader.on } as const;
  const counted = await countFindings(tx, { grant: reader.actor.grant, ...open, urgentUntil: urgentUntil(reader) });
  return { kind: 'finding-unanswered', ...counted, ...listedBy('listAuditFindings', open) };
};

/** Somebody's, or those that an upgraded program brought. */
const ruleSetsDrafted: Read = async (tx) => {
  const count = await countRuleSets(tx, 'draft');
  return {
    kind: 'rule-set-drafted',
    count,
    urgent: 0,
    dueFirst: null,
    ...listedBy('listRuleSets', { state: 'draft' }),
  };
};

const toSign: Read = async (tx, reader) => {
  const { actor, at } = reader;
  const before = startOfDay(addDays(urgentUntil(reader), 1));
  const { count, urgent, first } = await countProposalsToSign(tx, { reader: actor, at }, before);
  const dueFirst = first === null ? null : dayOf(first);
  return { kind: 'proposal-to-sign', count, urgent, dueFirst, ...listedBy('listProposals', { awaiting: 'me' }) };
};

/** What others have not signed yet lapses by itself, and whoever asked for it would learn of that too late. */
const ownOpen: Read = async (tx, reader) => {
  const { actor, at } = reader;
  const before = startOfDay(addDays(urgentUntil(reader), 1));
  const { count, urgent, first } = await countOwnOpen(tx, { personId: actor.personId ?? '', at, before });
  const list = listedBy('listProposals', { maker: 'me', state: 'open' });
  return { kind: 'own-proposal-open', count, urgent, dueFirst: first === null ? null : dayOf(first), ...list };
};

/** A unit's approver files by a signature: what waits is due by the day of its campaign, long before the proposal lapses. */
const toSignOfUnit: Read = async (tx, reader) => {
  const entry = await toSign(tx, reader);
  if (entry.count === 0) return entry;
  const { actor, at } = reader;
  const awaited = await countAwaited(tx, { grant: actor.grant, at, urgentUntil: urgentUntil(reader) });
  const days = [entry.dueFirst, awaited.dueFirst].filter((day) => day !== null).toSorted();
  return { ...entry, urgent: Math.min(entry.count, entry.urgent + awaited.urgent), dueFirst: days[0] ?? null };
};

const undertakingsOverdue: Read = async (tx, { actor, on }) => {
  const { count, dueFirst } = await countOverdue(tx, { grant: actor.grant, on });
  const list = listedBy('listUndertakings', { overdue: true });
  return { kind: 'undertaking-overdue', count, urgent: count, dueFirst, ...list };
};

const draftsThat =
  (kind: InTrayEntry['kind'], filterOf: (actor: Actor) => Omit<DraftsFilter, 'grant' | 'desk'>, query: object): Read =>
  async (tx, { actor }) => {
    const count = await countDraftsThat(tx, { grant: actor.grant, desk: deskOf(actor), ...filterOf(actor) });
    return { kind, count, urgent: 0, dueFirst: null, ...listedBy('listDrafts', query) };
  };

const draftsWith = (kind: InTrayEntry['kind'], opinion: 'agreed' | 'returned'): Read =>
  draftsThat(kind, ({ personId }) => ({ author: personId ?? '', opinion }), { author: 'me', opinion });

const drafts: readonly Read[] = [
  draftsThat('draft-to-answer', (actor) => ({ asked: askedOf(actor) }), { asked: 'me' }),
  draftsWith('draft-returned', 'returned'),
  draftsWith('draft-agreed', 'agreed'),
];

const filingsOwed =
  (kind: InTrayEntry['kind'], state: 'asked' | 'returned'): Read =>
  async (tx, reader) => {
    const { actor, at } = reader;
    const counted = await countOwed(tx, { grant: actor.grant, state, at, urgentUntil: urgentUntil(reader) });
    return { kind, ...counted, ...listedBy('listOwedFilings', { state }) };
  };

/** Nobody does anything any more about what was filed for a campaign that was recalled. */
const NOT_RECALLED = { recalled: false } as const;

const filingsToRead: Read = async (tx, { actor: { grant } }) => {
  const count = await countFilings(tx, { grant, state: 'filed' });
  const list = listedBy('listFilings', { state: 'filed', ...NOT_RECALLED });
  return { kind: 'filing-to-read', count, urgent: 0, dueFirst: null, ...list };
};

/** Once the days are over silence has agreed: nobody has to do anything any more. */
const scoresToAnswer: Read = async (tx, reader) => {
  const question = { assessment: 'scored', respondFrom: reader.on } as const;
  const until = urgentUntil(reader);
  const asked = { ...question, grant: reader.actor.grant, urgentUntil: until };
  const counted = await countAssessed(tx, asked);
  const list = listedBy('listFilings', { ...question, ...NOT_RECALLED });
  return { kind: 'score-to-answer', ...counted, ...list };
};

/** How long an office may take for its answer is not written. */
const objectionsToAnswer: Read = async (tx, reader) => {
  const question = { assessment: 'objected' } as const;
  const until = urgentUntil(reader);
  const { count } = await countAssessed(tx, { ...question, grant: reader.actor.grant, urgentUntil: until });
  const list = listedBy('listFilings', { ...question, ...NOT_RECALLED });
  return { kind: 'objection-to-answer', count, urgent: 0, dueFirst: null, ...list };
};

const campaignsToClose: Read = async (tx, { actor: { grant }, on }) => {
  const { count, dueFirst } = await countCampaignsToClose(tx, { grant, on });
  return { kind: 'campaign-to-close', count, urgent: count, dueFirst, ...listedBy('listCampaigns', { toClose: true }) };
};

/** What units asked for: the office answers while their day is still to come, since afterwards it only excuses. */
const timeToAnswer: Read = async (tx, reader) => {
  const counted = await countTimeRequests(tx, { grant: reader.actor.grant, urgentUntil: urgentUntil(reader) });
  return { kind: 'time-to-answer', ...counted, ...listedBy('listTimeRequests', {}) };
};

/** What agencies answer that is not overdue yet and waits for no signature: the overdue ones have an entry of their own. */
const rectificationsToAnswer: Read = async (tx, reader) => {
  const { grant } = reader.actor;
  const open = { state: 'open', dueFrom: reader.on, answerAwaited: false } as const;
  const counted = await countMatters(tx, { grant, ...open, at: reader.at, urgentUntil: urgentUntil(reader) });
  return { kind: 'rectification-to-answer', ...counted, ...listedBy('listMatters', { ...open, ...ownedBy(grant) }) };
};

/** What was to be put right by a day that is over: the unit answers, and the office asks after it. */
const rectificationsOverdue: Read = async (tx, { actor: { grant }, at, on }) => {
  const counted = await countMatters(tx, { grant, state: 'open', overdueOn: on, at, urgentUntil: on });
  return {
    kind: 'rectification-overdue',
    ...counted,
    ...listedBy('listMatters', { overdue: true, ...ownedBy(grant) }),
  };
};

const rectificationsToJudge: Read = async (tx, reader) => {
  const { grant } = reader.actor;
  const counted = await countMatters(tx, { grant, state: 'answered', at: reader.at, urgentUntil: urgentUntil(reader) });
  const list = listedBy('listMatters', { state: 'answered', ...ownedBy(grant) });
  return { kind: 'rectification-to-judge', ...counted, ...list };
};

/** Of one agency only what it owns is listed, and not what others have to answer. */
function ownedBy(grant: Grant): { readonly agencyCode?: string } {
  const [only, ...others] = 'agencies' in grant ? grant.agencies : [];
  return only === undefined || others.length > 0 ? {} : { agencyCode: only };
}

const owedToOffice: readonly Read[] = [
  rectificationsOverdue,
  filingsOwed('filing-due', 'asked'),
  filingsOwed('filing-returned', 'returned'),
  scoresToAnswer,
  rectificationsToAnswer,
];

const toReview = (owner: 'finance' | 'legalization-office'): Read =>
  ordersThat('order-to-review', () => ({ awaitingReviewBy: owner }));

const deliveriesToAccept = ordersThat('delivery-to-accept', () => ({ state: 'contracted' }));

/** What each role has to do, the kinds in the order in which a tray shows them. */
const KINDS: Partial<Readonly<Record<Role, readonly Read[]>>> = {
  'procurement-officer': [
    ordersThat('order-to-mend', () => ({ state: 'rejected' })),
    ordersThat('order-waiting', () => ({ state: 'referred' })),
    ordersThat('order-lapsing', ({ on }) => ({ lapsesUntil: addDays(on, LAPSES_WITHIN_DAYS) })),
    deliveriesToAccept,
    undertakingsOverdue,
    findingsThat('finding-to-answer', 'open'),
    ...owedToOffice,
    ...drafts,
    ownOpen,
  ],
  'agency-approver': [
    toSignOfUnit,
    ...drafts,
    deliveriesToAccept,
    findingsThat('finding-to-answer', 'open'),
    ...owedToOffice,
    ownOpen,
  ],
  'agency-liaison': [...owedToOffice, ownOpen],
  finance: [
    toReview('finance'),
    ordersThat('order-to-pay', () => ({ state: 'accepted' })),
    ordersThat('payment-to-credit', () => ({ overpaid: true })),
    toSign,
    ownOpen,
  ],
  'legalization-office': [
    rectificationsOverdue,
    toReview('legalization-office'),
    toSign,
    undertakingsOverdue,
    filingsToRead,
    objectionsToAnswer,
    timeToAnswer,
    rectificationsToJudge,
    campaignsToClose,
    ownOpen,
  ],
  audit: [
    toSign,
    findingsThat('answer-to-judge', 'answered'),
    findingsOverdue,
    findingsUnanswered,
    ruleSetsDrafted,
    ownOpen,
  ],
  'system-administrator': [toSign, ownOpen],
  'security-administrator': [toSign, ownOpen],
};

/** Everything that the caller's role has to do, each kind counted by one or two statements. */
export async function readInTray(tx: Tx, { actor, at }: Omit<InTrayReader, 'on'>): Promise<readonly InTrayEntry[]> {
  const entries: InTrayEntry[] = [];
  for (const read of KINDS[actor.role] ?? []) entries.push(await read(tx, { actor, at, on: dayOf(at) }));
  return entries;
}

function listedBy(operation: OperationId, query: object): Pick<InTrayEntry, 'operation' | 'query'> {
  return { operation, query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) };
}

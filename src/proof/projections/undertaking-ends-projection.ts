import type { Tx } from '../../db/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { digestOf, groupBy } from '../../kernel/index.ts';
import { type Difference, differencesIn, type ReadLeaf } from '../../log/index.ts';
import { itemsToCome } from '../../orders/index.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';
import {
  listBodiesOfRevisions,
  listLeavesAt,
  listLeavesOfSubjects,
  listOrderRows,
  type RevisionBody,
  type UndertakingRow,
} from './projections-repository.ts';
import { ENDINGS, type ReplayedOrder, replayLeaf } from './replayed-order.ts';

type Details = Awaited<ReturnType<typeof detailsOf>>;

/** An undertaking's row, with the leaf of the approval that opened it. */
export interface OpenedRow {
  readonly row: UndertakingRow;
  readonly opening: number;
}

/** Every leaf that could have ended the undertakings of a chunk, and what it takes to understand them. */
interface EndEvidence {
  /** The leaves that rows name, by index. */
  readonly named: ReadonlyMap<number, ReadLeaf>;
  readonly bySubject: ReadonlyMap<string, readonly ReadLeaf[]>;
  readonly details: Details;
  readonly bodies: readonly RevisionBody[];
}

/**
 * Whether an undertaking still waits, told from the leaves alone: a delivery or an entitlement closes it, the end of its
 * order, a new approval or a supplement voids it. Of a classified order whose record was erased nobody can say it any more.
 */
export async function compareEnds(tx: Tx, opened: readonly OpenedRow[]): Promise<readonly Difference[]> {
  const orders = await listOrderRows(tx, [...new Set(opened.map(({ row }) => String(row.order_id)))]);
  const standing = new Set(orders.flatMap(({ id, standing_revision: revision }) => (revision === null ? [] : id)));
  const doubtful = opened.filter((one) => !isWaiting(one, standing));
  if (doubtful.length === 0) return [];
  const known = await knownOf(tx, doubtful);
  return doubtful.flatMap((one) => compareEnd(one, known));
}

/** Nothing has happened to most of them yet, and that needs no leaf. */
function isWaiting({ row, opening }: OpenedRow, standing: ReadonlySet<string>): boolean {
  const hasCome = Number(row.delivered_seats) >= Number(row.seats);
  const isAsOpened = row.state === 'open' && row.owed_seats === null && Number(row.log_index) === opening;
  return isAsOpened && !hasCome && standing.has(String(row.order_id));
}

async function knownOf(tx: Tx, opened: readonly OpenedRow[]): Promise<EndEvidence> {
  const indexes = opened.map(({ row }) => Number(row.log_index));
  const named = new Map((await listLeavesAt(tx, [...new Set(indexes)])).map((leaf) => [leaf.logIndex, leaf]));
  const subjects = opened.flatMap(({ row }) => subjectsOf(row, named));
  const leaves = await listLeavesOfSubjects(tx, [...new Set(subjects)]);
  const supplements = leaves.flatMap((leaf) => {
    const decided = decidedBodyOf(leaf);
    return decided?.stage === 'contract' ? [{ orderId: decided.order, revision: decided.revision }] : [];
  });
  return {
    named,
    bySubject: groupBy(leaves, ({ subject }) => subject),
    details: await detailsOf(tx, leaves),
    bodies: await listBodiesOfRevisions(tx, supplements),
  };
}

/** Its order, and the entitlement whose leaf it names, if it names one: no other can have made it what it says it is. */
function subjectsOf(row: UndertakingRow, named: EndEvidence['named']): readonly string[] {
  const { subject = '' } = named.get(Number(row.log_index)) ?? {};
  return [`order/${row.order_id}`, ...(isEntitlement(subject) ? [subject] : [])];
}

function isEntitlement(subject: string): boolean {
  return subject.startsWith('entitlement/');
}

function compareEnd({ row, opening }: OpenedRow, known: EndEvidence): readonly Difference[] {
  const subjects = subjectsOf(row, known.named);
  const leaves = subjects.flatMap((subject) => known.bySubject.get(subject) ?? []);
  if (leaves.some((leaf) => isErased(leaf, known))) return [];
  let order: ReplayedOrder | undefined;
  let end: End = { ...OPEN, logIndex: opening };
  let owed: LoggedOwed | undefined;
  for (const leaf of leaves.toSorted((a, b) => a.logIndex - b.logIndex)) {
    const isOfOrder = !isEntitlement(leaf.subject);
    if (isOfOrder) order = replayLeaf(order, leaf);
    owed = owedBy(leaf, row) ?? owed;
    if (leaf.logIndex <= opening) continue;
    const replaying = { row, end, order, known, isOwed: owed !== undefined };
    const after = isOfOrder ? afterOrder(leaf, replaying) : afterEntitlement(leaf, replaying);
    if (after) end = { ...after, logIndex: leaf.logIndex };
  }
  const closedBy = end.closedBy.find((id) => id === row.closed_by) ?? end.closedBy[0] ?? null;
  return differencesIn(
    { table: 'undertakings', key: row.id, index: end.logIndex },
    { ...row },
    {
      state: end.state,
      closed_by: closedBy,
      log_index: end.logIndex,
      // Of a classified order the log has a commitment to the number only.
      ...(owed?.seats !== undefined || !owed ? { owed_seats: owed?.seats ?? null } : {}),
    },
  );
}

interface LoggedOwed {
  readonly id: string;
  readonly seats?: number;
}

/** What the end of a contract says of an undertaking that is owed on. */
function owedBy({ type, body }: ReadLeaf, { id }: UndertakingRow): LoggedOwed | undefined {
  if (type !== 'order.terminated' || !Array.isArray(body.owed)) return undefined;
  return (body.owed as readonly LoggedOwed[]).find((one) => one.id === id);
}

interface EndStatement {
  readonly state: 'open' | 'closed' | 'void';
  /** One of these entitlements closed it. */
  readonly closedBy: readonly string[];
  /** That entitlement says so itself, and may take it back; what a delivery has closed stays closed. */
  readonly isByHand?: true;
}

interface End extends EndStatement {
  /** Of the last leaf that changed it. */
  readonly logIndex: number;
}

const OPEN: EndStatement = { state: 'open', closedBy: [] };
const VOID: EndStatement = { state: 'void', closedBy: [] };

function isErased(leaf: ReadLeaf, { details }: EndEvidence): boolean {
  return decidedBodyOf(leaf)?.isClassified === true && !details.has(leaf.logIndex);
}

function isStanding(order: ReplayedOrder | undefined): boolean {
  return order !== undefined && order.standingRevision !== null;
}

/** What is known of an undertaking and its order right after a leaf, but for what the leaf makes of the undertaking. */
interface ReplayedUndertaking {
  readonly row: UndertakingRow;
  readonly end: End;
  readonly order: ReplayedOrder | undefined;
  readonly known: EndEvidence;
  /** Owed for machines that stayed when its contract was ended. */
  readonly isOwed: boolean;
}

/** Undefined where the leaf leaves it as it was. One that its entitlement opens again is void where its order is over, unless it is owed. */
function afterEntitlement(
  { subject, body }: ReadLeaf,
  { row, end, order, isOwed }: ReplayedUndertaking,
): EndStatement | undefined {
  const entitlement = subject.slice('entitlement/'.length);
  const after = body.after as { readonly closesUndertaking?: string | null; readonly standing?: string } | undefined;
  const isClosing = after?.closesUndertaking === row.id && after.standing === 'verified';
  const wasClosing = end.isByHand === true && end.closedBy.includes(entitlement);
  if (isClosing === wasClosing) return undefined;
  if (isClosing) return { state: 'closed', closedBy: [entitlement], isByHand: true };
  return isStanding(order) || isOwed ? OPEN : VOID;
}

/** The same of a leaf of its order, which ends only what is open. */
function afterOrder(leaf: ReadLeaf, { row, end, order, known, isOwed }: ReplayedUndertaking): EndStatement | undefined {
  if (end.state !== 'open') return undefined;
  if (leaf.type in ENDINGS) return isOwed ? OPEN : VOID;
  const delivery = known.details.get(leaf.logIndex)?.delivery;
  const came = delivery?.undertakings.find(({ id }) => id === row.id);
  if (came) {
    const closedBy = delivery?.items.flatMap(({ entitlementId }) => entitlementId ?? []) ?? [];
    return came.isClosed ? { state: 'closed', closedBy } : OPEN;
  }
  const decided = decidedBodyOf(leaf);
  // A new approval undertakes everything anew; after a rejection of all that stood nothing is waited for.
  if (decided?.stage === 'submission') {
    return order?.standsOn === leaf.logIndex || !isStanding(order) ? VOID : undefined;
  }
  return isGivenUp(leaf, row, known) ? VOID : undefined;
}

/** A supplement gives up what it buys no more. A body that is another one is reported with its revision. */
function isGivenUp(leaf: ReadLeaf, { item }: UndertakingRow, { bodies, details }: EndEvidence): boolean {
  const decided = decidedBodyOf(leaf);
  if (decided?.outcome !== 'approved' || details.get(leaf.logIndex)?.contract?.kind !== 'supplement') return false;
  const { order, revision } = decided;
  const kept = bodies.find((one) => one.order_id === order && Number(one.revision) === revision);
  if (!kept || digestOf(kept.body) !== kept.body_digest) return false;
  return !itemsToCome(JSON.parse(kept.body) as OrderSubmission).has(Number(item));
}

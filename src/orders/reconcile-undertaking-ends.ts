import type { Tx } from '../db/index.ts';
import { type Difference, differencesIn, type ReadLeaf } from '../log/index.ts';
import { decidedBodyOf, detailsOf } from './reconcile-decisions.ts';
import { ENDINGS } from './reconcile-order-state.ts';
import {
  listBodiesOfRevisions,
  listLeavesAt,
  listOrderRows,
  type RevisionBody,
  type UndertakingRow,
} from './reconcile-repository.ts';
import type { OrderSubmission } from './submission.ts';
import { itemsToCome } from './undertakings.ts';

type Details = Awaited<ReturnType<typeof detailsOf>>;

/** An undertaking's row, with the leaf of the approval that opened it. */
export interface OpenedRow {
  readonly row: UndertakingRow;
  readonly opening: number;
}

/** What the leaves say that rows name, read for a chunk of them at once. */
interface Known {
  readonly leaves: ReadonlyMap<number, ReadLeaf>;
  readonly details: Details;
  /** Orders of which nothing stands any more. */
  readonly ended: ReadonlySet<string>;
  readonly bodies: readonly RevisionBody[];
}

/**
 * Whether an undertaking still waits is what the leaf says that its row names: a delivery or an entitlement closes it, the
 * end of its order or a supplement voids it. Of a classified order whose record was erased nobody can say it any more.
 */
export async function compareEnds(tx: Tx, opened: readonly OpenedRow[]): Promise<readonly Difference[]> {
  const indexes = opened.flatMap(({ row, opening }) =>
    Number(row.log_index) === opening ? [] : Number(row.log_index),
  );
  const leaves = await listLeavesAt(tx, [...new Set(indexes)]);
  const supplements = leaves.flatMap((leaf) => {
    const decided = decidedBodyOf(leaf);
    return decided?.stage === 'contract' ? [{ orderId: decided.order, revision: decided.revision }] : [];
  });
  const waiting = opened.filter(({ row }) => row.state === 'open').map(({ row }) => String(row.order_id));
  const orders = await listOrderRows(tx, [...new Set(waiting)]);
  const known: Known = {
    leaves: new Map(leaves.map((leaf) => [leaf.logIndex, leaf])),
    details: await detailsOf(tx, leaves),
    ended: new Set(orders.flatMap(({ id, standing_revision: standing }) => (standing === null ? id : []))),
    bodies: await listBodiesOfRevisions(tx, supplements),
  };
  return opened.flatMap((one) => compareEnd(one, known));
}

function compareEnd(opened: OpenedRow, known: Known): readonly Difference[] {
  const { row, opening } = opened;
  const index = Number(row.log_index);
  const leaf = known.leaves.get(index);
  if (leaf && isErased(leaf, known)) return [];
  const said = index === opening ? OPEN : leaf && saidBy(leaf, row, known);
  const logged = said ?? { ...OPEN, logIndex: opening };
  const isOver = logged.state === 'open' && known.ended.has(String(row.order_id));
  const closedBy = logged.closedBy.find((id) => id === row.closed_by) ?? logged.closedBy[0];
  return differencesIn(
    { table: 'undertakings', key: row.id, index },
    { ...row },
    { state: isOver ? 'void' : logged.state, closed_by: closedBy ?? null, log_index: logged.logIndex ?? index },
  );
}

interface Said {
  readonly state: 'open' | 'closed' | 'void';
  /** One of these entitlements closed it. */
  readonly closedBy: readonly string[];
  readonly logIndex?: number;
}

const OPEN: Said = { state: 'open', closedBy: [] };
const VOID: Said = { state: 'void', closedBy: [] };

function isErased(leaf: ReadLeaf, { details }: Known): boolean {
  return decidedBodyOf(leaf)?.isClassified === true && !details.has(leaf.logIndex);
}

/** Undefined where the leaf says nothing about the undertaking. */
function saidBy(leaf: ReadLeaf, row: UndertakingRow, known: Known): Said | undefined {
  const entitlement = leaf.subject.startsWith('entitlement/') ? leaf.subject.slice('entitlement/'.length) : undefined;
  if (entitlement !== undefined) return saidByEntitlement(leaf, row, entitlement);
  if (leaf.subject !== `order/${row.order_id}`) return undefined;
  if (leaf.type in ENDINGS) return VOID;
  const delivery = known.details.get(leaf.logIndex)?.delivery;
  const came = delivery?.undertakings.find(({ id }) => id === row.id);
  if (came?.isClosed)
    return { state: 'closed', closedBy: delivery?.items.flatMap(({ entitlementId }) => entitlementId ?? []) ?? [] };
  if (came) return OPEN;
  return isGivenUp(leaf, row, known) ? VOID : undefined;
}

function saidByEntitlement({ body }: ReadLeaf, row: UndertakingRow, entitlement: string): Said {
  const after = body.after as { readonly closesUndertaking?: string | null; readonly standing?: string } | undefined;
  const isClosing = after?.closesUndertaking === row.id && after.standing === 'verified';
  return isClosing ? { state: 'closed', closedBy: [entitlement] } : OPEN;
}

/** A new approval undertakes everything anew; a supplement only gives up what it buys no more. */
function isGivenUp(leaf: ReadLeaf, { item }: UndertakingRow, { bodies }: Known): boolean {
  const decided = decidedBodyOf(leaf);
  if (decided?.stage === 'submission') return true;
  if (decided?.stage !== 'contract' || decided.outcome !== 'approved') return false;
  const { order, revision } = decided;
  const kept = bodies.find((one) => one.order_id === order && Number(one.revision) === revision);
  return kept !== undefined && !itemsToCome(JSON.parse(kept.body) as OrderSubmission).has(Number(item));
}

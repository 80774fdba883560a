import { findActedBy } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { listDecisions, MASK, readRecord, seesTexts, toDecisionBody } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { AnswerOf } from '../../http/operation.ts';
import { type Actor, addFen, type CivilDate, type Fen, parseYuan } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import {
  fundingOf,
  getOrderWithBody,
  getRevision,
  listOrderEvents,
  type Order,
  type OrderStanding,
  orderNotFound,
  STAGES_OF_REVISIONS,
  shownTo,
  toOrderBody,
} from '../../orders/index.ts';
import { loadRuleSet } from '../../rules/index.ts';

/** What stands on the review form of an order. */
export interface OrderForm {
  readonly order: Order;
  /** Which revision the form is of. */
  readonly revision: number;
  /** What stands of the order, where it is not the latest revision. */
  readonly standing: OrderStanding | null;
  /** The contract, for whoever may read it. */
  readonly contract: AnswerOf<'getOrder', 200>['contract'];
  readonly submission: OrderSubmission;
  readonly agencyName: string;
  /** Who submitted the revision; null for a program. */
  readonly officer: string | null;
  readonly submittedAt: string;
  readonly digest: string;
  readonly decision: AnswerOf<'getDecision', 200>;
  readonly money: readonly LineOfForm[];
  /** Why it was turned down, by whom. */
  readonly turnedDown: TurnedDown | null;
}

/** What the order asks of a budget line. */
export interface LineOfForm {
  readonly code: string;
  readonly project: string | null;
  readonly stated: Fen;
  /** What was left after the decision reserved its part; null when it reserved nothing. */
  readonly after: Fen | null;
}

interface TurnedDown {
  readonly by: string | null;
  readonly reason: string | null;
}

export interface OrderFormQuestion {
  readonly actor: Actor;
  readonly id: string;
  readonly on: CivilDate;
}

const EVENTS_MAX = 200;
const DECISIONS_MAX = 10_000;

/**
 * Reads a revision of an order with the decision on it, in words that people use; ids become names. It is the latest one, as
 * somebody may have to sign it; where that was rejected and an earlier one stands, the form is of the one that stands.
 */
export async function findOrderForm(tx: Tx, { actor, id, on }: OrderFormQuestion): Promise<OrderForm> {
  const found = await getOrderWithBody(tx, { actor, id, on });
  const { order } = found;
  const standing = standingBefore(found);
  const wanted = standing && order.outcome === 'rejected' ? standing.revision : order.latestRevision;
  const revision = await getRevision(tx, order.id, wanted);
  const body = revision.submission;
  const decisions = await listDecisions(tx, { orderId: order.id, after: -1, limit: DECISIONS_MAX });
  const stages: readonly string[] = STAGES_OF_REVISIONS;
  const last = decisions.findLast((one) => one.revision === wanted && stages.includes(one.stage));
  const record = last && (await readRecord(tx, last.logIndex));
  if (!record) throw orderNotFound();
  const decision = toDecisionBody(record, await loadRuleSet(tx, record.ruleSet), actor);
  const [agency] = await selectIn(tx, 'agencies', 'code', [order.agencyCode]);
  return {
    order,
    revision: wanted,
    standing,
    contract: toOrderBody(found, actor).contract,
    submission: shownTo(actor, order, body),
    agencyName: String(agency?.name ?? order.agencyCode),
    officer: await officerName(tx, { actor, order, personId: revision.personId }),
    submittedAt: revision.submittedAt,
    digest: revision.bodyDigest,
    decision,
    money: await linesOf(tx, { actor, submission: body, decision }),
    turnedDown: await findTurnedDown(tx, actor, order),
  };
}

/** What stands in spite of a newer revision, which was rejected or waits. */
function standingBefore({ order, standing }: Awaited<ReturnType<typeof getOrderWithBody>>): OrderStanding | null {
  return order.state !== 'referred' && standing?.revision !== order.latestRevision ? standing : null;
}

interface Submitter {
  readonly actor: Actor;
  readonly order: Order;
  readonly personId: string | null;
}

/** The officer's name, for whoever may read the texts of the order. */
export async function officerName(tx: Tx, { actor, order, personId }: Submitter): Promise<string | null> {
  if (personId === null) return null;
  if (actor.role === 'platform' || (order.isClassified && !seesTexts(actor))) return MASK;
  const actedBy = await findActedBy(tx, [{ person: personId }]);
  return actedBy({ person: personId })?.name ?? null;
}

interface Funded {
  readonly actor: Actor;
  readonly submission: OrderSubmission;
  readonly decision: OrderForm['decision'];
}

/** Projects are named to people; a program that reads orders has no right to budgets. */
async function linesOf(tx: Tx, { actor, submission, decision }: Funded): Promise<readonly LineOfForm[]> {
  const stated = new Map<string, Fen>();
  for (const { budgetLine, amount } of fundingOf(submission)) {
    if (!budgetLine || !amount) continue;
    stated.set(budgetLine, addFen(stated.get(budgetLine) ?? parseYuan('0'), parseYuan(amount)));
  }
  const after = new Map(
    decision.budget.map(({ budgetLine, availableAfter }) => [budgetLine, parseYuan(availableAfter)]),
  );
  const isPerson = actor.role !== 'machine' && actor.role !== 'platform';
  const rows = isPerson ? await selectIn(tx, 'budget_lines', 'code', [...stated.keys()]) : [];
  const projects = new Map(rows.map(({ code, project }) => [String(code), String(project)]));
  return [...stated].map(([code, amount]) => ({
    ...{ code, stated: amount },
    project: projects.get(code) ?? null,
    after: after.get(code) ?? null,
  }));
}

/** The last event that turned the order down, while that is how it stands. */
async function findTurnedDown(tx: Tx, actor: Actor, order: Order): Promise<TurnedDown | null> {
  if (order.state !== 'rejected') return null;
  const events = await listOrderEvents(tx, { actor, order, after: -1, limit: EVENTS_MAX });
  const last = events.findLast(({ kind }) => kind === 'order.turned-down' || kind === 'order.decided');
  if (last?.kind !== 'order.turned-down') return null;
  return { by: last.actor?.name ?? null, reason: last.reason };
}

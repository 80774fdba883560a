import type { Tx } from '../../../db/index.ts';
import type { DeliveryStatement } from '../../../facts/index.ts';
import { type Actor, groupBy, Refusal } from '../../../kernel/index.ts';
import {
  type ActResult,
  type Batch,
  countDelivered,
  countReplaced,
  giveInBooks,
  type KnownOrder,
  type SeatsGiven,
} from '../../../orders/index.ts';
import {
  deliverUndertakings,
  recordAllocations,
  recordDevices,
  recordDevicesAgain,
  recordEntitlements,
  recordInstallations,
} from '../../../register/index.ts';
import { insertAcceptance } from '../acceptances-repository.ts';
import { type JudgedDelivery, type JudgementBasis, judgeDelivery, recordDelivery } from '../decide-delivery.ts';
import { progressOf } from '../delivery-progress.ts';
import { type AcceptancePlan, planAcceptance } from './acceptance-plan.ts';
import { type DeliveryProblem, problemsOfDelivery, refusalOfProblems } from './acceptance-refusals.ts';
import { gatherDelivery, gatherRegister } from './gather-acceptance.ts';

/** A delivery as it was put to the gate. */
export interface PutDelivery {
  readonly statement: DeliveryStatement;
  /** Leaves out what cannot be part of it, where its parts stand alone as the rows of a file do. */
  readonly without?: (problemsOf: (statement: DeliveryStatement) => readonly DeliveryProblem[]) => DeliveryStatement;
}

export interface AcceptanceToRecord {
  readonly known: KnownOrder;
  readonly actor: Actor;
  readonly put: PutDelivery;
}

/**
 * Decides a delivery and registers what of it matches, in one transaction. What differs is in the record with its
 * findings, and in no register.
 */
export async function recordAcceptance(batch: Batch, accepting: AcceptanceToRecord): Promise<ActResult> {
  const { entry, books, ruleSet, deps } = batch;
  const { known, actor, put } = accepting;
  const judged = await judgePut(
    entry.tx,
    { books, ruleSet, on: entry.on, screening: deps.screening() },
    { known, put },
  );
  if (judged instanceof Refusal) return { kind: 'refused', refusal: judged };
  const before = await gatherRegister(entry.tx, judged, books.entitlements);
  const plan = planAcceptance(judged, before, deps.newId);
  const decided = recordDelivery(batch, { judged, actor, ...plan });
  await writeAcceptance(batch, { plan, actor, decided, known });
  giveInBooks(books, seatsTakenFree(plan));
  const matched = plan.recorded.devices.filter(({ deviceId }) => deviceId !== null);
  countDelivered(
    books,
    known.order.id,
    matched.flatMap(({ proof }) => proof ?? []),
  );
  const came = new Set([...matched, ...plan.recorded.goods].map(({ line }) => line));
  countReplaced(books, { orderId: known.order.id, body: judged.standing.body, lines: came });
  return decided;
}

/** Orders of the same batch may count on the same licences. */
function seatsTakenFree({ allocations }: AcceptancePlan): SeatsGiven {
  const free = allocations.filter(({ takenFrom }) => takenFrom === 'free');
  const byEntitlement = groupBy(free, ({ entitlementId }) => entitlementId);
  return new Map([...byEntitlement].map(([id, seats]) => [id, { allocated: seats.length, placed: 0 }]));
}

/** Judges a delivery beside what came before, or says why it cannot be judged. */
export async function judgePut(
  tx: Tx,
  judging: JudgementBasis,
  { known, put }: Pick<AcceptanceToRecord, 'known' | 'put'>,
): Promise<JudgedDelivery | Refusal> {
  const contracted = known.standing?.body;
  if (!contracted) throw new Error(`the order ${known.order.id} is under contract, yet nothing of it stands`);
  const context = await gatherDelivery(tx, judging, { known, statement: put.statement });
  const progress = progressOf(contracted, context.sums);
  const problemsOf = (statement: DeliveryStatement): readonly DeliveryProblem[] =>
    problemsOfDelivery({ ...context, statement, contracted, progress, on: judging.on });
  const statement = put.without?.(problemsOf) ?? put.statement;
  const refusal = refusalOfProblems(problemsOf(statement));
  return refusal ?? judgeDelivery(judging, { known, statement, ...context });
}

interface AcceptanceToWrite {
  readonly plan: AcceptancePlan;
  readonly actor: Actor;
  readonly known: KnownOrder;
  readonly decided: { readonly record: { readonly decision: string; readonly logIndex: number } };
}

/** Devices come before what is bound to them, entitlements before their seats are given. */
async function writeAcceptance({ entry }: Batch, { plan, actor, known, decided }: AcceptanceToWrite): Promise<void> {
  const { decision: decisionId, logIndex } = decided.record;
  const { id: orderId, agencyCode } = known.order;
  const { recorded: delivery, statement } = plan;
  await insertAcceptance(entry.tx, { orderId, agencyCode, statement, delivery, decisionId, logIndex });
  await recordDevices(entry, { states: plan.devices, actor });
  await recordDevicesAgain(entry, { drafts: plan.again, actor, reason: `再次验收 ${delivery.id}` });
  await recordEntitlements(entry, { states: plan.entitlements, actor });
  await recordAllocations(entry, { states: plan.allocations, actor });
  await recordInstallations(entry, { states: plan.installations, actor });
  await deliverUndertakings(entry.tx, plan.undertakings, logIndex);
}

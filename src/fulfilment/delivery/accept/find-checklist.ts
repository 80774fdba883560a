import type { Tx } from '../../../db/index.ts';
import { nameRecordedFacts } from '../../../decisions/index.ts';
import type { Actor, Instant } from '../../../kernel/index.ts';
import {
  getReachedOrder,
  getRevision,
  isAllowed,
  listStandingRecords,
  stateRefusal,
  sumAccepted,
} from '../../../orders/index.ts';
import { getRuleSetInForce, loadRuleSet } from '../../../rules/index.ts';
import { progressOf } from '../delivery-progress.ts';
import { checklistOf } from './checklist.ts';
import type { ShownChecklist } from './checklist-body.ts';

/** What is looked at when deliveries of an order come, and what has come of it; refused while there is no contract. */
export async function findChecklist(
  tx: Tx,
  { actor, orderId, at }: { readonly actor: Actor; readonly orderId: string; readonly at: Instant },
): Promise<ShownChecklist> {
  const order = await getReachedOrder(tx, actor, orderId);
  const revision = order.standingRevision;
  if (revision === null || !(isAllowed('accept', order) || order.state === 'closed')) throw stateRefusal(order);
  const { submission } = await getRevision(tx, order.id, revision);
  const progress = progressOf(submission, await sumAccepted(tx, order.id));
  const record = (await listStandingRecords(tx, [order])).get(order.id);
  const ruleSet = record ? await loadRuleSet(tx, record.ruleSet) : await getRuleSetInForce(tx, at);
  const facts = record ? nameRecordedFacts(record.detail.facts, ruleSet.catalogue) : { lines: [], planItems: [] };
  return { order, revision, progress, checklist: checklistOf(progress, facts, ruleSet), ruleSet };
}

import { findDecision, isOpen, readRecord } from '../../decisions/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import { staleRefusal } from '../order.ts';

/**
 * A bureau has an order decided again, or turns it down, only where one of its own rules is open. The agency's people always may: they cure
 * findings of every kind.
 */
export async function validateOwnership(
  { entry: { tx } }: Batch,
  { role }: Actor,
  { order }: KnownOrder,
): Promise<Refusal | undefined> {
  if (role !== 'finance' && role !== 'legalization-office') return undefined;
  const decision = await findDecision(tx, order.decisionId);
  // A decision of this very batch is not written yet, and has told its tag to nobody.
  if (!decision) return staleRefusal();
  const { ruleSet: named, detail } = await readRecord(tx, decision.logIndex);
  const ruleSet = await loadRuleSet(tx, named);
  const open = [...detail.findings.filter(isOpen), ...detail.indeterminate];
  return open.some(({ rule }) => ruleSet.findRule(rule)?.owner === role) ? undefined : notTheirRule();
}

function notTheirRule(): Refusal {
  const says = text(
    '该订单没有待处理的本部门规则，本部门不能对其提请重新审核或作出处理。',
    'No open finding on this order is of a rule that you own, so you can neither have it decided again nor turn it down.',
  );
  return new Refusal('forbidden', 'order.not_your_rule', says);
}

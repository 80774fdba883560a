import { type Actor, Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import { findRuleSet, type StoredRuleSet, updateRuleSet } from './rule-set-repository.ts';

/** Gives up a draft; its author may, and the audit bureau. */
export async function withdrawDraft(
  entry: Governed,
  { number, actor, reason }: { readonly number: number; readonly actor: Actor; readonly reason: string },
): Promise<StoredRuleSet> {
  const stored = await getRuleSet(entry.tx, number);
  if (actor.role !== 'audit' && actor.role !== 'installer' && actor.personId !== stored.author) throw notYours();
  if (stored.state !== 'draft') throw wrongState(stored);
  const { logIndex } = entry.append({
    type: 'rule-set.withdrawn',
    subject: `rule-set/${number}`,
    by: actor,
    body: { digest: stored.digest },
    sealed: { '/reason': reason },
  });
  await updateRuleSet(entry.tx, number, { state: 'withdrawn', logIndex });
  return { ...stored, state: 'withdrawn', logIndex };
}

async function getRuleSet(tx: Governed['tx'], number: number): Promise<StoredRuleSet> {
  const stored = await findRuleSet(tx, number);
  if (!stored) throw ruleSetNotFound();
  return stored;
}

export function ruleSetNotFound(): Refusal {
  return new Refusal('not_found', 'rule_set.not_found', text('没有这个规则集。', 'There is no such rule set.'));
}

/** What came with the program was tested when the program was. */
export function noReview(): Refusal {
  const says = text(
    '该规则集随程序发布，没有单独的测试报告。',
    'The rule set came with the program and has no review of its own.',
  );
  return new Refusal('not_found', 'rule_set.no_review', says);
}

export function ruleNotFound(): Refusal {
  return new Refusal('not_found', 'rule.not_found', text('该规则集没有这条规则。', 'The rule set has no such rule.'));
}

export function wrongState({ state }: Pick<StoredRuleSet, 'state'>): Refusal {
  const says = text(
    `规则集处于“${state}”状态，不能进行此操作。`,
    `The rule set is ${state}; this cannot be done to it.`,
  );
  return new Refusal('conflict', 'rule_set.state', says);
}

function notYours(): Refusal {
  const says = text('只有起草人和审计机关可以撤回草案。', 'Only its author and the audit bureau give up a draft.');
  return new Refusal('forbidden', 'rule_set.not_yours', says);
}

import { requireGateReach } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { getRuleSet } from './find-rule-set.ts';
import { notYours, wrongState } from './rule-set-refusals.ts';
import { updateRuleSet } from './rule-set-repository.ts';
import { settleRuleSets } from './settle-rule-sets.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

/** Gives up a draft, or what is scheduled and not due yet: nothing becomes of it. */
export async function withdrawRuleSet(
  entry: Governed,
  { number, actor, reason }: { readonly number: number; readonly actor: Actor; readonly reason: string },
): Promise<StoredRuleSet> {
  // What is due by now is in force, and cannot be given up.
  await settleRuleSets(entry);
  const stored = await getRuleSet(entry.tx, number);
  await requireWithdrawer(entry.tx, actor, stored);
  if (stored.state !== 'draft' && stored.state !== 'scheduled') throw wrongState(stored.state);
  const { logIndex } = entry.append({
    type: 'rule-set.withdrawn',
    subject: `rule-set/${number}`,
    by: actor,
    body: { digest: stored.digest },
    sealed: { '/reason': reason },
  });
  const after = { state: 'withdrawn', inForceAt: null, logIndex } as const;
  await updateRuleSet(entry.tx, number, after);
  return { ...stored, ...after };
}

/** The author, or one person of the audit bureau of the whole gate, is enough: what is in force stays as it is. */
export async function requireWithdrawer(
  tx: Tx,
  { role, personId, grant }: Actor,
  { state, author }: StoredRuleSet,
): Promise<void> {
  if (state !== 'scheduled' && personId !== null && personId === author) return;
  if (role !== 'audit' && role !== 'installer') throw notYours();
  await requireGateReach(tx, grant);
}

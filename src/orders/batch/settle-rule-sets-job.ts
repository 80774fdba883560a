import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findDecidingRuleSet, settleRuleSets } from '../../rules/index.ts';

/** So that lists tell the truth within the minute. */
const SETTLE_EVERY_MS = 20_000;

export function settleRuleSetsJob(db: Database, deps: GovernedDeps): Job {
  return {
    ...{ name: 'settle-rule-sets', when: { everyMs: SETTLE_EVERY_MS }, doneBy: 'one-process' },
    work: () => settleDueRuleSets(db, deps),
  };
}

/**
 * Lets a rule set come into force, or fall back, though nobody submits an order, so that what lists say is true. Decisions
 * do not wait for it: the first one after the moment does the same.
 */
export async function settleDueRuleSets(db: Database, deps: GovernedDeps): Promise<void> {
  const standing = await inSnapshot(db, (tx) => findDecidingRuleSet(tx, deps.clock()));
  if (!standing?.due) return;
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      await settleRuleSets(entry);
    }),
  );
}

import type { Tx } from '../../db/index.ts';
import { yieldWhenBusy } from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { settleRuleSets } from '../../rules/index.ts';
import type { ActResult, OrderAct } from '../act.ts';
import type { OnDecided } from '../queue/submission-queue.ts';
import type { DecideDeps } from './decide-deps.ts';
import { loadBatch } from './load-batch.ts';
import { performAct } from './perform-act.ts';
import { writeBatch } from './write-batch.ts';

/**
 * The only way to decide. Takes the head, settles what is due, recalls what was answered before, gathers for the whole
 * batch, decides act after act, writes everything at once and appends the leaves. Results come in the order of the acts.
 */
export async function decideOrders(
  tx: Tx,
  { onDecided, ...deps }: DecideDeps & { readonly onDecided?: OnDecided },
  acts: readonly OrderAct[],
): Promise<readonly ActResult[]> {
  return governed(tx, deps, (entry) => decideWithin(entry, { onDecided, ...deps }, acts));
}

/** The same where the head is taken already, by what the decisions follow from. */
export async function decideWithin(
  entry: Governed,
  { onDecided, ...deps }: DecideDeps & { readonly onDecided?: OnDecided | undefined },
  acts: readonly OrderAct[],
): Promise<readonly ActResult[]> {
  const ruleSet = await settleRuleSets(entry);
  const batch = await loadBatch({ entry, deps, ruleSet }, acts);
  const results: ActResult[] = [];
  const yielded = yieldWhenBusy();
  for (const act of acts) {
    results.push(await performAct(batch, act));
    await yielded();
  }
  onDecided?.(results);
  await writeBatch(batch);
  deps.batchCache.carryTo(entry, acts);
  return results;
}

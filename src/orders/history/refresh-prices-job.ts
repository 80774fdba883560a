import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findRuleSetInForce } from '../../rules/index.ts';
import { listPriceGroups } from './prices-repository.ts';
import { type MeasuredPrice, measurePrice, refreshPrices } from './refresh-prices.ts';

/** After midnight, when a day has left the window and another has come; early, so that the morning finds it done. */
const REFRESH_AT = '17 0 * * *';

export function refreshPricesJob(db: Database, deps: GovernedDeps): Job {
  return {
    ...{ name: 'refresh-prices', when: { dailyAt: REFRESH_AT }, doneBy: 'one-process' },
    work: async () => {
      await refreshPricesNow(db, deps);
    },
  };
}

/**
 * Measures first, group by group on the reading side, and takes the head only to write: sorting a year of prices must not
 * keep anybody waiting for a decision. Answers how many percentiles changed.
 */
export async function refreshPricesNow(db: Database, deps: GovernedDeps): Promise<number> {
  const at = deps.clock();
  const on = dayOf(at);
  const ruleSet = await inSnapshot(db, (tx) => findRuleSetInForce(tx, at));
  if (!ruleSet) return 0;
  const measured: MeasuredPrice[] = [];
  for (const group of await inSnapshot(db, listPriceGroups)) {
    const price = await inSnapshot(db, (tx) => measurePrice(tx, group, { ruleSet, on }));
    if (price) measured.push(price);
    await nextTurn();
  }
  return inTransaction(db, (tx) => governed(tx, deps, (entry) => refreshPrices(entry, measured)));
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  type MayGoOn,
  stepsHere,
  type TakeStep,
} from '../../db/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findRuleSetInForce } from '../../rules/index.ts';
import { hasPrices, type PriceGroup } from './prices-repository.ts';
import { type MeasuredPrice, refreshPrices } from './refresh-prices.ts';
import { MEASURE_PRICES } from './refresh-prices-portion-step.ts';

/** After midnight, when a day has left the window and another has come; early, so that the morning finds it done. */
const REFRESH_AT = '17 0 * * *';

/** So that a job asks between two steps whether it may go on. */
const STEP_MS = 250;

export function refreshPricesJob(db: Database, { takeStep, ...deps }: GovernedDeps & { takeStep: TakeStep }): Job {
  return {
    ...{ name: 'refresh-prices', when: { dailyAt: REFRESH_AT }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await refreshPricesNow(db, deps, { takeStep, mayGoOn });
    },
  };
}

export interface PricesRun {
  readonly takeStep?: TakeStep;
  readonly mayGoOn?: MayGoOn;
  readonly stepMs?: number;
}

/**
 * Measures first, in steps, and takes the head only to write: sorting a year of prices must not keep anybody waiting for a
 * decision. Answers how many percentiles changed; what was measured in part is not written, because what is missing in it
 * would be taken for gone.
 */
export async function refreshPricesNow(db: Database, deps: GovernedDeps, run: PricesRun = {}): Promise<number> {
  const { takeStep = stepsHere({ db, pause: nextTurn }), mayGoOn = async () => true, stepMs = STEP_MS } = run;
  const at = deps.clock();
  const ruleSet = await inSnapshot(db, (tx) => findRuleSetInForce(tx, at));
  if (!ruleSet || !(await inSnapshot(db, hasPrices))) return 0;
  const { number, digest } = ruleSet;
  const wish = { ruleSet: { number, digest }, on: dayOf(at), msMax: stepMs };
  const measured: MeasuredPrice[] = [];
  for (let after: PriceGroup | null | undefined; after !== null; ) {
    if (!(await mayGoOn())) return 0;
    const portion = await takeStep(MEASURE_PRICES, { ...wish, after: after ?? null });
    measured.push(...portion.prices);
    after = portion.after;
  }
  return inTransaction(db, (tx) => governed(tx, deps, (entry) => refreshPrices(entry, measured)));
}

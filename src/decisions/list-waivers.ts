import type { Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import type { ReferenceRecord } from '../reference/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { stateOf, type Waiver, type WaiverState } from './waiver.ts';
import { listWaiverRows, sumUses, type UsedSum } from './waivers-repository.ts';

export interface ListedWaiver {
  readonly waiver: ReferenceRecord<Waiver>;
  readonly state: WaiverState;
  readonly used: UsedSum;
}

export interface WaiversRequest {
  readonly grant: Grant;
  readonly agencyCode?: string | undefined;
  readonly order?: string | undefined;
  readonly rule?: string | undefined;
  readonly state?: WaiverState | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

export interface Today {
  readonly on: CivilDate;
  readonly ruleSet: RuleSet;
}

const ROWS_AT_ONCE = 500;

/**
 * One page by id, with one more than the limit to tell whether there is a next page. Which revision a rule has today is not
 * in the table, so those that are open there are looked through until the page is full.
 */
export async function listWaivers(tx: Tx, asked: WaiversRequest, today: Today): Promise<readonly ListedWaiver[]> {
  const { state, limit, ...question } = asked;
  const wanted = limit + 1;
  const found: { readonly waiver: ReferenceRecord<Waiver>; readonly state: WaiverState }[] = [];
  for (let after = asked.after; found.length < wanted; ) {
    const rows = await listWaiverRows(tx, {
      ...question,
      state: state === undefined || state === 'revoked' || state === 'expired' ? state : 'open',
      on: today.on,
      after,
      limit: ROWS_AT_ONCE,
    });
    const standing = rows.map((waiver) => ({ waiver, state: stateOf(waiver.state, today) }));
    found.push(...standing.filter((one) => state === undefined || one.state === state));
    if (rows.length < ROWS_AT_ONCE) break;
    after = rows.at(-1)?.key;
  }
  const page = found.slice(0, wanted);
  const used = await sumUses(
    tx,
    page.map(({ waiver }) => waiver.key),
  );
  return page.map((one) => ({ ...one, used: used.get(one.waiver.key) ?? UNUSED }));
}

export const UNUSED: UsedSum = { uses: 0, devices: 0 };

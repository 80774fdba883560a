import type { PageInOrder, PlaceInOrder, Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../reference/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { stateOf, WAIVER, type Waiver, type WaiverState } from './waiver.ts';
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
/** Then a page ends, with as many as were found. */
const ROWS_MAX = 5_000;

export interface WaiversPage {
  readonly waivers: readonly ListedWaiver[];
  readonly next: PlaceInOrder | null;
}

/**
 * One page by id. Which revision a rule has today is not in the table, so those that are open there are looked through until
 * the page is full, or enough have been looked at.
 */
export async function listWaivers(tx: Tx, asked: WaiversRequest, today: Today): Promise<WaiversPage> {
  const { state, limit, ...question } = asked;
  const found: { readonly waiver: ReferenceRecord<Waiver>; readonly state: WaiverState }[] = [];
  let next: PlaceInOrder | null = null;
  for (let looked = 0; found.length <= limit && looked < ROWS_MAX; looked += ROWS_AT_ONCE) {
    const page: PageInOrder<StoredRow> = await listWaiverRows(tx, {
      ...question,
      state: state === undefined || state === 'revoked' || state === 'expired' ? state : 'open',
      on: today.on,
      after: next === null ? asked.after : String(next[0]),
      limit: ROWS_AT_ONCE,
    });
    const standing = page.rows
      .map((row) => readKindRow(WAIVER, row))
      .map((waiver) => ({ waiver, state: stateOf(waiver.state, today) }));
    found.push(...standing.filter((one) => state === undefined || one.state === state));
    ({ next } = page);
    if (next === null) break;
  }
  const page = found.slice(0, limit);
  const used = await sumUses(
    tx,
    page.map(({ waiver }) => waiver.key),
  );
  const waivers = page.map((one) => ({ ...one, used: used.get(one.waiver.key) ?? UNUSED }));
  const last = page.at(-1);
  return { waivers, next: found.length > limit && last ? [last.waiver.key] : next };
}

export const UNUSED: UsedSum = { uses: 0, devices: 0 };

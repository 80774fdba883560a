import {
  type CampaignRecord,
  type CountedFigures,
  type CountedFiguresOfUnits,
  countedFigures,
  type FiguresOfCells,
  getFormOf,
} from '../campaigns/index.ts';
import type { Tx } from '../db/index.ts';
import { addDays, type CivilDate, civilDate, dayOf, type Instant, plusMs, startOfDay, text } from '../kernel/index.ts';
import { readHead } from '../log/index.ts';
import type { FiguresOfAgency, FigureValue } from './figures/figure-values.ts';
import { readFiguresOf } from './figures/find-figures.ts';

export interface UnitsToCount {
  readonly campaign: CampaignRecord;
  readonly agencyCodes: readonly string[];
  readonly at: Instant;
}

/** On SQLite a statement over so many is short enough for everybody else to be heard in between. */
export const COUNTED_AT_ONCE = 25;

/**
 * Counts what the gate knows of units as of the day of a campaign, by cell of its form. What is counted of today alone is
 * counted on that day, or within the day after it. It is read in a snapshot, while others decide, and says of which leaf.
 */
export async function findFiguresOfUnits(
  tx: Tx,
  { campaign, agencyCodes, at }: UnitsToCount,
): Promise<CountedFiguresOfUnits> {
  const { asOfOn, period } = campaign.state;
  const form = await getFormOf(tx, campaign.state);
  const prefilled = form.form.cells.flatMap(({ id, prefill }) => (prefill ? [{ id, prefill }] : []));
  const names = [...new Set(prefilled.map(({ prefill }) => prefill.figure))];
  const question = { names, on: asOfOn, period: period ?? yearUntil(asOfOn), at: countedAt(at, asOfOn) };
  const figures: [string, CountedFigures][] = [];
  for (let from = 0; from < agencyCodes.length; from += COUNTED_AT_ONCE) {
    const some = agencyCodes.slice(from, from + COUNTED_AT_ONCE);
    const counted = await readFiguresOf(tx, some, question);
    for (const code of some) {
      const values = counted.get(code) ?? {};
      const cells = prefilled.map(({ id, prefill }) => [id, toCell(figureIn(values, prefill))]);
      figures.push([code, countedFigures(Object.fromEntries(cells))]);
    }
  }
  const { frontier } = await readHead(tx);
  return { asOf: frontier.size - 1, figures: new Map(figures) };
}

/** The moment that counters of today are told for: the last of the day that is asked about, while the next is not over. */
function countedAt(at: Instant, asOfOn: CivilDate): Instant {
  const on = dayOf(at);
  return on === addDays(asOfOn, 1) ? plusMs(startOfDay(on), -1) : at;
}

function yearUntil(day: CivilDate) {
  return { from: civilDate(`${day.slice(0, 4)}-01-01`), until: day };
}

function figureIn(
  values: FiguresOfAgency,
  { figure, of }: { readonly figure: string; readonly of?: string },
): FigureValue | undefined {
  const value = values[figure];
  return typeof value === 'object' && value !== null ? value[of ?? ''] : value;
}

const UNTOLD = text('闸口无法统计当日的这一数据。', 'The gate cannot count this for that day.');

function toCell(value: FigureValue | undefined): FiguresOfCells[string] {
  if (typeof value === 'number' || typeof value === 'boolean') return { value, why: null };
  return { value: null, why: UNTOLD };
}

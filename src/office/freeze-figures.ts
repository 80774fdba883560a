import { type CampaignRecord, type FiguresOfCells, getFormOf, writeFigures } from '../campaigns/index.ts';
import { addDays, type CivilDate, civilDate, type Instant, plusMs, startOfDay, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import type { FiguresOfAgency, FigureValue } from './figures/figure-values.ts';
import { readFiguresOf } from './figures/find-figures.ts';

/**
 * Counts what the gate knows of units as of the day of a campaign, once: what they are prefilled with never moves afterwards.
 * What is counted of today alone is counted on that day, or within the day after it.
 */
export async function freezeFigures(
  entry: Governed,
  { campaign, agencyCodes }: { readonly campaign: CampaignRecord; readonly agencyCodes: readonly string[] },
): Promise<void> {
  const { asOfOn, period } = campaign.state;
  const form = await getFormOf(entry.tx, campaign.state);
  const prefilled = form.form.cells.flatMap(({ id, prefill }) => (prefill ? [{ id, prefill }] : []));
  const names = [...new Set(prefilled.map(({ prefill }) => prefill.figure))];
  const question = { names, on: asOfOn, period: period ?? yearUntil(asOfOn), at: countedAt(entry, asOfOn) };
  const counted = await readFiguresOf(entry.tx, agencyCodes, question);
  const figures = agencyCodes.map((code): [string, FiguresOfCells] => {
    const values = counted.get(code) ?? {};
    return [code, Object.fromEntries(prefilled.map(({ id, prefill }) => [id, toCell(figureIn(values, prefill))]))];
  });
  await writeFigures(entry, campaign.key, new Map(figures));
}

/** The moment that counters of today are told for: the last of the day that is asked about, while the next is not over. */
function countedAt({ at, on }: Pick<Governed, 'at' | 'on'>, asOfOn: CivilDate): Instant {
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

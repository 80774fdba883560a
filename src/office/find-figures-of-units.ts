import {
  type CampaignRecord,
  type CountedFigures,
  type CountedFiguresOfUnits,
  countedFigures,
  type FiguresOfCells,
  getFormOf,
} from '../campaigns/index.ts';
import type { Tx } from '../db/index.ts';
import {
  addDays,
  type CivilDate,
  civilDate,
  dayOf,
  type Instant,
  plusMs,
  startOfDay,
  type Text,
  text,
} from '../kernel/index.ts';
import { readHead } from '../log/index.ts';
import type { RegisterKind } from '../register/index.ts';
import type { FiguresOfAgency, FigureValue } from './figures/figure-values.ts';
import { type FiguresRead, readFiguresOf } from './figures/find-figures.ts';
import { REGISTER_KIND_WORDS, unknownKindsOf } from './figures/kinds-of-figure.ts';

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
      const toCell = cellsOf(counted.get(code), asOfOn);
      const cells = prefilled.map(({ id, prefill }) => [id, toCell(prefill)]);
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

type Prefill = { readonly figure: string; readonly of?: string };

/** What a cell is filled in with, or why it is not. */
function cellsOf(counted: FiguresRead | undefined, on: CivilDate) {
  const { figures, stated } = counted ?? { figures: {}, stated: undefined };
  return (prefill: Prefill): FiguresOfCells[string] => {
    const value = figureIn(figures, prefill);
    if (typeof value === 'number' || typeof value === 'boolean') return { value, why: null };
    const unknown = unknownKindsOf({ name: prefill.figure, part: prefill.of ?? null }, stated);
    const unread = unknown.flatMap((kind) => stated?.unread.get(kind) ?? []);
    if (unread.length > 0) return { value: null, why: notRead(unread) };
    return { value: null, why: unknown.length > 0 ? notStated(unknown, on) : UNTOLD };
  };
}

function figureIn(values: FiguresOfAgency, { figure, of }: Prefill): FigureValue | undefined {
  const value = values[figure];
  return typeof value === 'object' && value !== null ? value[of ?? ''] : value;
}

const UNTOLD = text('闸口无法统计当日的这一数据。', 'The gate cannot count this for that day.');

function notStated(kinds: readonly RegisterKind[], on: CivilDate): Text {
  const [chinese, english] = (['zh-CN', 'en'] as const).map((language) =>
    kinds.map((kind) => REGISTER_KIND_WORDS[kind][language]),
  );
  return text(
    `本单位未声明截至 ${on} 的${chinese?.join('、')}台账是否完整，闸口不以空台账代替“零”，请据实填写。`,
    `By ${on} the unit had not stated that its list of ${english?.join(', ')} is whole, and an empty register is not nought. Fill in what is true.`,
  );
}

/** So many names are said; the rest as a number. */
const NAMES_SAID = 3;

function notRead(names: readonly string[]): Text {
  const said = names.slice(0, NAMES_SAID);
  return text(
    `导入的台账中有 ${names.length} 个软件名称未识别（${said.join('、')}${names.length > NAMES_SAID ? ' 等' : ''}），对应软件未计入；请确认名称后重新导入，本次请据实填写。`,
    `Imported lists have ${names.length} names that mean no product (${said.join(', ')}${names.length > NAMES_SAID ? ', …' : ''}), so what is called so is not counted. Say what they mean and import the list again; here, fill in what is true.`,
  );
}

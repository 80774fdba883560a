import {
  type AssessedSheet,
  type Cell,
  type CompiledForm,
  cellsIn,
  EMPTY,
  hundredthsOf,
  hundredthsText,
  isTotal,
  type Points,
  partsOf,
} from '../../campaigns/index.ts';
import { type Text, text } from '../../kernel/index.ts';

export type ItemKind = 'item' | 'subtotal' | 'deduction' | 'total';
export type ItemSource = 'gate' | 'unit' | 'office';

/** A line of a sheet. Points are hundredths. */
export interface AssessmentItem {
  readonly cell: string;
  readonly kind: ItemKind;
  readonly title: Text;
  readonly points: number | null;
  readonly standard: Text | null;
  readonly source: ItemSource | null;
  readonly own: number | null;
  readonly system: number | null;
  readonly found: number | null;
  readonly applies: boolean;
  readonly reason: string | null;
}

/** The lines of a sheet in the order of its form: what is scored, its sums, what is deducted, and the total. */
export function itemsOf(sheet: AssessedSheet): readonly AssessmentItem[] {
  const { form } = sheet;
  const ids = form.form.sections.filter(({ by }) => by === 'office').flatMap(cellsIn);
  return ids.flatMap((id) => {
    const cell = form.cell(id);
    const kind = cell && kindOf(cell);
    return cell && kind ? [itemOf(sheet, cell, kind)] : [];
  });
}

function kindOf({ type, compute }: Cell): ItemKind | undefined {
  if (type !== 'points' || !compute) return undefined;
  if (isTotal({ compute })) return 'total';
  if ('each' in compute) return 'deduction';
  return 'sum' in compute ? 'subtotal' : 'item';
}

function itemOf(sheet: AssessedSheet, cell: Cell, kind: ItemKind): AssessmentItem {
  const { form, filed, scored } = sheet;
  const isSum = kind === 'subtotal' || kind === 'total';
  return {
    ...{ cell: cell.id, kind, title: cell.title, points: pointsOf(form, cell) },
    standard: standardOf(form, cell),
    source: isSum ? null : sourceOf(sheet, cell),
    own: ownOf(sheet, cell),
    system: leavesOf(form, cell).every((leaf) => sourceOf(sheet, leaf) !== 'office')
      ? numberIn(filed.computed[cell.id])
      : null,
    found: scored ? numberIn(scored.computed[cell.id]) : null,
    applies: !(scored?.inapplicable ?? []).includes(cell.id),
    reason: reasonOf(sheet, cell),
  };
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

const WHOLE = 10_000;

/** The most that a cell gives; of a sum that of its parts. */
function pointsOf(form: CompiledForm, { compute }: Cell): number | null {
  if (!compute) return null;
  if ('ifYes' in compute) return hundredths(compute.ifYes.points);
  if ('share' in compute) return hundredths(compute.share.points);
  if ('linear' in compute) return hundredths(compute.linear.points);
  if ('each' in compute) return hundredths(compute.each.cap);
  if ('total' in compute) return WHOLE;
  if (!('sum' in compute)) return null;
  const parts = compute.sum.map((id) => form.cell(id)).map((part) => (part ? pointsOf(form, part) : null));
  return parts.reduce<number>((sum, points) => sum + (points ?? 0), 0);
}

function hundredths(points: Points): number {
  return hundredthsOf(points) ?? 0;
}

/** How a cell is scored, in a sentence. */
function standardOf(form: CompiledForm, { compute }: Cell): Text | null {
  if (!compute) return null;
  if ('ifYes' in compute) {
    const [what, points] = [titleOf(form, compute.ifYes.cell), shown(compute.ifYes.points)];
    return text(`${what['zh-CN']}：是，得 ${points} 分`, `${what.en}: yes gives ${points}`);
  }
  if ('share' in compute) {
    const [part, whole] = [titleOf(form, compute.share.part), titleOf(form, compute.share.whole)];
    return text(`按“${part['zh-CN']}”占“${whole['zh-CN']}”的比例得分`, `the share of "${part.en}" in "${whole.en}"`);
  }
  if ('linear' in compute) {
    const { part, whole, fromPercent, toPercent } = compute.linear;
    const [of, among] = [titleOf(form, part), titleOf(form, whole)];
    return text(
      `“${of['zh-CN']}”占“${among['zh-CN']}”达 ${toPercent}% 得满分，${fromPercent}% 及以下不得分，其间按比例得分`,
      `"${of.en}" in "${among.en}": all at ${toPercent} %, none up to ${fromPercent} %, in proportion between`,
    );
  }
  if (!('each' in compute)) return null;
  const { count, points, cap } = compute.each;
  const what = titleOf(form, count);
  return text(
    `${what['zh-CN']}：每 1 个扣 ${shown(points)} 分，最多扣 ${shown(cap)} 分`,
    `${what.en}: ${shown(points)} each, at most ${shown(cap)}`,
  );
}

function titleOf(form: CompiledForm, id: string): Text {
  return form.cell(id)?.title ?? text(EMPTY, EMPTY);
}

/** `2` for whole points, `2.50` for others. */
function shown(points: Points): string {
  return hundredthsText(hundredths(points)).replace(/\.00$/, '');
}

/** The cells that a cell is scored by, itself for one that is no sum. */
function leavesOf(form: CompiledForm, cell: Cell): readonly Cell[] {
  const { compute } = cell;
  if (!compute || !('sum' in compute || 'total' in compute)) return [cell];
  return partsOf(compute).flatMap((part) => {
    const found = form.cell(part.cell);
    return found ? leavesOf(form, found) : [];
  });
}

/** Who says what it is scored by: the gate, where nobody has changed what it counted, or else the office or the unit. */
function sourceOf({ form, counted }: AssessedSheet, { compute }: Cell): ItemSource {
  const parts = compute ? partsOf(compute).map(({ cell }) => cell) : [];
  const said = parts.filter((id) => !counted.has(id));
  if (said.length === 0) return 'gate';
  return said.some((id) => form.sectionOf(id)?.by === 'office') ? 'office' : 'unit';
}

/** The unit's own view: `own.budget` is about `score.budget`, and the sum of all of it about the total. */
function ownOf({ form, filed }: AssessedSheet, cell: Cell): number | null {
  const own = form.form.cells.filter(({ id, type }) => type === 'points' && form.sectionOf(id)?.by === 'agency');
  const isSum = ({ compute }: Cell): boolean => compute !== undefined && 'sum' in compute;
  const about = isTotal(cell) ? own.find(isSum) : own.find((each) => !isSum(each) && lastOf(each) === lastOf(cell));
  if (!about || (!isTotal(cell) && kindOf(cell) !== 'subtotal')) return null;
  return numberIn(filed.cells[about.id] ?? filed.computed[about.id]);
}

function lastOf({ id }: Cell): string | undefined {
  return id.split('.').at(-1);
}

/** What the office wrote about a line or about what it is scored by. */
function reasonOf({ reasons }: AssessedSheet, { id, compute }: Cell): string | null {
  const isSum = compute !== undefined && ('sum' in compute || 'total' in compute);
  const parts = compute && !isSum ? partsOf(compute).map(({ cell }) => cell) : [];
  return [id, ...parts].flatMap((cell) => reasons[cell] ?? []).join('；') || null;
}

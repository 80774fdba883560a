import { Refusal, type RefusedField, type Text, text } from '../../kernel/index.ts';
import { cellText } from '../forms/cell-text.ts';
import type { CellValue, CompiledForm, FiledForm, FormFinding, Judgement } from '../forms/compiled-form.ts';
import { readFiledForm } from '../forms/filed-form.ts';
import type { Filler } from '../forms/form-document.ts';
import { placedIn } from '../forms/place-in-form.ts';

/** What the gate counted for a cell as of the day of the campaign; null where it counts nothing, and why. */
export interface FigureOfCell {
  readonly value: CellValue | null;
  readonly why: Text | null;
}

export type FiguresOfCells = Readonly<Record<string, FigureOfCell>>;

/** What is typed into a form, as a request writes it. */
export interface FilingContent {
  readonly cells: Readonly<Record<string, unknown>>;
  readonly texts?: Readonly<Record<string, unknown>> | undefined;
  readonly rows?: Readonly<Record<string, readonly object[]>> | undefined;
  readonly reasons?: Readonly<Record<string, string | null>> | undefined;
}

/** A cell that is not what the gate counted. */
export interface CellDifference {
  readonly cell: string;
  readonly filed: string;
  readonly figure: string;
  /** How far apart they may be without a matter. */
  readonly tolerance: number | null;
  /** How far apart they are, where both are numbers. */
  readonly apart: number | null;
  readonly reason: string | null;
}

export interface JudgedFiling {
  readonly filed: FiledForm;
  readonly judgement: Judgement;
  readonly differences: readonly CellDifference[];
  readonly missingReasons: readonly string[];
  readonly reasons: Readonly<Record<string, string>>;
}

export interface FormOfFiling {
  readonly form: CompiledForm;
  readonly figures: FiguresOfCells;
  readonly needsReasons: boolean;
  /** Whose cells are typed: in an assessment the unit leaves the office's alone. Absent: all of them. */
  readonly by?: Filler | undefined;
}

/** Reads what was typed and judges it by the form and by what the gate knows. Refuses cells that the form does not have. */
export function judgeFiling({ form, figures, needsReasons, by }: FormOfFiling, content: FilingContent): JudgedFiling {
  const typed = { cells: content.cells, texts: content.texts ?? {}, rows: content.rows ?? {} };
  const read = readFiledForm(form, typed, by === undefined ? {} : { by });
  const reasons = Object.entries(content.reasons ?? {}).filter(([, reason]) => (reason ?? '').trim() !== '');
  const strange = reasons.filter(([cell]) => !form.cell(cell)).map(([cell]) => unknownReason(cell));
  if ('fields' in read || strange.length > 0)
    throw wrongForm(form, [...('fields' in read ? read.fields : []), ...strange]);
  const { filed } = read;
  const given = new Map(reasons.map(([cell, reason]) => [cell, String(reason)]));
  const differences = differencesIn(form, { figures, filed, given });
  const missing = differences.filter(({ reason }) => needsReasons && reason === null);
  return {
    ...{ filed, judgement: form.judge(filed, { by: 'agency' }), differences },
    missingReasons: missing.map(({ cell }) => cell),
    reasons: Object.fromEntries(given),
  };
}

interface Compared {
  readonly figures: FiguresOfCells;
  readonly filed: FiledForm;
  readonly given: ReadonlyMap<string, string>;
}

function differencesIn(form: CompiledForm, { figures, filed, given }: Compared): readonly CellDifference[] {
  return Object.entries(figures).flatMap(([id, { value }]): CellDifference[] => {
    const cell = form.cell(id);
    const typed = filed.cells[id];
    if (!cell || value === null || typed === undefined || typed === value) return [];
    const apart = typeof typed === 'number' && typeof value === 'number' ? Math.abs(typed - value) : null;
    return [
      {
        ...{ cell: id, filed: cellText(cell, typed), figure: cellText(cell, value) },
        ...{ tolerance: cell.tolerance ?? null, apart, reason: given.get(id) ?? null },
      },
    ];
  });
}

/** Refuses what a unit may not file: failed checks, differences nobody explains, warnings nobody has read. */
export function refuseUnfit(
  form: CompiledForm,
  { judgement, missingReasons }: JudgedFiling,
  acknowledged: readonly string[],
): void {
  const errors = judgement.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw failedChecks(form, errors);
  if (missingReasons.length > 0) throw unexplained(form, missingReasons);
  const unread = judgement.findings.filter(({ check }) => !acknowledged.includes(check));
  if (unread.length > 0) throw unacknowledged(form, unread);
}

export function wrongForm(form: CompiledForm, fields: readonly RefusedField[]): Refusal {
  const message = text('填报内容与表样不符。', 'What is filed does not fit the form.');
  return new Refusal('unprocessable', 'filing.form', message, placedIn(form, fields));
}

function unknownReason(cell: string): RefusedField {
  return { pointer: `/reasons/${cell}`, message: text('表样中没有这一栏。', 'The form has no such cell.') };
}

export function failedChecks(form: CompiledForm, findings: readonly FormFinding[]): Refusal {
  const message = text('报表未通过校验。', 'The form fails its checks.');
  return new Refusal('unprocessable', 'filing.checks', message, placedIn(form, findings.map(fieldOf)));
}

function fieldOf({ pointer, check, message }: FormFinding): RefusedField {
  return { pointer, code: check, message };
}

export function unexplained(form: CompiledForm, cells: readonly string[]): Refusal {
  const message = text(
    '与系统数据不一致的栏目须说明原因。',
    'Cells that differ from the figures of the gate need a reason.',
  );
  const fields = cells.map((cell) => ({ pointer: `/reasons/${cell}`, message: '' }));
  return new Refusal('unprocessable', 'filing.reason_missing', message, placedIn(form, fields));
}

function unacknowledged(form: CompiledForm, findings: readonly FormFinding[]): Refusal {
  const message = text(
    '下列提示须逐项勾选“已核实，情况属实”。',
    'Each of these notes needs its tick “I have checked this and it is correct”.',
  );
  return new Refusal('unprocessable', 'filing.unacknowledged', message, placedIn(form, findings.map(fieldOf)));
}

/** Numbers by cell, typed and computed: what sums are made of. An empty cell has none. */
export function numbersOf({ filed, judgement }: JudgedFiling): Readonly<Record<string, number>> {
  const all = [...Object.entries(filed.cells), ...Object.entries(judgement.computed)];
  return Object.fromEntries(all.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

import { Refusal, text } from '../../kernel/index.ts';
import type { FiledBody } from '../filings/filed-bytes.ts';
import { type FiguresOfCells, failedChecks, unexplained, wrongForm } from '../filings/judged-filing.ts';
import type { CellValue, CellValues, CompiledForm, FiledForm, FiledRow, Judgement } from '../forms/compiled-form.ts';
import { isTotal } from '../forms/computation-parts.ts';
import { readFiledForm } from '../forms/filed-form.ts';

/** What an office writes into a sheet, as a request writes it. */
export interface ScoredContent {
  readonly cells: Readonly<Record<string, unknown>>;
  readonly texts?: Readonly<Record<string, unknown>> | undefined;
  readonly reasons: Readonly<Record<string, string>>;
}

export interface SheetToJudge {
  readonly form: CompiledForm;
  readonly figures: FiguresOfCells;
  readonly filed: Pick<FiledBody, 'cells'>;
  readonly rows: Readonly<Record<string, readonly FiledRow[]>>;
}

/** A sheet with both sides in it. */
export interface JudgedSheet extends Pick<Judgement, 'computed' | 'inapplicable'> {
  /** What the office found, and what the gate counted for it. */
  readonly cells: CellValues;
  readonly texts: Readonly<Record<string, string>>;
  readonly score: number | null;
  readonly grade: string | null;
}

/** Reads what an office found and scores it together with what the unit filed. */
export function judgeSheet({ form, figures, filed, rows }: SheetToJudge, content: ScoredContent): JudgedSheet {
  const read = readFiledForm(form, { cells: content.cells, texts: content.texts ?? {} }, { by: 'office' });
  const strange = strangeIn(form, content.reasons, '/reasons');
  if ('fields' in read || strange.length > 0)
    throw wrongForm(form, [...('fields' in read ? read.fields : []), ...strange]);
  const counted = cellsBy(form, 'office', boundIn(figures));
  const apart = Object.entries(counted).filter(([id, value]) => (read.filed.cells[id] ?? value) !== value);
  const unsaid = apart.filter(([id]) => content.reasons[id] === undefined).map(([id]) => id);
  if (unsaid.length > 0) throw unexplained(form, unsaid);
  const cells = { ...counted, ...read.filed.cells };
  const whole: FiledForm = {
    cells: { ...cellsBy(form, 'agency', filed.cells), ...cells },
    texts: read.filed.texts,
    rows,
  };
  const { computed, inapplicable, findings } = form.judge(whole, { by: 'office' });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw failedChecks(form, errors);
  const [score, grade] = [computed[totalOf(form)], computed[gradeOf(form)]];
  return {
    ...{ cells, texts: read.filed.texts, computed, inapplicable },
    score: typeof score === 'number' ? score : null,
    grade: typeof grade === 'string' ? grade : null,
  };
}

/** Places of a form that it does not have. */
export function strangeIn(form: CompiledForm, named: object, pointer: string) {
  return Object.keys(named)
    .filter((cell) => !form.cell(cell))
    .map((cell) => ({
      pointer: `${pointer}/${cell}`,
      message: text('表样中没有这一栏。', 'The form has no such cell.'),
    }));
}

/** Refuses an answer to an objection that leaves out a cell which it named. */
export function refuseUnanswered(objected: readonly string[], reasons: Readonly<Record<string, string>>): void {
  const left = objected.filter((cell) => reasons[cell] === undefined);
  if (left.length === 0) return;
  const message = text('请逐项答复单位提出的异议。', 'Answer each cell that the agency objected to.');
  const fields = left.map((cell) => ({ pointer: `/reasons/${cell}`, message: '' }));
  throw new Refusal('unprocessable', 'filing.objection_unanswered', message, fields);
}

function boundIn(figures: FiguresOfCells): CellValues {
  const known = Object.entries(figures).flatMap(([id, { value }]): [string, CellValue][] =>
    value === null ? [] : [[id, value]],
  );
  return Object.fromEntries(known);
}

function cellsBy(form: CompiledForm, by: 'agency' | 'office', cells: CellValues): CellValues {
  return Object.fromEntries(Object.entries(cells).filter(([id]) => form.sectionOf(id)?.by === by));
}

export function totalOf({ form }: CompiledForm): string {
  return form.cells.find(isTotal)?.id ?? '';
}

export function gradeOf({ form }: CompiledForm): string {
  return form.cells.find(({ compute }) => compute !== undefined && 'grade' in compute)?.id ?? '';
}

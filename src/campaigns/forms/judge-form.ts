import { text } from '../../kernel/index.ts';
import { below, factsNamedIn } from '../../rules/index.ts';
import { fillText } from './cell-text.ts';
import type {
  CellValue,
  FiledForm,
  FiledRow,
  FormFinding,
  Judgement,
  JudgeOptions,
  OpenedMatter,
} from './compiled-form.ts';
import { type Compute, compileComputation, EMPTY_OUTCOME, type Outcome, type Reading } from './computation.ts';
import { inOrderOfDependency } from './computation-parts.ts';
import type { Cell, Check, Opening } from './form-document.ts';
import { type CellCondition, compileCellCondition, type ValueAt } from './form-facts.ts';
import { type FormIndex, isRowCell } from './form-index.ts';

export type Judge = (filed: FiledForm, options?: JudgeOptions) => Judgement;

/** Compiles everything that a form says of what is filed. */
export function compileJudge(index: FormIndex): Judge {
  const steps = inOrderOfDependency(index.form.cells).map((cell) => ({
    cell,
    compute: compileComputation(cell, index),
  }));
  const required = compileRequired(index);
  const checks = index.form.checks.flatMap((check) => compileCheck(check, index));
  const openings = index.form.opens.map((opening) => compileOpening(opening, index));
  return (filed, options = {}) => {
    const { reading, outcomes, tooLarge } = computeAll(steps, filed);
    const findings = [
      ...required(filed, reading.valueAt, options),
      ...tooLarge,
      ...checks.flatMap((check) => check(reading, filed)),
    ];
    return {
      computed: Object.fromEntries(
        steps.filter(({ cell }) => cell.compute).map(({ cell: { id } }) => [id, asValue(outcomes.get(id))]),
      ),
      inapplicable: [...outcomes].filter(([, { applies }]) => !applies).map(([id]) => id),
      findings,
      opens: openings.flatMap((opening) => opening(reading.valueAt)),
    };
  };
}

interface Step {
  readonly cell: Cell;
  readonly compute: Compute;
}

interface Computing {
  readonly reading: Reading;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly tooLarge: readonly FormFinding[];
}

function computeAll(steps: readonly Step[], filed: FiledForm): Computing {
  const outcomes = new Map<string, Outcome>();
  const tooLarge: FormFinding[] = [];
  const reading: Reading = {
    valueAt: (id) => {
      const outcome = outcomes.get(id);
      return outcome ? asValue(outcome) : (filed.cells[id] ?? null);
    },
    applies: (id) => outcomes.get(id)?.applies ?? true,
    rows: (section) => filed.rows[section],
  };
  for (const { cell, compute } of steps) {
    const outcome = compute(reading);
    const isTooLarge = typeof outcome.value === 'bigint' && outcome.value > BigInt(Number.MAX_SAFE_INTEGER);
    if (isTooLarge) tooLarge.push(tooLargeAt(cell));
    outcomes.set(cell.id, isTooLarge ? EMPTY_OUTCOME : outcome);
  }
  return { reading, outcomes, tooLarge };
}

function asValue(outcome: Outcome | undefined): number | string | null {
  const value = outcome?.value ?? null;
  return typeof value === 'bigint' ? Number(value) : value;
}

function tooLargeAt({ id, title }: Cell): FormFinding {
  return {
    check: 'too-large',
    severity: 'error',
    pointer: below('/cells', id),
    cell: id,
    message: text(
      `“${title['zh-CN']}”的合计超出可计数的范围。`,
      `The sum in "${title.en}" is larger than can be counted.`,
    ),
  };
}

type Required = (filed: FiledForm, valueAt: ValueAt, options: JudgeOptions) => readonly FormFinding[];

/** Cells that must be filled: of each row too, and only those of whoever is asked. */
function compileRequired(index: FormIndex): Required {
  const wanted = index.form.cells.flatMap((cell) => {
    if (cell.compute || (cell.required !== true && !cell.requiredIf)) return [];
    const section = index.sectionOf.get(cell.id);
    const facts = isRowCell(index, cell.id) ? index.rowFacts.get(section?.id ?? '') : index.facts;
    const holds = cell.requiredIf && facts ? compileCellCondition(cell.requiredIf, facts) : undefined;
    const isWanted = (valueAt: ValueAt) => cell.required === true || holds?.(valueAt) === true;
    return [{ cell, section, isWanted, isRepeated: section?.layout === 'rows' }];
  });
  return (filed, valueAt, { by }) =>
    wanted
      .filter(({ section }) => by === undefined || section?.by === by)
      .flatMap(({ cell, section, isWanted, isRepeated }) => {
        if (!isRepeated) {
          const pointer = below(cell.type === 'text' ? '/texts' : '/cells', cell.id);
          return isWanted(valueAt) && isEmpty(cell, filed) ? [missingAt(cell, pointer)] : [];
        }
        const rows = filed.rows[section?.id ?? ''] ?? [];
        return rows.flatMap((row, at) =>
          isWanted((id) => row.cells[id] ?? null) && isEmpty(cell, row)
            ? [missingAt(cell, below(below(below('/rows', section?.id ?? ''), at), cell.id))]
            : [],
        );
      });
}

function isEmpty({ id, type }: Cell, { cells, texts }: FiledRow): boolean {
  return type === 'text' ? texts[id] === undefined : cells[id] === undefined;
}

function missingAt({ id, title }: Cell, pointer: string): FormFinding {
  const message = text(`“${title['zh-CN']}”须填写。`, `"${title.en}" must be filled in.`);
  return { check: 'required', severity: 'error', pointer, cell: id, message };
}

type CompiledCheck = (reading: Reading, filed: FiledForm) => readonly FormFinding[];

/** A check with an empty cell is skipped. */
function compileCheck(check: Check, index: FormIndex): readonly CompiledCheck[] {
  const { id, severity, rows: section } = check;
  const facts = section === undefined ? index.facts : index.rowFacts.get(section);
  if (!facts) return [];
  const holds: CellCondition = compileCellCondition(check.when, facts);
  const [cell = ''] = factsNamedIn(check.when);
  const finding = (pointer: string, valueAt: (id: string) => CellValue | null): FormFinding => ({
    check: id,
    severity,
    pointer,
    cell,
    message: fillText(check.message, { cell: (name) => index.cells.get(name), valueAt }),
  });
  if (section === undefined) {
    return [({ valueAt }) => (holds(valueAt) === true ? [finding(below('/cells', cell), valueAt)] : [])];
  }
  return [
    (_reading, filed) =>
      (filed.rows[section] ?? []).flatMap((row, at) => {
        const valueAt: ValueAt = (name) => row.cells[name] ?? null;
        return holds(valueAt) === true ? [finding(below(below(below('/rows', section), at), cell), valueAt)] : [];
      }),
  ];
}

function compileOpening(opening: Opening, index: FormIndex): (valueAt: ValueAt) => readonly OpenedMatter[] {
  const { id, cell, kind, severity, dueDays } = opening;
  const holds = compileCellCondition(opening.when, index.facts);
  return (valueAt) => {
    if (holds(valueAt) !== true) return [];
    const title = fillText(opening.title, { cell: (name) => index.cells.get(name), valueAt });
    return [{ id, cell, kind, severity, dueDays, title }];
  };
}

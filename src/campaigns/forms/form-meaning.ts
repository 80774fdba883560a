import { plainWord } from '../../kernel/index.ts';
import { below, validateRuleText } from '../../rules/index.ts';
import { validateCellCondition } from './cell-condition.ts';
import { validateComputations } from './computation-meaning.ts';
import type { FigureCatalogue } from './figure-catalogue.ts';
import type { Cell, FormDocument } from './form-document.ts';
import { cellsIn, type FormIndex, indexOf, isRowCell } from './form-index.ts';
import type { FormReport } from './form-words.ts';

/** What a check of the gate's own is called in findings. */
const RESERVED_CHECKS = ['required', 'too-large'];

/** Names that occur twice, or stand nowhere: said before anything is built on them. */
export function validateNames(form: FormDocument, report: FormReport): void {
  once(form.cells, '/cells', report);
  once(form.sections, '/sections', report);
  once(form.checks, '/checks', report);
  once(form.opens, '/opens', report);
  const known = new Set(form.cells.map(({ id }) => id));
  const placed = new Set<string>();
  for (const [index, section] of form.sections.entries()) {
    for (const id of cellsIn(section)) {
      if (!known.has(id)) report(below('/sections', index), 'cell.unknown', id);
      if (placed.has(id)) report(below('/sections', index), 'cell.twice', id);
      placed.add(id);
    }
  }
  for (const [index, { id }] of form.cells.entries()) {
    if (!placed.has(id)) report(below('/cells', index), 'cell.nowhere', id);
  }
}

function once(entries: readonly { readonly id: string }[], pointer: string, report: FormReport): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) report(below(below(pointer, index), 'id'), 'document.duplicate', id);
    seen.add(id);
  }
}

/** What the parts of a form say of each other. */
export function validateMeaning(form: FormDocument, figures: FigureCatalogue | undefined, report: FormReport): void {
  const index = indexOf(form);
  validateHeadings(index, report);
  for (const [at, cell] of form.cells.entries()) validateCell(cell, below('/cells', at), { index, figures }, report);
  validateComputations(index, report);
  for (const [at, check] of form.checks.entries()) {
    const pointer = below('/checks', at);
    if (RESERVED_CHECKS.includes(check.id)) report(below(pointer, 'id'), 'check.id_reserved', check.id);
    const facts = check.rows === undefined ? index.facts : index.rowFacts.get(check.rows);
    if (!facts) report(below(pointer, 'rows'), 'section.rows_wanted', check.rows ?? '');
    else {
      validateCellCondition(check.when, below(pointer, 'when'), { index, facts }, report);
      validateRuleText(check.message, below(pointer, 'message'), { catalogue: facts, scopes: ['order'], report });
    }
  }
  for (const [at, opening] of form.opens.entries()) {
    const pointer = below('/opens', at);
    const { facts } = index;
    if (!index.cells.has(opening.cell)) report(below(pointer, 'cell'), 'cell.unknown', opening.cell);
    else if (isRowCell(index, opening.cell)) report(below(pointer, 'cell'), 'cell.in_rows', opening.cell);
    validateCellCondition(opening.when, below(pointer, 'when'), { index, facts }, report);
    validateRuleText(opening.title, below(pointer, 'title'), { catalogue: facts, scopes: ['order'], report });
  }
}

interface CellContext {
  readonly index: FormIndex;
  readonly figures: FigureCatalogue | undefined;
}

function validateCell(cell: Cell, pointer: string, { index, figures }: CellContext, report: FormReport): void {
  const isRepeated = isRowCell(index, cell.id);
  const facts = isRepeated ? index.rowFacts.get(index.sectionOf.get(cell.id)?.id ?? '') : index.facts;
  for (const key of ['requiredIf', 'appliesIf'] as const) {
    const condition = cell[key];
    if (condition === undefined || !facts) continue;
    validateCellCondition(condition, below(pointer, key), { index, facts }, report);
  }
  const counts = cell.type === 'count' || cell.type === 'fen';
  if (isRepeated) {
    if (cell.compute) report(below(pointer, 'compute'), 'section.computed_in_rows');
    for (const key of ['sum', 'prefill', 'appliesIf'] as const) {
      if (cell[key] !== undefined) report(below(pointer, key), 'cell.key_unwanted', key);
    }
  } else if (counts && cell.sum === undefined) report(pointer, 'cell.key_wanted', 'sum');
  if (cell.prefill && figures) validatePrefill(cell, below(pointer, 'prefill'), figures, report);
}

function validatePrefill(cell: Cell, pointer: string, figures: FigureCatalogue, report: FormReport): void {
  const { figure: name = '', of } = cell.prefill ?? {};
  const figure = figures.find(name);
  if (!figure) report(below(pointer, 'figure'), 'cell.figure_unknown', name);
  if (!figure) return;
  if (figure.unit !== cell.type) report(below(pointer, 'figure'), 'cell.figure_unit', figure.unit);
  const isPart = of === undefined ? figure.of === undefined : figure.of?.includes(of);
  if (isPart !== true) report(below(pointer, 'of'), 'cell.figure_part', of ?? '');
}

/** One heading leads to one cell, or an import would guess; cells of rows are apart from the others. */
function validateHeadings(index: FormIndex, report: FormReport): void {
  const owners = new Map<string, string>();
  for (const [at, { id, headings = [] }] of index.form.cells.entries()) {
    const section = isRowCell(index, id) ? (index.sectionOf.get(id)?.id ?? '') : '';
    for (const [place, heading] of headings.entries()) {
      const key = `${section}\n${plainWord(heading)}`;
      const owner = owners.get(key);
      if (owner !== undefined && owner !== id) {
        report(below(below(below('/cells', at), 'headings'), place), 'cell.heading_twice', heading);
      }
      owners.set(key, id);
    }
  }
}

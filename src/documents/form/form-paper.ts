import type { Language, Text } from '../../kernel/index.ts';
import type { PdfFonts } from '../pdf/pdf-font.ts';
import { type Grid, gridFor } from '../pdf/pdf-grid.ts';
import { type Column, hasMoney, type ReportTable } from '../report-table.ts';
import { shownCell } from '../shown-cell.ts';

/** An official form: one matter on sheets of A4 upright, with what is on file and the places where people sign and seal. */
export interface FormPaper
  extends Pick<ReportTable<never>, 'name' | 'whose' | 'title' | 'notes' | 'asOf' | 'gate' | 'printedAt'> {
  readonly parts: readonly FormPart[];
  readonly opinions: readonly Opinion[];
}

export type FormPart = FormFacts | FormTable | FormProse;

/** Paragraphs of a letter, one below the other. */
export interface FormProse {
  readonly kind: 'prose';
  readonly title?: Text;
  readonly paragraphs: readonly FormParagraph[];
  /** An address that is scanned in place of being typed: its code stands to the right of the first paragraphs. */
  readonly code?: string;
}

export interface FormParagraph {
  readonly says: Text;
  /** Of a line that stands alone: to whom a letter is, or by whom. */
  readonly stands?: 'left' | 'right';
}

/** Labels with what stands behind them, two to a row; a wide one has a row of its own. */
export interface FormFacts {
  readonly kind: 'facts';
  /** Absent: they stand right below the title of the form. */
  readonly title?: Text;
  readonly facts: readonly FormFact[];
}

export interface FormFact {
  readonly label: Text;
  readonly value: Text | string;
  readonly isWide?: boolean;
}

/** Where an office writes what it thinks, signs, seals and dates it. */
export interface Opinion {
  readonly office: Text;
  readonly signs: readonly Text[];
}

/** A table of a form, whatever its rows are made of. */
export interface FormTable {
  readonly kind: 'table';
  readonly title: Text;
  /** What is said in place of rows. */
  readonly empty: Text;
  readonly hasMoney: boolean;
  readonly columns: readonly { readonly title: Text; readonly kind: Column<never>['kind'] }[];
  readonly cells: (language: Language) => readonly (readonly string[])[];
  readonly total: (language: Language) => readonly string[] | null;
  readonly grid: (parts: { readonly language: Language; readonly fonts: PdfFonts; readonly width: number }) => Grid;
}

interface TableOf<R> {
  readonly title: Text;
  readonly empty: Text;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** The last row, over all of them. */
  readonly total?: R | null;
}

/** A table as a part of a form. */
export function formTable<R>({ title, empty, columns, rows, total = null }: TableOf<R>): FormTable {
  const shown = (row: R, language: Language): readonly string[] =>
    columns.map((column) => shownCell(column, row, language));
  return {
    ...{ kind: 'table', title, empty, columns, hasMoney: hasMoney(columns) },
    cells: (language) => rows.map((row) => shown(row, language)),
    total: (language) => (total === null ? null : shown(total, language)),
    grid: (parts) => gridFor({ ...parts, columns, sample: rows, total }),
  };
}

/** The facts of a part in rows as they stand on paper. */
export function rowsOfFacts(facts: readonly FormFact[]): readonly (readonly FormFact[])[] {
  const rows: FormFact[][] = [];
  for (const fact of facts) {
    const last = rows.at(-1);
    const hasRoom = last?.length === 1 && !last[0]?.isWide;
    if (last && hasRoom && !fact.isWide) last.push(fact);
    else rows.push([fact]);
  }
  return rows;
}

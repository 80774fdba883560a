import type { Text } from '../../kernel/index.ts';
import type { Condition } from '../../rules/index.ts';

/** Whole numbers add up; a rate is hundredths of a percent and points are hundredths of a point; the rest is not counted. */
export const CELL_TYPES = ['count', 'fen', 'day', 'flag', 'choice', 'text', 'files', 'rate', 'points'] as const;
export type CellType = (typeof CELL_TYPES)[number];

/** Who fills a section in: the unit that was asked, or the office that judges it. */
export const FILLERS = ['agency', 'office'] as const;
export type Filler = (typeof FILLERS)[number];

export const LAYOUTS = ['list', 'grid', 'rows'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const REPORTERS = ['agency', 'region'] as const;
export type Reporter = (typeof REPORTERS)[number];

export const SUMS = ['add', 'none'] as const;
export type Sum = (typeof SUMS)[number];

export const CHECK_SEVERITIES = ['error', 'warning'] as const;
export type CheckSeverity = (typeof CHECK_SEVERITIES)[number];

export const MATTER_SEVERITIES = ['high', 'medium', 'low'] as const;
export type MatterSeverity = (typeof MATTER_SEVERITIES)[number];

/** What a form may open of its own accord. */
export const OPENED_KINDS = ['rectification'] as const;
export type OpenedKind = (typeof OPENED_KINDS)[number];

/** A row or a column of a grid; the cell where they meet is called `row.column`. */
export interface GridLine {
  readonly id: string;
  readonly title: Text;
}

/** A part of the printed form. `list` and `rows` name their cells; those of a grid follow from its rows and columns. */
export interface Section {
  readonly id: string;
  readonly by: Filler;
  readonly layout: Layout;
  readonly title: Text;
  readonly cells?: readonly string[];
  readonly rows?: readonly GridLine[];
  readonly columns?: readonly GridLine[];
}

export interface Choice {
  readonly id: string;
  readonly title: Text;
}

/** Which figure of the register a cell starts with; `of` picks one part of its breakdown. */
export interface Prefill {
  readonly figure: string;
  readonly of?: string;
}

/** Points: a whole number, or a text with at most two places. */
export type Points = number | string;

export interface GradeStep {
  readonly atLeast: Points;
  readonly grade: string;
}

/** Everything a form can compute. What is not here is not computed: there is no language of formulas. */
export type Computation =
  | { readonly sum: readonly string[] }
  | { readonly difference: readonly [string, string] }
  | { readonly rate: readonly [string, string] }
  | { readonly countRows: { readonly section: string; readonly where?: Condition } }
  | { readonly sumRows: { readonly section: string; readonly cell: string } }
  | { readonly ifYes: { readonly cell: string; readonly points: Points } }
  | { readonly share: { readonly part: string; readonly whole: string; readonly points: Points } }
  | { readonly linear: LinearScore }
  | { readonly each: { readonly count: string; readonly points: Points; readonly cap: Points } }
  | { readonly total: { readonly items: readonly string[]; readonly deductions?: readonly string[] } }
  | { readonly grade: GradeScore };

export interface LinearScore {
  readonly part: string;
  readonly whole: string;
  readonly fromPercent: number;
  readonly toPercent: number;
  readonly points: Points;
}

export interface GradeScore {
  readonly total: string;
  /** Best first. */
  readonly steps: readonly GradeStep[];
  readonly veto?: { readonly cell: string; readonly grade: string };
}

export interface Cell {
  /** The name of a fact, `office.installed`; it means the same in every revision, for ever. */
  readonly id: string;
  readonly type: CellType;
  readonly title: Text;
  /** What one of it is: 台, 套, 人. */
  readonly unit?: Text;
  readonly required?: boolean;
  /** Required where this holds. */
  readonly requiredIf?: Condition;
  /** In the unit of the type: fen for money, hundredths for points. */
  readonly min?: number;
  readonly max?: number;
  /** Whether the cells of many filings are summed; for `count` and `fen` only. */
  readonly sum?: Sum;
  readonly choices?: readonly Choice[];
  readonly prefill?: Prefill;
  /** How far from the prefilled figure a cell may be without a matter; a difference always needs its reason. */
  readonly tolerance?: number;
  /** How official tables head this column, for imports. */
  readonly headings?: readonly string[];
  readonly compute?: Computation;
  /** A scored item that does not apply is left out of the total. */
  readonly appliesIf?: Condition;
}

export interface Check {
  readonly id: string;
  readonly severity: CheckSeverity;
  /** The section whose rows are looked at one by one; absent: the form as a whole. */
  readonly rows?: string;
  readonly when: Condition;
  readonly message: Text;
}

/** A matter that acceptance opens where the condition holds. */
export interface Opening {
  readonly id: string;
  readonly cell: string;
  readonly when: Condition;
  readonly kind: OpenedKind;
  readonly severity: MatterSeverity;
  readonly dueDays: number;
  readonly title: Text;
}

export interface PrintLayout {
  readonly orientation: 'portrait' | 'landscape';
  readonly signatures: readonly Text[];
  readonly notes?: readonly Text[];
}

/** A test inside the form: what is filed, and what must come of it. Rates and points are written as they are printed. */
export interface FormTest {
  readonly says: string;
  readonly cells?: Readonly<Record<string, unknown>>;
  readonly texts?: Readonly<Record<string, unknown>>;
  readonly rows?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly expect: {
    readonly checks?: readonly string[];
    readonly missing?: readonly string[];
    readonly opens?: readonly string[];
    readonly computed?: Readonly<Record<string, string | number | null>>;
  };
}

export interface FormDocument {
  readonly schema: 'gate-form/1';
  readonly id: string;
  readonly revision: number;
  readonly annex?: string;
  readonly reporters: readonly Reporter[];
  readonly title: Text;
  readonly sections: readonly Section[];
  readonly cells: readonly Cell[];
  readonly checks: readonly Check[];
  readonly opens: readonly Opening[];
  readonly print: PrintLayout;
  readonly tests: readonly FormTest[];
}

/** `software-use@1`: how campaigns, filings and addresses name one revision. */
export function formKey({ id, revision }: Pick<FormDocument, 'id' | 'revision'>): string {
  return `${id}@${revision}`;
}

export const CELLS_MAX = 600;
export const ROWS_MAX = 500;
export const TEXT_MAX = 2_000;
export const FILES_MAX = 20;

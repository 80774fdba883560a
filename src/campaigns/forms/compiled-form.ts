import type { Text } from '../../kernel/index.ts';
import type {
  Cell,
  CheckSeverity,
  Filler,
  FormDocument,
  MatterSeverity,
  OpenedKind,
  Section,
} from './form-document.ts';

/** Whole numbers (counts, fen, hundredths), days and ids of choices as text, flags; files are a list of digests. */
export type CellValue = number | string | boolean | readonly string[];

/** Filled cells by id. A key that is absent is an empty cell; empty is never zero. */
export type CellValues = Readonly<Record<string, CellValue>>;

/** One row of a repeated section; texts stand apart, because they enter a filing's bytes as commitments. */
export interface FiledRow {
  readonly cells: CellValues;
  readonly texts: Readonly<Record<string, string>>;
}

/** What a unit filed, read strictly: nothing in it is of a wrong type, unknown, computed or out of bounds. */
export interface FiledForm {
  readonly cells: CellValues;
  readonly texts: Readonly<Record<string, string>>;
  /** By section. An absent section was not answered; an empty list says that there is nothing. */
  readonly rows: Readonly<Record<string, readonly FiledRow[]>>;
}

/** `required` for a cell that is empty and must not be, `too-large` for a sum beyond what is counted, else the id of a check. */
export interface FormFinding {
  readonly check: string;
  readonly severity: CheckSeverity;
  /** Where, in the filing's body: `/cells/office.installed`, `/rows/machines/3/machine.os`. */
  readonly pointer: string;
  /** The cell it is about: the first that the check names. */
  readonly cell: string;
  readonly message: Text;
}

/** A matter to be opened when the filing is accepted. */
export interface OpenedMatter {
  readonly id: string;
  readonly cell: string;
  readonly kind: OpenedKind;
  readonly severity: MatterSeverity;
  readonly dueDays: number;
  readonly title: Text;
}

export interface Judgement {
  /** Every computed cell; null where a part of it is empty, where there is nothing to divide by, or where it does not apply. */
  readonly computed: Readonly<Record<string, number | string | null>>;
  /** Scored items that are left out of the total. */
  readonly inapplicable: readonly string[];
  readonly findings: readonly FormFinding[];
  readonly opens: readonly OpenedMatter[];
}

export interface JudgeOptions {
  /** Whose cells must be filled: a unit cannot be asked for what the office fills in. Absent: everybody's. */
  readonly by?: Filler;
}

export interface CompiledForm {
  /** `software-use@1` */
  readonly key: string;
  readonly digest: string;
  readonly form: FormDocument;
  readonly cell: (id: string) => Cell | undefined;
  readonly sectionOf: (cellId: string) => Section | undefined;
  readonly judge: (filed: FiledForm, options?: JudgeOptions) => Judgement;
  /** Computed cells of sums of many filings: rates from sums, never averaged; `null` where a part has no sum. */
  readonly recompute: (sums: Readonly<Record<string, number>>) => Readonly<Record<string, number | null>>;
}

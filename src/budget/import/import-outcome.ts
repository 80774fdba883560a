import type { Text } from '../../kernel/index.ts';
import type { Draft } from '../../reference/index.ts';
import type { BudgetLine } from '../lines/budget-line.ts';
import type { Line } from '../lines/find-lines.ts';

/** Why a row is not taken. `field` names the column it is about, null for the whole row. */
export interface RowFault {
  readonly field: string | null;
  readonly text: Text;
}

/** One member of a line that a row states otherwise. */
export interface RowChange {
  readonly field: keyof BudgetLine & string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A line that is there, and as it would stand. */
export interface RevisedLine {
  readonly before: Line;
  readonly after: BudgetLine;
  readonly changes: readonly RowChange[];
}

/** What would become of one row. */
export type PlannedRow =
  | { readonly status: 'created'; readonly draft: Draft<BudgetLine> }
  | ({ readonly status: 'revised' } & RevisedLine)
  | { readonly status: 'unchanged' }
  | { readonly status: 'refused'; readonly faults: readonly RowFault[] };

/** What is told of a row: of 50,000 of them only this stays in memory. */
export interface RowOutcome {
  readonly status: PlannedRow['status'];
  readonly changes?: readonly RowChange[];
  readonly faults?: readonly RowFault[];
  /** The line is left with less than nothing: what was used elsewhere is more than it may spend. */
  readonly isNegative: boolean;
}

/** A row whose cells were read and found good by themselves. */
export interface StatedLine {
  readonly row: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the row states no credit code. */
  readonly agencyName: string | null;
}

import type { Fen, Instant } from '../../kernel/index.ts';

/** A line that was given more money or less, by a document. */
export interface BudgetRevision {
  readonly id: string;
  readonly budgetLine: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  /** Above zero: more money; below: less. */
  readonly changeFen: Fen;
  readonly documentNumber: string | null;
  readonly reason: string | null;
  /** `act`: asked for by itself; `import`: a file of the finance system said so. */
  readonly source: 'act' | 'import';
  readonly at: Instant;
  readonly keyId: string;
  readonly logIndex: number;
}

/** Money that went from one line to another, by a document. */
export interface BudgetTransfer {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromAgency: string;
  readonly toAgency: string;
  readonly fiscalYear: number;
  readonly amountFen: Fen;
  readonly documentNumber: string;
  readonly reason: string;
  readonly at: Instant;
  readonly keyId: string;
  readonly logIndex: number;
}

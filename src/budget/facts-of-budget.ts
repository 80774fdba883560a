import type { Tx } from '../db/index.ts';
import { type Fen, fen } from '../kernel/index.ts';

/** A budget line as facts see it. `version` is the log index of its last change of description. */
export interface BudgetLineFacts {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly isClosed: boolean;
  readonly economicClass: string;
  readonly project: string;
  readonly projectKind: 'ordinary' | 'capital-construction';
  readonly isGovernmentProcurement: boolean;
  readonly availableFen: Fen;
  readonly version: number;
}

interface BudgetLineColumns {
  readonly code: string;
  readonly agency_code: string;
  readonly fiscal_year: number;
  readonly is_closed: number;
  readonly economic_class: string;
  readonly project: string;
  readonly project_kind: 'ordinary' | 'capital-construction';
  readonly is_government_procurement: number;
  readonly appropriation_fen: number;
  readonly elsewhere_fen: number;
  readonly reserved_fen: number;
  readonly encumbered_fen: number;
  readonly spent_fen: number;
  readonly log_index: number;
}

/** The budget lines of a batch by code; an unknown one is absent. */
export async function factsOfBudgetLines(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, BudgetLineFacts>> {
  if (codes.length === 0) return new Map();
  const rows: BudgetLineColumns[] = await tx('budget_lines').whereIn('code', [...codes]);
  return new Map(rows.map((row) => [row.code, toFacts(row)]));
}

function toFacts(row: BudgetLineColumns): BudgetLineFacts {
  return {
    code: row.code,
    agencyCode: row.agency_code,
    fiscalYear: Number(row.fiscal_year),
    isClosed: row.is_closed === 1,
    economicClass: row.economic_class,
    project: row.project,
    projectKind: row.project_kind,
    isGovernmentProcurement: row.is_government_procurement === 1,
    availableFen: fen(
      Number(row.appropriation_fen) -
        Number(row.elsewhere_fen) -
        Number(row.reserved_fen) -
        Number(row.encumbered_fen) -
        Number(row.spent_fen),
    ),
    version: Number(row.log_index),
  };
}

/** A filed implementation plan as facts see it. */
export interface PlanFilingFacts {
  readonly number: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly amountFen: Fen;
  /** What live orders have put on this number. */
  readonly usedFen: Fen;
  readonly items: readonly string[];
  readonly version: number;
}

interface PlanFilingColumns {
  readonly number: string;
  readonly agency_code: string;
  readonly fiscal_year: number;
  readonly amount_fen: number;
  readonly used_fen: number;
  readonly items: string;
  readonly log_index: number;
}

/** The registered filings of a batch by number; an unregistered number is absent. */
export async function factsOfPlanFilings(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, PlanFilingFacts>> {
  if (numbers.length === 0) return new Map();
  const rows: PlanFilingColumns[] = await tx('plan_filings').whereIn('number', [...numbers]);
  return new Map(
    rows.map((row) => [
      row.number,
      {
        number: row.number,
        agencyCode: row.agency_code,
        fiscalYear: Number(row.fiscal_year),
        amountFen: fen(Number(row.amount_fen)),
        usedFen: fen(Number(row.used_fen)),
        items: (JSON.parse(row.items) as { readonly item: string }[]).map(({ item }) => item),
        version: Number(row.log_index),
      },
    ]),
  );
}

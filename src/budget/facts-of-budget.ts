import { marksFor, padded, selectRows, type Tx } from '../db/index.ts';
import { type Fen, fen, foldedNumber, looseNumber } from '../kernel/index.ts';
import { findClosedYears } from './find-closed-years.ts';
import type { IsYearClosed } from './fiscal-year.ts';

/** A budget line as facts see it. `version` is the log index of its last change of description. */
export interface BudgetLineFacts {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  /** By itself, or with its year. */
  readonly isClosed: boolean;
  readonly economicClass: string;
  readonly project: string;
  readonly projectKind: 'ordinary' | 'capital-construction';
  readonly isGovernmentProcurement: boolean;
  readonly availableFen: Fen;
  /** It does not reconcile: what is available cannot be told, and nothing more is taken from it. */
  readonly isFrozen?: true;
  readonly version: number;
  /** What it may spend and from where on it warns: told to people, read by no rule. */
  readonly appropriationFen: Fen;
  readonly warnPercent: number | null;
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
  readonly frozen_at: string | null;
  readonly warn_percent: number | null;
  readonly closings: number;
}

/** A third of the time of this statement went into columns that nobody asked for. */
const COLUMNS = `l.code, l.agency_code, l.fiscal_year, l.is_closed, l.economic_class, l.project, l.project_kind,
  l.is_government_procurement, l.appropriation_fen, l.elsewhere_fen, l.reserved_fen, l.encumbered_fen, l.spent_fen,
  l.log_index, l.warn_percent`;

/** The budget lines of a batch by code; an unknown one is absent. */
export async function factsOfBudgetLines(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, BudgetLineFacts>> {
  if (codes.length === 0) return new Map();
  const wanted = padded(codes);
  const rows = await selectRows<BudgetLineColumns>(
    tx,
    // A count beside each line costs nothing while no year of theirs was closed for anybody.
    `select ${COLUMNS}, f.frozen_at,
       (select count(*) from fiscal_years y where y.fiscal_year = l.fiscal_year and y.state = 'closed') as closings
     from budget_lines l
     left join frozen_accounts f on f.account = l.code and f.account_kind = 'budget-line' and f.unfrozen_at is null
     where l.code in (${marksFor(wanted)})`,
    wanted,
  );
  const inDoubt = rows.filter(({ closings }) => Number(closings) > 0).map((row) => row.agency_code);
  const isYearClosed = inDoubt.length > 0 ? await findClosedYears(tx, [...new Set(inDoubt)]) : () => false;
  return new Map(rows.map((row) => [row.code, toFacts(row, isYearClosed)]));
}

function toFacts(row: BudgetLineColumns, isYearClosed: IsYearClosed): BudgetLineFacts {
  return {
    code: row.code,
    agencyCode: row.agency_code,
    fiscalYear: Number(row.fiscal_year),
    isClosed: row.is_closed === 1 || isYearClosed(row.agency_code, Number(row.fiscal_year)),
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
    ...(row.frozen_at !== null && { isFrozen: true }),
    version: Number(row.log_index),
    appropriationFen: fen(Number(row.appropriation_fen)),
    warnPercent: row.warn_percent === null ? null : Number(row.warn_percent),
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
  readonly folded_number: string | null;
  readonly agency_code: string;
  readonly fiscal_year: number;
  readonly amount_fen: number;
  readonly used_fen: number;
  readonly items: string;
  readonly log_index: number;
}

/**
 * The key, in what `factsOfPlanFilings` has read, of the filing that a number names, in whatever width, case or blanks. One
 * whose number another filing had before numbers were folded is named by it as it is written.
 */
export function planFilingKey(filings: ReadonlyMap<string, unknown>, number: string): string {
  const written = writtenKey(number);
  return filings.has(written) ? written : foldedNumber(number);
}

/** Of a filing without a folded number: no folded number begins so. */
function writtenKey(number: string): string {
  return ` ${number}`;
}

/** The registered filings of a batch, by `planFilingKey`; an unregistered number is absent. */
export async function factsOfPlanFilings(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, PlanFilingFacts>> {
  if (numbers.length === 0) return new Map();
  const [wanted, written] = [padded([...new Set(numbers.map(foldedNumber))]), padded(numbers)];
  const rows = await selectRows<PlanFilingColumns>(
    tx,
    `select * from plan_filings where folded_number in (${marksFor(wanted)})
     union all select * from plan_filings where number in (${marksFor(written)}) and folded_number is null`,
    [...wanted, ...written],
  );
  return new Map(
    rows.map((row) => [
      row.folded_number ?? writtenKey(row.number),
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

export interface FilingNumber {
  readonly agencyCode: string;
  readonly number: string;
}

/** Numbers of filings that are the same as one of these but for signs and for what is written before a number. */
export async function listFilingNumbersLike(tx: Tx, numbers: readonly string[]): Promise<readonly FilingNumber[]> {
  const wanted = [...new Set(numbers.flatMap((number) => looseNumber(number) ?? []))];
  if (wanted.length === 0) return [];
  const marks = padded(wanted);
  return selectRows<FilingNumber>(
    tx,
    `select number, agency_code as agencyCode from plan_filings where loose_number in (${marksFor(marks)}) order by number`,
    marks,
  );
}

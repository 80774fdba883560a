import { insertRows, type Tx } from '../../db/index.ts';
import { fen, type Grant, instant } from '../../kernel/index.ts';
import { type GovernedTx, reachOnly } from '../../log/index.ts';
import type { BudgetRevision, BudgetTransfer } from './revision.ts';

export async function insertRevisions(tx: GovernedTx, revisions: readonly BudgetRevision[]): Promise<void> {
  await insertRows(
    tx,
    'budget_revisions',
    revisions.map((revision) => ({
      id: revision.id,
      budget_line: revision.budgetLine,
      agency_code: revision.agencyCode,
      fiscal_year: revision.fiscalYear,
      change_fen: revision.changeFen,
      document_number: revision.documentNumber,
      reason: revision.reason,
      source: revision.source,
      at: revision.at,
      key_id: revision.keyId,
      log_index: revision.logIndex,
    })),
  );
}

export async function insertTransfer(tx: GovernedTx, transfer: BudgetTransfer): Promise<void> {
  await insertRows(tx, 'budget_transfers', [
    {
      id: transfer.id,
      from_line: transfer.from,
      to_line: transfer.to,
      from_agency: transfer.fromAgency,
      to_agency: transfer.toAgency,
      fiscal_year: transfer.fiscalYear,
      amount_fen: transfer.amountFen,
      document_number: transfer.documentNumber,
      reason: transfer.reason,
      at: transfer.at,
      key_id: transfer.keyId,
      log_index: transfer.logIndex,
    },
  ]);
}

export interface RevisionRow {
  readonly id: string;
  readonly budget_line: string;
  readonly agency_code: string;
  readonly fiscal_year: number;
  readonly change_fen: number;
  readonly document_number: string | null;
  readonly reason: string | null;
  readonly source: 'act' | 'import';
  readonly at: string;
  readonly key_id: string;
  readonly log_index: number;
}

export interface TransferRow {
  readonly id: string;
  readonly from_line: string;
  readonly to_line: string;
  readonly from_agency: string;
  readonly to_agency: string;
  readonly fiscal_year: number;
  readonly amount_fen: number;
  readonly document_number: string;
  readonly reason: string;
  readonly at: string;
  readonly key_id: string;
  readonly log_index: number;
}

export interface ChangesQuestion {
  readonly budgetLine: string | undefined;
  readonly agencyCode: string | undefined;
  readonly fiscalYear: number | undefined;
  readonly grant: Grant;
  /** The id after which the page starts. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of revisions that a grant reaches, the oldest first, with one more than the limit. */
export async function listRevisions(tx: Tx, question: ChangesQuestion): Promise<readonly BudgetRevision[]> {
  const { budgetLine, agencyCode, fiscalYear, grant, after, limit } = question;
  const rows = tx('budget_revisions');
  if (budgetLine !== undefined) void rows.where({ budget_line: budgetLine });
  if (agencyCode !== undefined) void rows.where({ agency_code: agencyCode });
  if (fiscalYear !== undefined) void rows.where({ fiscal_year: fiscalYear });
  if (after !== undefined) void rows.where('id', '>', after);
  reachOnly(tx, rows, { column: 'agency_code', table: 'budget_revisions', grant });
  const page: RevisionRow[] = await rows.orderBy('id').limit(limit + 1);
  return page.map(toRevision);
}

/** The same of transfers: whoever reaches one of the two lines sees them. */
export async function listTransfers(tx: Tx, question: ChangesQuestion): Promise<readonly BudgetTransfer[]> {
  const { budgetLine, agencyCode, fiscalYear, grant, after, limit } = question;
  const rows = tx('budget_transfers');
  if (budgetLine !== undefined) {
    void rows.where((either) => either.where({ from_line: budgetLine }).orWhere({ to_line: budgetLine }));
  }
  if (agencyCode !== undefined) {
    void rows.where((either) => either.where({ from_agency: agencyCode }).orWhere({ to_agency: agencyCode }));
  }
  if (fiscalYear !== undefined) void rows.where({ fiscal_year: fiscalYear });
  if (after !== undefined) void rows.where('id', '>', after);
  const table = 'budget_transfers';
  void rows.where((either) =>
    either
      .where((from) => reachOnly(tx, from, { column: 'from_agency', table, grant }))
      .orWhere((to) => reachOnly(tx, to, { column: 'to_agency', table, grant })),
  );
  const page: TransferRow[] = await rows.orderBy('id').limit(limit + 1);
  return page.map(toTransfer);
}

function toRevision(row: RevisionRow): BudgetRevision {
  return {
    id: row.id,
    budgetLine: row.budget_line,
    agencyCode: row.agency_code,
    fiscalYear: Number(row.fiscal_year),
    changeFen: fen(Number(row.change_fen)),
    documentNumber: row.document_number,
    reason: row.reason,
    source: row.source,
    at: instant(row.at),
    keyId: row.key_id,
    logIndex: Number(row.log_index),
  };
}

function toTransfer(row: TransferRow): BudgetTransfer {
  return {
    id: row.id,
    from: row.from_line,
    to: row.to_line,
    fromAgency: row.from_agency,
    toAgency: row.to_agency,
    fiscalYear: Number(row.fiscal_year),
    amountFen: fen(Number(row.amount_fen)),
    documentNumber: row.document_number,
    reason: row.reason,
    at: instant(row.at),
    keyId: row.key_id,
    logIndex: Number(row.log_index),
  };
}

/** Revisions and transfers of some leaves, with their log index as a number; for comparing with the log. */
export async function listChangesOfLeaves(
  tx: Tx,
  range: { readonly from: number; readonly to: number },
): Promise<readonly (BudgetRevision | BudgetTransfer)[]> {
  const within = (table: string) =>
    tx(table).where('log_index', '>=', range.from).where('log_index', '<', range.to).orderBy('log_index');
  const revisions: RevisionRow[] = await within('budget_revisions');
  const transfers: TransferRow[] = await within('budget_transfers');
  return [...revisions.map(toRevision), ...transfers.map(toTransfer)];
}

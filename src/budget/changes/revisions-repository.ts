import { insertRows, joinPages, type ListInOrder, type PageInOrder, readPageInOrder, type Tx } from '../../db/index.ts';
import { fen, type Grant, instant, isNational } from '../../kernel/index.ts';
import { fewAgenciesIn, type GovernedTx, listReached, whereReached } from '../../log/index.ts';
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

/** A page of revisions that a grant reaches, the oldest first. */
export async function listRevisions(
  tx: Tx,
  { budgetLine, agencyCode, fiscalYear, grant, after, limit }: ChangesQuestion,
): Promise<PageInOrder<BudgetRevision>> {
  const page = await listReached<RevisionRow>(tx, {
    table: 'budget_revisions',
    indexes: {
      budget_revisions_by_line: ['budget_line'],
      budget_revisions_by_agency: ['agency_code', 'fiscal_year'],
      budget_revisions_listed_by_agency: ['agency_code'],
      budget_revisions_listed_by_year: ['fiscal_year'],
      primary: [],
    },
    order: BY_ID,
    equals: {
      ...(budgetLine !== undefined && { budget_line: [budgetLine] }),
      ...(agencyCode !== undefined && { agency_code: [agencyCode] }),
      ...(fiscalYear !== undefined && { fiscal_year: [fiscalYear] }),
    },
    reach: { column: 'agency_code', grant },
    after: after === undefined ? undefined : [after],
    limit,
  });
  return { rows: page.rows.map(toRevision), next: page.next };
}

const BY_ID = [{ column: 'id', direction: 'asc' }] as const;

/** The same of transfers: whoever reaches one of the two lines sees them, so each side is a list of its own. */
export async function listTransfers(tx: Tx, question: ChangesQuestion): Promise<PageInOrder<BudgetTransfer>> {
  const { budgetLine, agencyCode, grant } = question;
  const isOfOne = budgetLine !== undefined || agencyCode !== undefined;
  const reached = isOfOne || isNational(grant) ? null : await fewAgenciesIn(tx, grant);
  const sides = isOfOne || reached !== null ? (['from', 'to'] as const) : (['either'] as const);
  const pages: PageInOrder<TransferRow>[] = [];
  for (const side of sides) {
    const list = transfersOf(tx, question, side);
    const ofReached = reached && { equals: { ...list.equals, [`${side}_agency`]: reached }, rest: [] };
    pages.push(await readPageInOrder<TransferRow>(tx, { ...list, ...ofReached }));
  }
  const page = joinPages(pages, { order: BY_ID, limit: question.limit });
  return { rows: page.rows.map(toTransfer), next: page.next };
}

type Rows = ReturnType<Tx>;

function transfersOf(tx: Tx, question: ChangesQuestion, side: 'from' | 'to' | 'either'): ListInOrder {
  const { budgetLine, agencyCode, fiscalYear, grant, after, limit } = question;
  const either = (column: string, value: string) => (rows: Rows) =>
    void rows.where((one) => one.where(`from_${column}`, value).orWhere(`to_${column}`, value));
  const table = 'budget_transfers';
  return {
    table,
    indexes: {
      ...(side !== 'either' && {
        [`budget_transfers_by_${side}`]: [`${side}_line`],
        [`budget_transfers_listed_by_${side}_agency`]: [`${side}_agency`],
      }),
      budget_transfers_listed_by_year: ['fiscal_year'],
      primary: [],
    },
    order: BY_ID,
    equals: {
      ...(budgetLine !== undefined && { [`${side}_line`]: [budgetLine] }),
      ...(budgetLine === undefined && agencyCode !== undefined && { [`${side}_agency`]: [agencyCode] }),
      ...(fiscalYear !== undefined && { fiscal_year: [fiscalYear] }),
    },
    rest: [
      ...(budgetLine !== undefined && agencyCode !== undefined ? [either('agency', agencyCode)] : []),
      ...(isNational(grant)
        ? []
        : [
            (rows: Rows) =>
              void rows.where((seen) =>
                seen
                  .where((from) => whereReached(tx, from, { column: 'from_agency', grant }, table))
                  .orWhere((to) => whereReached(tx, to, { column: 'to_agency', grant }, table)),
              ),
          ]),
    ],
    after: after === undefined ? undefined : [after],
    limit,
  };
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

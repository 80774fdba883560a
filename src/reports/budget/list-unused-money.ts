import type { Tx } from '../../db/index.ts';
import type { Reading } from '../../documents/index.ts';
import { type Fen, fen } from '../../kernel/index.ts';
import type { LinesScope } from '../report-scope.ts';
import { availableOf, type Buckets, boundOf, bucketsOf } from './buckets.ts';
import { listUnusedLines, sumUnusedLines, type UnusedRow } from './budget-reports-repository.ts';

/** A budget line of which much is still available. */
export interface UnusedLine {
  readonly code: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly documentNumber: string | null;
  readonly project: string;
  readonly economicClass: string;
  readonly appropriation: Fen;
  readonly elsewhere: Fen;
  readonly bound: Fen;
  readonly available: Fen;
}

export interface UnusedTotal {
  readonly lines: number;
  readonly appropriation: Fen;
  readonly available: Fen;
}

export interface UnusedMoney {
  readonly reading: Reading<UnusedLine>;
  readonly total: UnusedTotal;
}

/** Open lines of which at least so much of the appropriation is available. */
export async function listUnusedMoney(tx: Tx, scope: LinesScope, atLeastPercent: number): Promise<UnusedMoney> {
  const sums = await sumUnusedLines(tx, scope, atLeastPercent);
  const total = {
    lines: Number(sums?.line_count ?? 0),
    appropriation: fen(Number(sums?.appropriation ?? 0)),
    available: fen(Number(sums?.available ?? 0)),
  };
  const reading: Reading<UnusedLine> = {
    keyOf: ({ code }) => [code],
    page: async (after, limit) => {
      const [code] = after ?? [];
      const page = { atLeastPercent, after: code === undefined ? undefined : String(code), limit };
      return (await listUnusedLines(tx, scope, page)).map(toUnusedLine);
    },
  };
  return { reading, total };
}

function toUnusedLine(row: UnusedRow): UnusedLine {
  const buckets = bucketsIn(row);
  return {
    code: row.code,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    documentNumber: row.document_number,
    project: row.project,
    economicClass: row.economic_class,
    appropriation: buckets.appropriation,
    elsewhere: buckets.elsewhere,
    bound: boundOf(buckets),
    available: availableOf(buckets),
  };
}

function bucketsIn(row: UnusedRow): Buckets {
  return bucketsOf({
    appropriation: row.appropriation_fen,
    elsewhere: row.elsewhere_fen,
    reserved: row.reserved_fen,
    encumbered: row.encumbered_fen,
    spent: row.spent_fen,
  });
}

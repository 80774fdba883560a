import { type Cell, caseOf, changeRows, insertRows, marksFor, type Tx } from '../../db/index.ts';
import type { CivilDate, Instant } from '../../kernel/index.ts';
import { type GovernedTx, ROWS_COMPARED_AT_ONCE, selectIn } from '../../log/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import type { AssessmentAnswer, AssessmentRound } from './assessment.ts';

interface AssessmentColumns {
  readonly filing_id: string;
  readonly round: number;
  readonly revision: number;
  readonly body: string;
  readonly digest: string;
  readonly respond_by: string;
  readonly scored_at: string;
  readonly scored_index: number;
  readonly answer: string | null;
  readonly answered_at: string | null;
  readonly answered_index: number | null;
  readonly answer_files: string;
  readonly confirmed_at: string | null;
  readonly confirmed_index: number | null;
}

function toRound(row: AssessmentColumns | StoredRow): AssessmentRound {
  const columns = row as AssessmentColumns;
  return {
    ...{ filingId: columns.filing_id, round: Number(columns.round), revision: Number(columns.revision) },
    ...{ body: columns.body, digest: columns.digest, respondBy: columns.respond_by as CivilDate },
    ...{ scoredAt: columns.scored_at as Instant, scoredIndex: Number(columns.scored_index) },
    ...{ answer: columns.answer as AssessmentAnswer | null, answeredAt: columns.answered_at as Instant | null },
    answeredIndex: numberIn(columns.answered_index),
    answerFiles: JSON.parse(columns.answer_files) as string[],
    ...{ confirmedAt: columns.confirmed_at as Instant | null, confirmedIndex: numberIn(columns.confirmed_index) },
  };
}

function numberIn(cell: number | null): number | null {
  return cell === null ? null : Number(cell);
}

export async function insertRound(tx: GovernedTx, round: AssessmentRound): Promise<void> {
  const row: { readonly [Column in keyof AssessmentColumns]: Cell } = {
    ...{ filing_id: round.filingId, round: round.round, revision: round.revision },
    ...{ body: round.body, digest: round.digest, respond_by: round.respondBy },
    ...{ scored_at: round.scoredAt, scored_index: round.scoredIndex },
    ...{ answer: round.answer, answered_at: round.answeredAt, answered_index: round.answeredIndex },
    answer_files: JSON.stringify(round.answerFiles),
    ...{ confirmed_at: round.confirmedAt, confirmed_index: round.confirmedIndex },
  };
  await insertRows(tx, 'filing_assessments', [row]);
}

type Answer = Pick<AssessmentRound, 'answer' | 'answeredAt' | 'answeredIndex' | 'answerFiles'>;

export async function updateAnswer(
  tx: GovernedTx,
  { filingId, round }: Pick<AssessmentRound, 'filingId' | 'round'>,
  { answer, answeredAt, answeredIndex, answerFiles }: Answer,
): Promise<void> {
  const changed = await changeRows(
    tx,
    `update filing_assessments set answer = ?, answered_at = ?, answered_index = ?, answer_files = ?
     where filing_id = ? and round = ?`,
    [answer, answeredAt, answeredIndex, JSON.stringify(answerFiles), filingId, round],
  );
  if (changed !== 1) throw new Error('a score has gone while the head was held');
}

/** The last rounds of some filings become final, each with its leaf. */
export async function updateConfirmed(
  tx: GovernedTx,
  confirmedAt: Instant,
  rounds: readonly (Pick<AssessmentRound, 'filingId' | 'round'> & { readonly index: number })[],
): Promise<void> {
  const ids = rounds.map(({ filingId }) => filingId);
  const indexes = caseOf('filing_id', new Map(rounds.map(({ filingId, index }) => [filingId, index])));
  const numbers = caseOf('filing_id', new Map(rounds.map(({ filingId, round }) => [filingId, round])));
  const changed = await changeRows(
    tx,
    `update filing_assessments set confirmed_at = ?, confirmed_index = ${indexes.sql}
     where filing_id in (${marksFor(ids)}) and round = ${numbers.sql}`,
    [confirmedAt, ...indexes.bindings, ...ids, ...numbers.bindings],
  );
  if (changed !== rounds.length) throw new Error('a score has gone while the head was held');
}

/** Every round of some filings, the first first. */
export async function listRounds(
  tx: Tx,
  filingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AssessmentRound[]>> {
  const rows = (await selectIn(tx, 'filing_assessments', 'filing_id', filingIds)).map(toRound);
  const byFiling = new Map<string, AssessmentRound[]>();
  for (const row of rows.toSorted((one, other) => one.round - other.round)) {
    const known = byFiling.get(row.filingId);
    if (known) known.push(row);
    else byFiling.set(row.filingId, [row]);
  }
  return byFiling;
}

export type RoundPlace = Pick<AssessmentRound, 'filingId' | 'round'>;

/** Where each score was proposed, along the key, for comparing. */
export async function listRoundPlaces(
  tx: Tx,
  after: RoundPlace | undefined,
): Promise<readonly (RoundPlace & Pick<AssessmentRound, 'scoredIndex'>)[]> {
  const query: ReturnType<Tx> = tx('filing_assessments')
    .select('filing_id', 'round', 'scored_index')
    .orderBy(['filing_id', 'round'])
    .limit(ROWS_COMPARED_AT_ONCE);
  if (after)
    void query.whereRaw('(filing_id > ? or (filing_id = ? and round > ?))', [
      ...[after.filingId, after.filingId, after.round],
    ]);
  const rows: AssessmentColumns[] = await query;
  return rows.map((row) => ({
    ...{ filingId: row.filing_id, round: Number(row.round), scoredIndex: Number(row.scored_index) },
  }));
}

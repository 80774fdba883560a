import type { Tx } from '../../db/index.ts';
import { digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findStrayRows,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutRow,
} from '../../log/index.ts';
import type { AssessmentRound } from './assessment.ts';
import { listRoundPlaces, listRounds, type RoundPlace } from './assessments-repository.ts';

const FILING = 'filing/';

/** Scores that offices proposed: their bytes have the digest that the leaf says, and what became of them is in leaves too. */
export const assessmentsProjection: LogProjection = {
  compare: async (tx, { leaves }: LeafChunk) => {
    const own = leaves.filter(({ subject, body }) => subject.startsWith(FILING) && saidIn(body) !== undefined);
    const rounds = await listRounds(
      tx,
      own.map(({ subject }) => subject.slice(FILING.length)),
    );
    return own.flatMap((leaf) => compareLeaf(leaf, rounds));
  },
  finish: strayRows,
};

interface Said {
  readonly round: number;
  readonly digest: string;
  readonly revision?: number;
  readonly respondBy?: string;
  readonly answer?: string;
  readonly files?: readonly string[];
  readonly silent?: boolean;
}

interface SaidOfRound {
  readonly scored?: Said;
  readonly answered?: Said;
  readonly confirmed?: Said;
}

function saidIn(body: ReadLeaf['body']): Said | undefined {
  const { scored, answered, confirmed } = body as SaidOfRound;
  return scored ?? answered ?? confirmed;
}

function keyOf({ filingId, round }: RoundPlace): string {
  return `${filingId}/${round}`;
}

function compareLeaf(leaf: ReadLeaf, rounds: ReadonlyMap<string, readonly AssessmentRound[]>): readonly Difference[] {
  const said = saidIn(leaf.body);
  if (!said) return [];
  const filingId = leaf.subject.slice(FILING.length);
  const place = { table: 'filing_assessments', key: keyOf({ filingId, round: said.round }), index: leaf.logIndex };
  const row = rounds.get(filingId)?.find(({ round }) => round === said.round);
  if (!row) return [withoutRow(place)];
  const { scored, answered } = leaf.body as SaidOfRound;
  if (scored) return compareScored(place, { row, said, leaf });
  if (answered)
    return differencesIn(
      place,
      {
        ...{ digest: row.digest, answer: row.answer, files: row.answerFiles.join(' ') },
        ...{ answered_index: row.answeredIndex, answered_at: row.answeredAt },
      },
      {
        ...{ digest: said.digest, answer: said.answer, files: (said.files ?? []).join(' ') },
        ...{ answered_index: leaf.logIndex, answered_at: leaf.at },
      },
    );
  return differencesIn(
    place,
    {
      ...{ digest: row.digest, confirmed_index: row.confirmedIndex, confirmed_at: row.confirmedAt },
      silent: row.answer === null,
    },
    { digest: said.digest, confirmed_index: leaf.logIndex, confirmed_at: leaf.at, silent: said.silent },
  );
}

interface ScoredRow {
  readonly row: AssessmentRound;
  readonly said: Said;
  readonly leaf: ReadLeaf;
}

function compareScored(
  place: Parameters<typeof differencesIn>[0],
  { row, said, leaf }: ScoredRow,
): readonly Difference[] {
  return differencesIn(
    place,
    {
      ...{ digest: row.digest, bytes: digestOf(row.body), revision: row.revision, respond_by: row.respondBy },
      ...{ scored_index: row.scoredIndex, scored_at: row.scoredAt },
    },
    {
      ...{ digest: said.digest, bytes: said.digest, revision: said.revision, respond_by: said.respondBy },
      ...{ scored_index: leaf.logIndex, scored_at: leaf.at },
    },
  );
}

function strayRows(tx: Tx): Promise<readonly Difference[]> {
  return findStrayRows<RoundPlace & Pick<AssessmentRound, 'scoredIndex'>>(tx, {
    table: 'filing_assessments',
    page: (after) => listRoundPlaces(tx, after),
    placeOf: (row) => ({ key: keyOf(row), subject: `${FILING}${row.filingId}`, index: row.scoredIndex }),
  });
}

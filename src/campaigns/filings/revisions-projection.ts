import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listSubjectsOfLeaves,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import type { FiledBody } from './filed-bytes.ts';
import type { FilingRevision } from './filing.ts';
import { listRevisionPlaces, listRevisionsOf, type RevisionPlace } from './filings-repository.ts';

const FILING = 'filing/';

/** What was filed: its bytes have the digest that its leaf says, and its numbers are those of its bytes. */
export const revisionsProjection: LogProjection = {
  compare: async (tx, { leaves }: LeafChunk) => {
    const own = leaves.filter(({ subject, body }) => subject.startsWith(FILING) && saidIn(body) !== undefined);
    const revisions = await listRevisionsOf(
      tx,
      own.map(({ subject }) => subject.slice(FILING.length)),
    );
    const byKey = new Map(revisions.map((revision) => [keyOf(revision), revision]));
    return own.flatMap((leaf) => compareLeaf(leaf, byKey));
  },
  finish: strayRows,
};

interface Said {
  readonly revision: number;
  readonly digest: string;
  readonly kind?: string;
  readonly basis?: string;
  readonly form?: string;
  readonly dueOn?: string;
}

interface SaidOfRevision {
  readonly filed?: Said;
  readonly accepted?: Said;
  readonly returned?: Said;
}

function saidIn(body: ReadLeaf['body']): Said | undefined {
  const { filed, accepted, returned } = body as SaidOfRevision;
  return filed ?? accepted ?? returned;
}

function keyOf({ filingId, revision }: RevisionPlace): string {
  return `${filingId}/${revision}`;
}

function compareLeaf(leaf: ReadLeaf, byKey: ReadonlyMap<string, FilingRevision>): readonly Difference[] {
  const said = saidIn(leaf.body);
  if (!said) return [];
  const key = keyOf({ filingId: leaf.subject.slice(FILING.length), revision: said.revision });
  const place = { table: 'filing_revisions', key, index: leaf.logIndex };
  const row = byKey.get(key);
  if (!row) return [withoutRow(place)];
  const { filed, accepted, returned } = leaf.body as SaidOfRevision;
  if (filed) return compareFiled(place, { row, filed, leaf });
  if (accepted)
    return differencesIn(
      place,
      { digest: row.digest, accepted_index: row.acceptedIndex, accepted_at: row.acceptedAt },
      { digest: accepted.digest, accepted_index: leaf.logIndex, accepted_at: leaf.at },
    );
  return differencesIn(
    place,
    { digest: row.digest, returned_index: row.returnedIndex, returned_at: row.returnedAt, due: row.resubmitBy },
    { digest: returned?.digest, returned_index: leaf.logIndex, returned_at: leaf.at, due: returned?.dueOn },
  );
}

interface FiledRow {
  readonly row: FilingRevision;
  readonly filed: Said;
  readonly leaf: ReadLeaf;
}

function compareFiled(
  place: Parameters<typeof differencesIn>[0],
  { row, filed, leaf }: FiledRow,
): readonly Difference[] {
  const shown = { digest: row.digest, bytes: digestOf(row.body), kind: row.kind, basis: row.basis };
  const logged = { digest: filed.digest, bytes: filed.digest, kind: filed.kind, basis: filed.basis };
  return differencesIn(
    place,
    { ...shown, filed_index: row.filedIndex, filed_at: row.filedAt, cells: canonicalJson(row.numbers) },
    { ...logged, filed_index: leaf.logIndex, filed_at: leaf.at, cells: canonicalJson(numbersIn(row.body)) },
  );
}

/** The numbers of the bytes; of bytes that nobody can read, none. */
function numbersIn(bytes: string): object {
  try {
    const { cells, computed } = JSON.parse(bytes) as FiledBody;
    const all = [...Object.entries(cells), ...Object.entries(computed)];
    return Object.fromEntries(all.filter(([, value]) => typeof value === 'number'));
  } catch {
    return {};
  }
}

async function strayRows(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let after: RevisionPlace | undefined;
  for (;;) {
    const rows = await listRevisionPlaces(tx, after);
    const last = rows.at(-1);
    if (!last) return found;
    const subjects = await listSubjectsOfLeaves(
      tx,
      rows.map(({ filedIndex }) => filedIndex),
    );
    for (const row of rows) {
      if (subjects.get(row.filedIndex) === `${FILING}${row.filingId}`) continue;
      found.push(withoutLeaf({ table: 'filing_revisions', key: keyOf(row), index: row.filedIndex }));
    }
    after = last;
  }
}

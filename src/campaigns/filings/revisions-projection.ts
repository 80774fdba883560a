import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listLeavesAt,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import type { FiledBody } from './filed-bytes.ts';
import type { FilingRevision, OpenedByFiling } from './filing.ts';
import { listRevisionFates, listRevisionsOf, type RevisionFate, type RevisionPlace } from './filings-repository.ts';

const FILING = 'filing/';

/**
 * What was filed: its bytes have the digest that its leaf says, and its numbers are those of its bytes. What became of it
 * since, as that it was accepted, is what a leaf says, or did not happen.
 */
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
  finish: compareFates,
};

interface Said {
  readonly revision: number;
  readonly digest: string;
  readonly kind?: string;
  readonly basis?: string;
  readonly form?: string;
  readonly dueOn?: string;
  /** It was accepted as it was filed. */
  readonly taken?: boolean;
  readonly opened?: readonly Omit<OpenedByFiling, 'title'>[];
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
  if (filed) return [...compareFiled(place, { row, filed, leaf }), ...compareReplaced(leaf, { filed, byKey })];
  const shown = accepted
    ? { digest: row.digest, accepted_index: row.acceptedIndex }
    : { digest: row.digest, returned_index: row.returnedIndex };
  const index = accepted ? { accepted_index: leaf.logIndex } : { returned_index: leaf.logIndex };
  return differencesIn(place, shown, { digest: (accepted ?? returned)?.digest, ...index });
}

interface NextFiled {
  readonly filed: Said;
  readonly byKey: ReadonlyMap<string, FilingRevision>;
}

/** What is filed takes the place of what was filed before. */
function compareReplaced({ subject, logIndex }: ReadLeaf, { filed, byKey }: NextFiled): readonly Difference[] {
  const key = keyOf({ filingId: subject.slice(FILING.length), revision: filed.revision - 1 });
  const before = byKey.get(key);
  if (!before) return [];
  const place = { table: 'filing_revisions', key, index: logIndex };
  return differencesIn(place, { superseded_index: before.supersededIndex }, { superseded_index: logIndex });
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
  const { campaign, numbers } = contentIn(row.body);
  const shown = { digest: row.digest, bytes: digestOf(row.body), kind: row.kind, basis: row.basis };
  const logged = { digest: filed.digest, bytes: filed.digest, kind: filed.kind, basis: filed.basis };
  return differencesIn(
    place,
    {
      ...{ ...shown, filed_index: row.filedIndex, filed_at: row.filedAt },
      ...(filed.taken && { accepted_index: row.acceptedIndex }),
      ...{ cells: canonicalJson(row.numbers), campaign_id: row.campaignId },
    },
    {
      ...{ ...logged, filed_index: leaf.logIndex, filed_at: leaf.at },
      ...(filed.taken && { accepted_index: leaf.logIndex }),
      ...{ cells: canonicalJson(numbers), campaign_id: campaign },
    },
  );
}

interface ShownContent {
  readonly campaign: string | null;
  readonly numbers: object;
}

/** The campaign and the numbers of the bytes; of bytes that nobody can read, none. */
function contentIn(bytes: string): ShownContent {
  try {
    const { campaign, cells, computed } = JSON.parse(bytes) as FiledBody;
    const all = [...Object.entries(cells), ...Object.entries(computed)];
    return { campaign, numbers: Object.fromEntries(all.filter(([, value]) => typeof value === 'number')) };
  } catch {
    return { campaign: null, numbers: {} };
  }
}

async function compareFates(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let after: RevisionPlace | undefined;
  for (;;) {
    const rows = await listRevisionFates(tx, after);
    const last = rows.at(-1);
    if (!last) return found;
    const leaves = await listLeavesAt(tx, [...new Set(rows.flatMap(indexesOf))]);
    const byIndex = new Map(leaves.map((leaf) => [leaf.logIndex, leaf]));
    for (const row of rows) {
      const place = { table: 'filing_revisions', key: keyOf(row), index: row.filedIndex };
      const isFiled = byIndex.get(row.filedIndex)?.subject === `${FILING}${row.filingId}`;
      found.push(...(isFiled ? compareFate(place, row, byIndex) : [withoutLeaf(place)]));
    }
    after = last;
  }
}

function indexesOf({ filedIndex, acceptedIndex, returnedIndex, supersededIndex }: RevisionFate): readonly number[] {
  return [filedIndex, acceptedIndex, returnedIndex, supersededIndex].filter((index) => index !== null);
}

type LeavesByIndex = ReadonlyMap<number, Awaited<ReturnType<typeof listLeavesAt>>[number]>;

/** What a row says became of it: where no leaf says so, nothing did. */
function compareFate(
  place: Parameters<typeof differencesIn>[0],
  row: RevisionFate,
  byIndex: LeavesByIndex,
): readonly Difference[] {
  const saidAt = (index: number | null): (SaidOfRevision & { readonly at: string }) | undefined => {
    const leaf = index === null ? undefined : byIndex.get(index);
    return leaf?.subject === `${FILING}${row.filingId}` ? readSaid(leaf.bytes) : undefined;
  };
  const [accepting, returning, replacing] = [row.acceptedIndex, row.returnedIndex, row.supersededIndex].map(saidAt);
  // What the office signs is accepted as it is filed; of corrections older leaves do not say so.
  const filed = row.acceptedIndex === row.filedIndex ? accepting?.filed : undefined;
  const isTaken = filed?.taken === true || filed?.kind === 'correction';
  const isAccepted = isTaken || accepting?.accepted?.revision === row.revision;
  const returned = returning?.returned?.revision === row.revision ? returning.returned : undefined;
  const isReplaced = replacing?.filed?.revision === row.revision + 1;
  return differencesIn(
    place,
    {
      ...{ accepted_index: row.acceptedIndex, accepted_at: row.acceptedAt, opened: openedWithoutTitles(row.opened) },
      ...{ returned_index: row.returnedIndex, returned_at: row.returnedAt, resubmit_by: row.resubmitBy },
      superseded_index: row.supersededIndex,
    },
    {
      accepted_index: isAccepted ? row.acceptedIndex : null,
      accepted_at: isAccepted ? accepting?.at : null,
      opened: canonicalJson(accepting?.accepted?.opened ?? filed?.opened ?? []),
      returned_index: returned ? row.returnedIndex : null,
      ...{ returned_at: returned && returning?.at, resubmit_by: returned?.dueOn },
      superseded_index: isReplaced ? row.supersededIndex : null,
    },
  );
}

/** Undefined for bytes that cannot be read: that is reported where leaves are. */
function readSaid(bytes: string): (SaidOfRevision & { readonly at: string }) | undefined {
  try {
    return JSON.parse(bytes) as SaidOfRevision & { readonly at: string };
  } catch {
    return undefined;
  }
}

/** As the leaf says it: the titles are words of the form. */
function openedWithoutTitles(opened: RevisionFate['opened']): string {
  return canonicalJson(
    opened.map((each) => {
      if (typeof each !== 'object') return each;
      const { title: _title, ...told } = each;
      return told;
    }),
  );
}

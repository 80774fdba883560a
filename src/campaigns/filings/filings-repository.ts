import { type Cell, changeRows, insertRows, selectRows, type Tx } from '../../db/index.ts';
import { type CivilDate, groupBy, type Instant, portionsOf } from '../../kernel/index.ts';
import { type GovernedTx, readCompared, selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../../reference/index.ts';
import {
  FILING,
  type FiledBy,
  type Filing,
  type FilingRevision,
  type OpenedByFiling,
  type RevisionKind,
} from './filing.ts';

export async function findFilingOf(
  tx: Tx,
  campaignId: string,
  agencyCode: string,
): Promise<ReferenceRecord<Filing> | undefined> {
  const select = 'select * from filings where campaign_id = ? and agency_code = ?';
  const [row] = await selectRows<StoredRow>(tx, select, [campaignId, agencyCode]);
  return row && readKindRow(FILING, row);
}

/** The filings of a campaign by agency; of some agencies, where they are named. */
export async function listFilingsOf(
  tx: Tx,
  campaignId: string,
  agencyCodes?: readonly string[],
): Promise<ReadonlyMap<string, Filing>> {
  const query: ReturnType<Tx> = tx('filings').where('campaign_id', campaignId);
  if (agencyCodes) void query.whereIn('agency_code', [...agencyCodes]);
  const rows: StoredRow[] = await query;
  return new Map(rows.map((row) => [String(row.agency_code), readKindRow(FILING, row).state]));
}

interface RevisionColumns {
  readonly filing_id: string;
  readonly revision: number;
  readonly campaign_id: string;
  readonly cells: string;
  readonly body: string;
  readonly digest: string;
  readonly kind: string;
  readonly basis: string;
  readonly filed_at: string;
  readonly filed_index: number;
  readonly accepted_at: string | null;
  readonly accepted_index: number | null;
  readonly opened: string;
  readonly returned_at: string | null;
  readonly returned_index: number | null;
  readonly resubmit_by: string | null;
  readonly superseded_index: number | null;
}

function toRevision(row: RevisionColumns | StoredRow, parse: typeof readCompared): FilingRevision {
  const columns = row as RevisionColumns;
  return {
    ...{ filingId: columns.filing_id, revision: Number(columns.revision), campaignId: columns.campaign_id },
    numbers: parse(columns.cells) as Record<string, number>,
    ...{ body: columns.body, digest: columns.digest },
    ...{ kind: columns.kind as RevisionKind, basis: columns.basis as FiledBy },
    ...{ filedAt: columns.filed_at as Instant, filedIndex: Number(columns.filed_index) },
    ...{ acceptedAt: columns.accepted_at as Instant | null, acceptedIndex: numberIn(columns.accepted_index) },
    opened: parse(columns.opened) as OpenedByFiling[],
    ...{ returnedAt: columns.returned_at as Instant | null, returnedIndex: numberIn(columns.returned_index) },
    ...{ resubmitBy: columns.resubmit_by as CivilDate | null, supersededIndex: numberIn(columns.superseded_index) },
  };
}

function numberIn(cell: number | null): number | null {
  return cell === null ? null : Number(cell);
}

export async function insertRevision(tx: GovernedTx, revision: FilingRevision): Promise<void> {
  const row: { readonly [Column in keyof RevisionColumns]: Cell } = {
    ...{ filing_id: revision.filingId, revision: revision.revision, campaign_id: revision.campaignId },
    ...{ cells: JSON.stringify(revision.numbers), body: revision.body, digest: revision.digest },
    ...{ kind: revision.kind, basis: revision.basis },
    ...{ filed_at: revision.filedAt, filed_index: revision.filedIndex },
    ...{ accepted_at: revision.acceptedAt, accepted_index: revision.acceptedIndex },
    opened: JSON.stringify(revision.opened),
    ...{ returned_at: revision.returnedAt, returned_index: revision.returnedIndex },
    ...{ resubmit_by: revision.resubmitBy, superseded_index: revision.supersededIndex },
  };
  await insertRows(tx, 'filing_revisions', [row]);
}

type Fate = Pick<
  FilingRevision,
  'acceptedAt' | 'acceptedIndex' | 'opened' | 'returnedAt' | 'returnedIndex' | 'resubmitBy' | 'supersededIndex'
>;

/** What becomes of a revision; what was filed stays as it is. */
export async function updateFate(
  tx: GovernedTx,
  { filingId, revision }: Pick<FilingRevision, 'filingId' | 'revision'>,
  fate: Fate,
): Promise<void> {
  const changed = await changeRows(
    tx,
    `update filing_revisions
     set accepted_at = ?, accepted_index = ?, opened = ?, returned_at = ?, returned_index = ?, resubmit_by = ?,
         superseded_index = ?
     where filing_id = ? and revision = ?`,
    [
      ...[fate.acceptedAt, fate.acceptedIndex, JSON.stringify(fate.opened), fate.returnedAt, fate.returnedIndex],
      ...[fate.resubmitBy, fate.supersededIndex, filingId, revision],
    ],
  );
  if (changed !== 1) throw new Error('a revision has gone while the head was held');
}

export async function listRevisions(tx: Tx, filingId: string): Promise<readonly FilingRevision[]> {
  const rows: RevisionColumns[] = await tx('filing_revisions').where('filing_id', filingId).orderBy('revision');
  return rows.map((row) => toRevision(row, JSON.parse));
}

/** Revisions of some filings, for comparing. */
export async function listRevisionsOf(tx: Tx, filingIds: readonly string[]): Promise<readonly FilingRevision[]> {
  return (await selectIn(tx, 'filing_revisions', 'filing_id', filingIds)).map((row) => toRevision(row, readCompared));
}

const ROWS_AT_ONCE = 500;

/** Where a revision was filed, and what became of it. */
export type RevisionFate = Fate & Pick<FilingRevision, 'filingId' | 'revision' | 'filedIndex'>;

/** What became of each revision of every filing, along the key, for comparing. */
export async function listRevisionFates(tx: Tx, after: RevisionPlace | undefined): Promise<readonly RevisionFate[]> {
  const query: ReturnType<Tx> = tx('filing_revisions').orderBy(['filing_id', 'revision']).limit(ROWS_AT_ONCE);
  if (after)
    void query.whereRaw('(filing_id > ? or (filing_id = ? and revision > ?))', [
      ...[after.filingId, after.filingId, after.revision],
    ]);
  const rows: RevisionColumns[] = await query;
  return rows.map((row) => toRevision(row, readCompared));
}

export interface RevisionPlace {
  readonly filingId: string;
  readonly revision: number;
}

/** Of a campaign what sums are made of, without the bytes that were filed. */
export type RevisionInSums = Pick<
  FilingRevision,
  'filingId' | 'revision' | 'numbers' | 'kind' | 'filedAt' | 'filedIndex' | 'acceptedIndex' | 'returnedIndex'
>;

export async function listRevisionsInSums(tx: Tx, campaignId: string): Promise<readonly RevisionInSums[]> {
  const rows: RevisionColumns[] = await tx('filing_revisions')
    .select('filing_id', 'revision', 'cells', 'kind', 'filed_at', 'filed_index', 'accepted_index', 'returned_index')
    .where('campaign_id', campaignId)
    .orderBy(['filing_id', 'revision']);
  return rows.map((row) => ({
    filingId: row.filing_id,
    revision: Number(row.revision),
    kind: row.kind as RevisionKind,
    numbers: JSON.parse(row.cells) as Record<string, number>,
    filedAt: row.filed_at as Instant,
    filedIndex: Number(row.filed_index),
    acceptedIndex: numberIn(row.accepted_index),
    returnedIndex: numberIn(row.returned_index),
  }));
}

/** Which matters the filings of a campaign opened, when they were accepted. */
export async function listOpenedBy(tx: Tx, campaignId: string): Promise<readonly string[]> {
  const rows: Pick<RevisionColumns, 'opened'>[] = await tx('filing_revisions')
    .select('opened')
    .where('campaign_id', campaignId)
    .whereNotNull('accepted_index');
  const opened = rows.flatMap((row) => JSON.parse(row.opened) as OpenedByFiling[]);
  return [...new Set(opened.flatMap(({ matter }) => matter ?? []))].sort();
}

/** How a filing came about: how its newest revision came, and how often it was returned. */
export interface FilingStory {
  readonly basis: FiledBy;
  readonly returns: number;
}

/** One list of keys stays far below the bindings that SQLite takes. */
const FILINGS_AT_ONCE = 5_000;

/** The stories of filings by their ids, told without what was filed: of thousands that is many megabytes. */
export async function listStories(tx: Tx, filings: readonly Filing[]): Promise<ReadonlyMap<string, FilingStory>> {
  const stories = new Map<string, FilingStory>();
  for (const some of portionsOf(filings, FILINGS_AT_ONCE)) {
    const rows: RevisionColumns[] = await tx('filing_revisions')
      .select('filing_id', 'revision', 'basis', 'returned_index')
      .whereIn(
        'filing_id',
        some.map(({ id }) => id),
      );
    const rowsOf = groupBy(rows, ({ filing_id: id }) => id);
    for (const { id, revision } of some) {
      const own = rowsOf.get(id) ?? [];
      const newest = own.find((row) => Number(row.revision) === revision);
      const returns = own.filter(({ returned_index: index }) => index !== null).length;
      if (newest) stories.set(id, { basis: newest.basis as FiledBy, returns });
    }
  }
  return stories;
}

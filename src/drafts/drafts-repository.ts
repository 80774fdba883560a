import { changeRows, type PlaceInOrder, type Tx } from '../db/index.ts';
import { type Grant, instant } from '../kernel/index.ts';
import { findReachOfCount, listReached } from '../log/index.ts';
import type { Desk, Draft, DraftKind, Opinion } from './draft.ts';

interface DraftColumns {
  readonly id: string;
  readonly agency_code: string;
  /** Null at the desk of the agency. */
  readonly desk: string | null;
  readonly kind: string;
  readonly order_id: string | null;
  readonly title: string;
  readonly content: string;
  readonly is_classified: number;
  readonly version: number;
  readonly maker_person: string | null;
  readonly maker_key: string;
  readonly created_at: string;
  readonly saver_person: string | null;
  readonly saver_key: string;
  readonly saved_at: string;
  readonly reviewer_person: string | null;
  readonly handed_at: string | null;
  readonly remark: string | null;
  readonly opinion: string | null;
  readonly opinion_remark: string | null;
  readonly opinion_person: string | null;
  readonly opinion_at: string | null;
}

function toDraft(row: DraftColumns): Draft {
  return {
    ...{ id: row.id, agencyCode: row.agency_code, desk: (row.desk ?? 'agency') as Desk },
    ...{ kind: row.kind as DraftKind, orderId: row.order_id },
    ...{ title: row.title, content: row.content, isClassified: Number(row.is_classified) === 1 },
    version: Number(row.version),
    maker: { key: row.maker_key, person: row.maker_person },
    createdAt: instant(row.created_at),
    saver: { key: row.saver_key, person: row.saver_person },
    savedAt: instant(row.saved_at),
    review: reviewIn(row),
  };
}

function reviewIn(row: DraftColumns): Draft['review'] {
  if (row.handed_at === null) return null;
  const { opinion, opinion_at: at } = row;
  return {
    person: row.reviewer_person,
    handedAt: instant(row.handed_at),
    remark: row.remark ?? '',
    opinion:
      opinion === null || at === null
        ? null
        : {
            says: opinion as Opinion,
            remark: row.opinion_remark ?? '',
            person: row.opinion_person,
            at: instant(at),
          },
  };
}

function toColumns(draft: Draft): DraftColumns {
  const { review } = draft;
  return {
    ...{ id: draft.id, agency_code: draft.agencyCode, desk: columnOf(draft.desk) },
    ...{ kind: draft.kind, order_id: draft.orderId },
    ...{ title: draft.title, content: draft.content, is_classified: draft.isClassified ? 1 : 0 },
    version: draft.version,
    ...{ maker_person: draft.maker.person, maker_key: draft.maker.key, created_at: draft.createdAt },
    ...{ saver_person: draft.saver.person, saver_key: draft.saver.key, saved_at: draft.savedAt },
    ...{ reviewer_person: review?.person ?? null, handed_at: review?.handedAt ?? null, remark: review?.remark ?? null },
    opinion: review?.opinion?.says ?? null,
    opinion_remark: review?.opinion?.remark ?? null,
    opinion_person: review?.opinion?.person ?? null,
    opinion_at: review?.opinion?.at ?? null,
  };
}

function columnOf(desk: Desk): string | null {
  return desk === 'agency' ? null : desk;
}

export async function findDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  const row: DraftColumns | undefined = await tx('drafts').where({ id }).first();
  return row && toDraft(row);
}

export interface DraftsFilter {
  readonly grant: Grant;
  readonly desk: Desk;
  readonly agencyCode?: string | undefined;
  readonly kind?: string | undefined;
  readonly orderId?: string | undefined;
  /** Only what waits for this person's opinion, or for that of any approver. */
  readonly asked?: { readonly person: string; readonly isApprover: boolean } | undefined;
  /** Only what this person made or saved last. */
  readonly author?: string | undefined;
  readonly opinion?: string | undefined;
}

export interface DraftsQuestion extends DraftsFilter {
  readonly after: string | undefined;
  readonly limit: number;
}

export interface DraftsPage {
  readonly drafts: readonly Draft[];
  readonly next: PlaceInOrder | null;
}

/** One page of the drafts within a grant, the newest first. */
export async function listDrafts(tx: Tx, question: DraftsQuestion): Promise<DraftsPage> {
  const { grant, agencyCode, kind, orderId, after, limit } = question;
  const { rows, next } = await listReached<DraftColumns>(tx, {
    table: 'drafts',
    indexes: { drafts_listed_by_order: ['order_id'], drafts_by_agency: ['agency_code'], primary: [] },
    order: [{ column: 'id', direction: 'desc' }],
    equals: {
      ...(agencyCode !== undefined && { agency_code: [agencyCode] }),
      ...(kind !== undefined && { kind: [kind] }),
      ...(orderId !== undefined && { order_id: [orderId] }),
    },
    rest: [(drafts: Rows) => ofPeople(drafts, question)],
    reach: { column: 'agency_code', grant },
    after: after === undefined ? undefined : [after],
    limit,
  });
  return { drafts: rows.map(toDraft), next };
}

/** How many drafts the list of a filter has. */
export async function countDraftsThat(tx: Tx, filter: DraftsFilter): Promise<number> {
  const { grant, agencyCode, kind, orderId } = filter;
  const query: Rows = tx('drafts');
  if (agencyCode !== undefined) void query.where({ agency_code: agencyCode });
  if (kind !== undefined) void query.where({ kind });
  if (orderId !== undefined) void query.where({ order_id: orderId });
  ofPeople(query, filter);
  (await findReachOfCount(tx, { column: 'agency_code', table: 'drafts', grant }))(query);
  const [row]: { found: number }[] = await query.count({ found: '*' });
  return Number(row?.found);
}

type Rows = ReturnType<Tx>;

/** Those of a desk, of an author, those that wait for somebody's opinion, those with one. */
function ofPeople(drafts: Rows, { desk, asked, author, opinion }: DraftsFilter): void {
  void drafts.where({ desk: columnOf(desk) });
  if (opinion !== undefined) void drafts.where({ opinion });
  if (author !== undefined) {
    void drafts.where((own) => void own.where('maker_person', author).orWhere('saver_person', author));
  }
  if (asked === undefined) return;
  void drafts.whereNotNull('handed_at').whereNull('opinion');
  void drafts.where((waiting) => {
    void waiting.where('reviewer_person', asked.person);
    if (asked.isApprover) void waiting.orWhereNull('reviewer_person');
  });
}

export async function countDrafts(tx: Tx, agencyCode: string, desk: Desk): Promise<number> {
  const [row] = await tx('drafts')
    .where({ agency_code: agencyCode, desk: columnOf(desk) })
    .count({ found: '*' });
  return Number(row?.found);
}

export async function insertDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx('drafts').insert(toColumns(draft));
}

/** Writes a draft over the version that was read; answers whether nobody was faster. */
export async function updateDraft(tx: Tx, draft: Draft, readVersion: number): Promise<boolean> {
  const { id, ...columns } = toColumns(draft);
  const changed = await tx('drafts').where({ id, version: readVersion }).update(columns);
  return changed === 1;
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx('drafts').where({ id }).delete();
}

/** Removes what nobody has saved since a moment; answers how many. */
export async function deleteDraftsBefore(tx: Tx, before: string): Promise<number> {
  return tx('drafts').where('saved_at', '<', before).delete();
}

/** Puts another text in the place of one, in whatever drafts of an agency, or of all, have it. */
export async function replaceInDrafts(
  tx: Tx,
  { agency, words, by }: { readonly agency: string | null; readonly words: string; readonly by: string },
): Promise<void> {
  const written = [JSON.stringify(words).slice(1, -1), JSON.stringify(by).slice(1, -1)];
  const of = agency === null ? (['', []] as const) : ([' and agency_code = ?', [agency]] as const);
  await changeRows(tx, `update drafts set content = replace(content, ?, ?) where instr(content, ?) > 0${of[0]}`, [
    ...[...written, written[0] ?? ''],
    ...of[1],
  ]);
  for (const column of ['title', 'remark', 'opinion_remark'] as const) {
    const query = tx('drafts').whereRaw('instr(??, ?) > 0', [column, words]);
    if (agency !== null) void query.where({ agency_code: agency });
    await query.update({ [column]: tx.raw('replace(??, ?, ?)', [column, words, by]) });
  }
}

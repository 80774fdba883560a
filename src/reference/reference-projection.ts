import type { Tx } from '../db/index.ts';
import { canonicalJson } from '../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findStrayRows,
  type LeafChunk,
  type LogProjection,
  listSealedTexts,
  type ReadLeaf,
  ROWS_COMPARED_AT_ONCE,
  selectIn,
  withoutRow,
} from '../log/index.ts';
import { columnOf, foldsOf, type ReferenceKind, readKindRow, type StoredRow, toldByLeaf } from './reference-kind.ts';

/** Reference data: each row shows the state after its last leaf. Texts that were erased since are not compared. */
export function referenceProjection<S extends object>(kind: ReferenceKind<S>): LogProjection {
  return {
    compare: async (tx, chunk) => compareChunk(tx, kind, chunk),
    finish: async (tx) => unloggedRows(tx, kind),
  };
}

interface LoggedState {
  readonly after: Readonly<Record<string, unknown>>;
  readonly sealed?: Readonly<Record<string, string>>;
}

async function compareChunk<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  { leaves }: LeafChunk,
): Promise<readonly Difference[]> {
  const own = leaves.filter(({ subject, body }) => subject.startsWith(`${kind.type}/`) && 'after' in body);
  if (own.length === 0) return [];
  const column = columnOf(kind, kind.key);
  const rows = await selectIn(
    tx,
    kind.table,
    column,
    own.map((leaf) => keyOf(kind, leaf)),
  );
  const byKey = new Map(rows.map((row) => [String(row[column]), row]));
  const sealed = await openedTexts(tx, own);
  return own.flatMap((leaf) => compareRow(kind, leaf, { row: byKey.get(keyOf(kind, leaf)), sealed }));
}

function keyOf<S extends object>(kind: ReferenceKind<S>, { subject }: ReadLeaf): string {
  return subject.slice(kind.type.length + 1);
}

/** The texts behind the commitments of leaves, by `<index><pointer>`. */
async function openedTexts(tx: Tx, leaves: readonly ReadLeaf[]): Promise<ReadonlyMap<string, unknown>> {
  const sealed = leaves.filter(({ body }) => 'sealed' in body).map(({ logIndex }) => logIndex);
  const texts = sealed.length === 0 ? [] : await listSealedTexts(tx, sealed);
  return new Map(texts.map(({ logIndex, pointer, value }) => [`${logIndex}${pointer}`, value]));
}

interface RowToCompare {
  readonly row: StoredRow | undefined;
  readonly sealed: ReadonlyMap<string, unknown>;
}

function compareRow<S extends object>(
  kind: ReferenceKind<S>,
  leaf: ReadLeaf,
  { row, sealed }: RowToCompare,
): readonly Difference[] {
  const place = { table: kind.table, key: keyOf(kind, leaf), index: leaf.logIndex };
  if (!row) return [withoutRow(place)];
  const shownIndex = Number(row.log_index);
  // A later leaf has changed it since, and that one will be compared.
  if (shownIndex > leaf.logIndex) return [];
  if (shownIndex < leaf.logIndex) return differencesIn(place, { log_index: shownIndex }, { log_index: leaf.logIndex });
  const state = stateIn(kind, row);
  if (!state) return [{ ...place, kind: 'differs', field: 'row', shown: 'unreadable', logged: null }];
  const { after, sealed: commitments = {} } = leaf.body as unknown as LoggedState;
  const texts = textsOf(leaf, Object.keys(commitments), sealed);
  const told = toldByLeaf(kind, { ...after, ...texts }).filter(
    ([name]) => name in texts || !(`/after/${name}` in commitments),
  );
  return [
    ...differencesIn(place, canonicalMembers(state), canonicalMembers(Object.fromEntries(told))),
    ...foldedDifferences(place, foldsOf(kind, { ...state, ...Object.fromEntries(told) }), row),
  ];
}

/** Numbers are compared by what was folded of them. A cell is empty where another row had the number first. */
function foldedDifferences(
  place: Parameters<typeof differencesIn>[0],
  folds: ReturnType<typeof foldsOf>,
  row: StoredRow,
): readonly Difference[] {
  const [shown, wanted] = [new Map<string, unknown>(), new Map<string, unknown>()];
  for (const [column, number] of folds) {
    const cell = row[column] ?? null;
    shown.set(column, cell);
    wanted.set(column, cell === null ? null : number);
  }
  return differencesIn(place, Object.fromEntries(shown), Object.fromEntries(wanted));
}

function textsOf(leaf: ReadLeaf, pointers: readonly string[], sealed: RowToCompare['sealed']): Record<string, unknown> {
  const ofState = pointers.filter((pointer) => pointer.startsWith('/after/'));
  return Object.fromEntries(
    ofState.flatMap((pointer) => {
      const value = sealed.get(`${leaf.logIndex}${pointer}`);
      return value === undefined ? [] : [[pointer.slice('/after/'.length), JSON.parse(String(value))]];
    }),
  );
}

/** Undefined for a row whose cells cannot be read, such as JSON that is none. */
function stateIn<S extends object>(kind: ReferenceKind<S>, row: StoredRow): S | undefined {
  try {
    return readKindRow(kind, row).state;
  } catch {
    return undefined;
  }
}

/** Lists and objects as one text each, so that the order of their members does not matter. */
export function canonicalMembers(state: object): Readonly<Record<string, unknown>> {
  const members = Object.entries(state).map(([name, value]) => {
    const isPlain = typeof value !== 'object' || value === null;
    return [name, isPlain ? value : canonicalJson(value)] as const;
  });
  return Object.fromEntries(members);
}

/** Rows whose leaf is missing or about something else, read along the key. */
function unloggedRows<S extends object>(tx: Tx, kind: ReferenceKind<S>): Promise<readonly Difference[]> {
  const key = columnOf(kind, kind.key);
  return findStrayRows<StoredRow>(tx, {
    table: kind.table,
    page: (after) =>
      tx(kind.table)
        .select(key, 'log_index')
        .where(key, '>', after ? String(after[key]) : '')
        .orderBy(key)
        .limit(ROWS_COMPARED_AT_ONCE),
    placeOf: (row) => ({
      key: String(row[key]),
      subject: `${kind.type}/${row[key]}`,
      index: Number(row.log_index),
    }),
  });
}

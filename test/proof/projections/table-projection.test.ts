import assert from 'node:assert/strict';
import type { Tx } from '../../../src/db/index.ts';
import type { Difference, LeafChunk, ReadLeaf } from '../../../src/log/index.ts';
import { tableProjection } from '../../../src/proof/projections/table-projection.ts';

/** No statement is sent: the rows of these tables are lists. */
const NO_DATABASE = undefined as unknown as Tx;

type Columns = Readonly<Record<string, unknown>>;
type BookRow = Columns & { readonly id: string; readonly pages: number; readonly log_index: number };

const BOOK = { id: 'b-1', pages: 90, log_index: 0 };

describe('a table held against the leaves that tell of it', () => {
  it('reports nothing of a row that shows what its leaf says', async () => {
    assert.deepEqual(await readByLeaf([leafOf(BOOK)], [BOOK]), []);
    assert.deepEqual(await readByKey([leafOf(BOOK)], [BOOK]), []);
  });

  it('reports a missing row by the leaf that tells of it', async () => {
    const wanted = ['books b-1 0 no-row'];

    assert.deepEqual(await readByLeaf([leafOf(BOOK)], []), wanted);
    assert.deepEqual(await readByKey([leafOf(BOOK)], []), wanted);
  });

  it('reports each changed column by itself, in the order in which the columns are declared', async () => {
    const changed = { ...BOOK, pages: 91, log_index: 1 };
    const wanted = ['books b-1 0 differs pages 91 90', 'books b-1 0 differs log_index 1 0'];

    assert.deepEqual(await readByLeaf([leafOf(BOOK), note(1)], [changed]), wanted);
    assert.deepEqual(await readByKey([leafOf(BOOK), note(1)], [changed]), wanted);
  });

  it('reports a row without leaf after all that leaves tell of', async () => {
    const stray = { ...BOOK, id: 'b-0', log_index: 1 };
    const leaves = [leafOf(BOOK), note(1)];

    assert.deepEqual(await readByLeaf(leaves, [stray]), ['books b-1 0 no-row', 'books b-0 1 no-leaf']);
    assert.deepEqual(await readByKey(leaves, [stray]), ['books b-1 0 no-row', 'books b-0 1 no-leaf']);
  });

  it('finds rows that name a leaf before the first and behind the last one', async () => {
    const rows = [1, -1, 0].map((index) => ({ ...BOOK, id: `at ${index}`, log_index: index }));

    assert.deepEqual(await readByLeaf([note(0)], rows), [
      'books at 0 0 no-leaf',
      'books at -1 -1 no-leaf',
      'books at 1 1 no-leaf',
    ]);
  });

  it('compares a row with each of several leaves that tell of it', async () => {
    const later = leafOf({ ...BOOK, pages: 70, log_index: 1 });

    assert.deepEqual(await readByKey([leafOf(BOOK), later], [BOOK]), [
      'books b-1 1 differs pages 90 70',
      'books b-1 1 differs log_index 0 1',
    ]);
  });

  it('neither works out nor reads anything for a chunk without leaves of its types', async () => {
    let reads = 0;
    const projection = tableProjection<ToldBook, BookRow>({
      ...BOOKS,
      toldBy: (_tx, leaves) => {
        reads += 1;
        return leaves.map(toldOf);
      },
      rowsOf: async () => {
        reads += 1;
        return [];
      },
      listWithoutLeaf: async () => [],
    });

    await projection.compare(NO_DATABASE, chunkOf([note(0)]));

    assert.equal(reads, 0);
  });

  it('finds a row by what the declaration calls its name, and then names the row as its leaf does', async () => {
    const renamed = { ...BOOK, id: 'b-2', pages: 91 };
    const byIndex = { nameOf: ({ index }: Pick<Difference, 'index'>) => String(index) };

    assert.deepEqual(await readByLeaf([leafOf(BOOK)], [renamed], byIndex), ['books b-1 0 differs pages 91 90']);
  });

  it('names the other row where a leaf adds to that', async () => {
    const supplement = leafOf({ id: 'b-1, corrected', pages: 91, log_index: 1 });
    const toFirst = { addsTo: (_told: ToldBook, rows: readonly BookRow[]) => rows.at(0) };

    assert.deepEqual(await readByKey([leafOf(BOOK), supplement], [BOOK], toFirst), [
      'books b-1 1 differs pages 90 91',
      'books b-1 1 differs log_index 0 1',
    ]);
  });

  it('reports a row that shows more than was told after its columns', async () => {
    const unfounded = { isFounded: () => false };

    assert.deepEqual(await readByKey([leafOf(BOOK)], [{ ...BOOK, pages: 91 }], unfounded), [
      'books b-1 0 differs pages 91 90',
      'books b-1 0 no-leaf',
    ]);
  });

  it('reports a row beside those of a leaf in the order of tables, where the rows read belong to these leaves alone', async () => {
    const placeOf = ({ id, pages, log_index: index }: BookRow) => ({
      table: pages < 0 ? 'loans' : 'books',
      key: id,
      index,
    });
    const projection = tableProjection<ToldBook, BookRow>({
      ...BOOKS,
      placeOf,
      toldBy: (_tx, leaves) =>
        leaves.flatMap((leaf) => [
          toldOf(leaf),
          { pages: -1, place: { table: 'loans', key: 'l-1', index: leaf.logIndex } },
        ]),
      rowsOf: async () => [{ ...BOOK, id: 'b-2' }],
      listWithoutLeaf: async () => [],
      isOwn: true,
    });

    assert.deepEqual(await differencesOf(projection, [leafOf(BOOK)]), [
      'books b-1 0 no-row',
      'books b-2 0 no-leaf',
      'loans l-1 0 no-row',
    ]);
  });

  it('compares rows with the last leaf that tells of each, where only that counts, and misses none that has gone since', async () => {
    const other = { ...BOOK, id: 'b-2' };
    const later = leafOf({ ...BOOK, pages: 91, log_index: 2 });
    const sold = { ...leafOf({ ...other, log_index: 3 }), type: 'book.sold' };
    const leaves = [leafOf(BOOK), leafOf({ ...other, log_index: 1 }), later, sold];

    assert.deepEqual(await readAtEnd(leaves, [{ ...BOOK, pages: 91, log_index: 2 }]), []);
    assert.deepEqual(await readAtEnd(leaves, [other]), ['books b-1 2 no-row', 'books b-2 0 no-leaf']);
    assert.deepEqual(await readAtEnd(leaves, [BOOK]), [
      'books b-1 2 differs pages 90 91',
      'books b-1 2 differs log_index 0 2',
    ]);
  });
});

type ToldBook = ReturnType<typeof toldOf>;
type Declared = Parameters<typeof tableProjection<ToldBook, BookRow>>[0];
type Hooks = Pick<Declared, 'nameOf' | 'addsTo' | 'isFounded'>;

function toldOf({ logIndex, body }: ReadLeaf) {
  return { place: { table: 'books', key: String(body.id), index: logIndex }, pages: body.pages };
}

const BOOKS = {
  leafTypes: ['book.bought'],
  toldBy: (_tx: Tx, leaves: readonly ReadLeaf[]) => leaves.map(toldOf),
  placeOf: ({ id, log_index: index }: BookRow) => ({ table: 'books', key: id, index }),
  columns: ({ place, pages }: ToldBook) => ({ pages, log_index: place.index }),
};

/** The differences of a table of which each chunk reads the rows that name one of its leaves. */
async function readByLeaf(leaves: readonly ReadLeaf[], rows: readonly BookRow[], hooks: Hooks = {}) {
  const projection = tableProjection<ToldBook, BookRow>({
    ...BOOKS,
    ...hooks,
    rowsIn: async (_tx, { from, to }) => rows.filter(({ log_index: index }) => index >= from && index < to),
  });
  return differencesOf(projection, leaves);
}

/** The differences of a table of which each chunk reads the rows that its leaves tell of. */
async function readByKey(leaves: readonly ReadLeaf[], rows: readonly BookRow[], hooks: Hooks = {}) {
  const told = new Set(leaves.map(({ body }) => body.id));
  const projection = tableProjection<ToldBook, BookRow>({
    ...BOOKS,
    ...hooks,
    rowsOf: async () => rows,
    listWithoutLeaf: async () => rows.filter(({ id }) => !told.has(id)).map(BOOKS.placeOf),
  });
  return differencesOf(projection, leaves);
}

/** The differences of a table of which only the last leaf about each row counts. */
async function readAtEnd(leaves: readonly ReadLeaf[], rows: readonly BookRow[]) {
  const { placeOf, columns } = BOOKS;
  const projection = tableProjection<ToldBook, BookRow>({
    ...{ leafTypes: ['book.bought', 'book.sold'], placeOf, columns },
    toldLast: (leaf) => {
      const told = toldOf(leaf);
      return leaf.type === 'book.sold' ? { told: [], gone: [told.place] } : { told: [told], gone: [] };
    },
    listRows: async () => rows,
  });
  return differencesOf(projection, leaves);
}

async function differencesOf(
  { compare, finish }: ReturnType<typeof tableProjection>,
  leaves: readonly ReadLeaf[],
): Promise<readonly string[]> {
  const found = [
    ...(await compare(NO_DATABASE, chunkOf(leaves))),
    ...((await finish?.(NO_DATABASE, leaves.length)) ?? []),
  ];
  return found.map(({ table, key, index, kind, field, shown, logged }) =>
    [table, key, index, kind, ...(field === null ? [] : [field, shown, logged])].join(' '),
  );
}

function chunkOf(leaves: readonly ReadLeaf[]): LeafChunk {
  return { from: 0, to: leaves.length, leaves };
}

function leafOf({ log_index: logIndex, ...body }: BookRow): ReadLeaf {
  return { logIndex, type: 'book.bought', subject: `book/${body.id}`, at: '', body, bytes: '' };
}

/** A leaf that tells nothing of books. */
function note(logIndex: number): ReadLeaf {
  return { logIndex, type: 'note.made', subject: 'note', at: '', body: {}, bytes: '' };
}

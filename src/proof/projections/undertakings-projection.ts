import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type LeafChunk, type LogProjection, withoutRow } from '../../log/index.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { listDeliveredRows, listUndertakingRows, type UndertakingRow } from './projections-repository.ts';
import { compareEnds, type OpenedRow } from './undertaking-ends-projection.ts';
import { openUndertakingCount } from './unopened-undertakings-projection.ts';

type Details = Awaited<ReturnType<typeof detailsOf>>;

/**
 * What an approval undertook to deliver is what the register waits for, and what deliveries brought of it is what their
 * decisions say, added up over the whole log.
 */
export function undertakingProjection(): LogProjection {
  const delivered = new Map<string, number>();
  // Of a classified order whose records were erased nobody can say any more what came.
  const erased = new Set<string>();
  const opened = openUndertakingCount();
  return {
    compare: async (tx, { leaves }) => {
      const details = await detailsOf(tx, leaves);
      for (const leaf of leaves) {
        const decided = decidedBodyOf(leaf);
        const detail = details.get(leaf.logIndex);
        if (decided?.stage === 'acceptance' && !detail) erased.add(decided.order);
        for (const { id, seats } of detail?.delivery?.undertakings ?? [])
          delivered.set(id, (delivered.get(id) ?? 0) + seats);
      }
      const rows = await rowsOpened(tx, details);
      opened.add({ leaves }, details, new Set(rows.keys()));
      const undertaken = openedIn(leaves, details);
      return [...compareOpened(undertaken, rows), ...(await compareEnds(tx, withRows(undertaken, rows)))];
    },
    finish: async (tx) => [...(await compareDelivered(tx, { delivered, erased })), ...(await opened.listUnopened(tx))],
  };
}

interface DeliveredUndertakings {
  readonly delivered: Map<string, number>;
  readonly erased: ReadonlySet<string>;
}

const ROWS_AT_ONCE = 1_000;

/** Whatever says that something came, and whatever should say so. */
async function compareDelivered(tx: Tx, { delivered, erased }: DeliveredUndertakings): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const left = new Map(delivered);
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await listDeliveredRows(tx, { after, limit: ROWS_AT_ONCE });
    for (const { id, order_id: orderId, delivered_seats: seats } of rows) {
      if (!erased.has(orderId)) found.push(...compareSeats(id, { seats: Number(seats), logged: left.get(id) ?? 0 }));
      left.delete(id);
    }
    after = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.id;
  }
  return [...found, ...[...left].flatMap(([id, logged]) => compareSeats(id, { seats: 0, logged }))];
}

function compareSeats(key: string, { seats, logged }: { seats: number; logged: number }): readonly Difference[] {
  return differencesIn(
    { table: 'undertakings', key, index: null },
    { delivered_seats: seats },
    { delivered_seats: logged },
  );
}

type Rows = ReadonlyMap<string, UndertakingRow>;

async function rowsOpened(tx: Tx, details: Details): Promise<Rows> {
  const ids = [...details.values()].flatMap(({ undertakings }) => (undertakings ?? []).map(({ id }) => id));
  return new Map((await listUndertakingRows(tx, ids)).map((row) => [row.id, row]));
}

function openedIn(leaves: LeafChunk['leaves'], details: Details) {
  return leaves.flatMap((leaf) => {
    const body = decidedBodyOf(leaf);
    const undertakings = details.get(leaf.logIndex)?.undertakings ?? [];
    return undertakings.map((undertaking) => ({ leaf, body, undertaking }));
  });
}

type OpenedUndertakings = ReturnType<typeof openedIn>;

function withRows(opened: OpenedUndertakings, rows: Rows): readonly OpenedRow[] {
  return opened.flatMap(({ leaf, undertaking }) => {
    const row = rows.get(undertaking.id);
    return row ? [{ row, opening: leaf.logIndex }] : [];
  });
}

function compareOpened(opened: OpenedUndertakings, rows: Rows): readonly Difference[] {
  return opened.flatMap(({ leaf, body, undertaking }) => {
    const row = rows.get(undertaking.id);
    const place = { table: 'undertakings', key: undertaking.id, index: leaf.logIndex };
    if (!row) return [withoutRow(place)];
    const { item, category, seats, dueOn } = undertaking;
    const of = { agency_code: body?.agency, order_id: body?.order, revision: body?.revision };
    return differencesIn(place, { ...row }, { ...of, item: item ?? 0, category, seats, due_on: dueOn });
  });
}

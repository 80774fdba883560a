import type { PlaceInOrder, Tx } from '../../db/index.ts';
import type { AuditSample, SampledOrder } from './audit-sample.ts';
import { findScores } from './find-scores.ts';
import { lotGroupOf, lotGroupsBy, lotOf, WHOLE_MAX } from './lot.ts';
import {
  type AuditedPageWish,
  type AuditedPlace,
  countPopulation,
  findScoreBelow,
  listPopulation,
  listSeenSince,
  type Population,
  readAuditedPage,
} from './samples-repository.ts';

export interface Draw {
  readonly population: Population;
  readonly size: number;
  readonly seed: string;
  readonly by: AuditSample['by'];
  /** Nothing that the kept scores know of was seen at or after the size of the log that is asked for. */
  readonly isCurrent: boolean;
  /** For tests. */
  readonly wholeMax?: number;
  readonly atOnce?: number;
}

/** Where a draw of an earlier size of the log stands between two portions. */
export interface DrawPlace extends PlaceInScores {
  /** How many there are to draw from. */
  readonly population: number;
  readonly best: readonly Lot[];
  /** So much of the log the kept scores told of. */
  readonly noted: number;
}

interface PlaceInScores {
  readonly kept: number;
  /** Orders of that kept score are next, after this place; null: those of the next lower one. */
  readonly after: PlaceInOrder | null;
}

export interface Portion {
  /** Null: the first. */
  readonly from: DrawPlace | null;
  readonly noted: number;
  /** Begins no page any more after then. */
  readonly until: number;
  readonly pause: () => Promise<void>;
}

export type DrawnPortion = { readonly next: DrawPlace } | ({ readonly next: null } & DrawnOrders);

export interface DrawnOrders {
  /** How many there were to draw from. */
  readonly population: number;
  readonly items: readonly SampledOrder[];
}

/** Draws the first orders in the order of the sample, reading as few as that takes; of an earlier size of the log in portions. */
export async function gatherDrawnOrders(tx: Tx, draw: Draw, portion: Portion): Promise<DrawnPortion> {
  const { population, wholeMax = WHOLE_MAX, seed, by } = draw;
  const { from, noted } = portion;
  const count = from ? from.population : await countPopulation(tx, population);
  const isWhole = count <= wholeMax;
  const source = isWhole
    ? sourceOfAll(await listPopulation(tx, population, from?.kept), draw)
    : sourceByIndex(tx, draw);
  const groups = new Map(isWhole ? [] : lotGroupsBy(seed).map((group, at) => [group, String(at).padStart(3, '0')]));
  const lot = (orderId: string): string => `${groups.get(lotGroupOf(orderId)) ?? ''}${lotOf(orderId, seed)}`;
  const drawing: Drawing = { tx, draw, source, lot, portion };
  if (by === 'random') return { next: null, population: count, items: await drawnAtRandom(drawing) };
  const { best, place } = await drawnByRisk(drawing);
  if (place) return { next: { ...place, population: count, best, noted } };
  return { next: null, population: count, items: await withParts(drawing, best) };
}

/** Orders in portions, by the score that is kept with them, or of any score. */
interface OrderSource {
  readonly scoreBelow: (score: number) => Promise<number | undefined>;
  /** At least those that come first by lot, as many as the sample has; all of them where that is asked. */
  readonly ordersOf: (score: number | undefined, wish: OrdersWish) => AsyncIterable<OrdersInTurn>;
}

interface OrdersWish {
  readonly isAll: boolean;
  readonly after: PlaceInOrder | null;
}

interface OrdersInTurn {
  readonly ids: readonly string[];
  /** Where the next ones begin; null after the last, and where not all are asked for. */
  readonly next: PlaceInOrder | null;
}

interface Drawing {
  readonly tx: Tx;
  readonly draw: Draw;
  readonly source: OrderSource;
  /** What decides among equal scores. */
  readonly lot: (orderId: string) => string;
  readonly portion: Portion;
}

interface Lot {
  readonly orderId: string;
  readonly score: number;
  readonly lot: string;
}

async function drawnAtRandom({ draw, source, lot }: Drawing): Promise<readonly SampledOrder[]> {
  let best: readonly Lot[] = [];
  for await (const { ids } of source.ordersOf(undefined, { isAll: false, after: null })) {
    best = bestOf(
      best,
      ids.map((orderId) => ({ orderId, score: 0, lot: lot(orderId) })),
      draw.size,
    );
  }
  return best.map(({ orderId }) => ({ orderId, score: 0, parts: [] }));
}

interface DrawnSoFar {
  readonly best: readonly Lot[];
  /** Null: they are the sample. */
  readonly place: PlaceInScores | null;
}

/**
 * From the highest kept score downwards. An order scores no less from leaf to leaf, so that what it scored at an earlier
 * size of the log is not more than what is kept; none of a lower kept score can come before those that were found.
 */
async function drawnByRisk(drawing: Drawing): Promise<DrawnSoFar> {
  const { source, portion, draw } = drawing;
  const { size, isCurrent } = draw;
  let best = await bestBefore(drawing);
  let place: PlaceInScores = portion.from ?? { kept: Infinity, after: null };
  for (;;) {
    const { after } = place;
    const kept = after ? place.kept : await source.scoreBelow(place.kept);
    const last = best.length === size ? best.at(-1) : undefined;
    if (kept === undefined || (last && last.score > kept)) return { best, place: null };
    for await (const { ids, next } of source.ordersOf(kept, { isAll: !isCurrent, after })) {
      const found = isCurrent ? lotsOf(drawing, ids, () => kept) : await lotsThen(drawing, ids);
      best = bestOf(best, found, size);
      place = { kept, after: next };
      await portion.pause();
      // What was kept may change meanwhile, so that only what is scored anew is drawn in more than one portion.
      if (!isCurrent && performance.now() >= portion.until) return { best, place };
    }
    place = { kept, after: null };
  }
}

/** The best of the portions before. Of what was seen since, orders may have gone up past the place: they are scored here. */
async function bestBefore(drawing: Drawing): Promise<readonly Lot[]> {
  const { tx, draw, portion } = drawing;
  const { from, noted } = portion;
  if (!from) return [];
  const seen = await listSeenSince(tx, draw.population, { from: from.noted, before: noted });
  return bestOf(from.best, await lotsThen(drawing, seen), draw.size);
}

async function lotsThen(drawing: Drawing, orderIds: readonly string[]): Promise<readonly Lot[]> {
  const { logSize } = drawing.draw.population;
  const scores = await findScores(drawing.tx, { orderIds, logSize });
  return lotsOf(drawing, orderIds, (orderId) => scores.get(orderId)?.points ?? 0);
}

function lotsOf({ lot }: Drawing, ids: readonly string[], scoreOf: (orderId: string) => number): readonly Lot[] {
  return ids.flatMap((orderId): readonly Lot[] => {
    const score = scoreOf(orderId);
    return score > 0 ? [{ orderId, score, lot: lot(orderId) }] : [];
  });
}

async function withParts({ tx, draw }: Drawing, best: readonly Lot[]): Promise<readonly SampledOrder[]> {
  const { logSize } = draw.population;
  const scores = await findScores(tx, { orderIds: best.map(({ orderId }) => orderId), logSize });
  return best.map(({ orderId }) => {
    const { points, parts } = scores.get(orderId) ?? { points: 0, parts: [] };
    return { orderId, score: points, parts };
  });
}

function bestOf(best: readonly Lot[], others: readonly Lot[], size: number): readonly Lot[] {
  const last = best.length === size ? best.at(-1) : undefined;
  // Most come after those that were found already, and need not be sorted.
  const better = last ? others.filter((one) => inOrderOfLots(one, last) < 0) : others;
  // One that went up between two portions is met again, or for the first time where it was not looked for.
  const known = new Set(better.length === 0 ? [] : best.map(({ orderId }) => orderId));
  const added = better.filter(({ orderId }) => !known.has(orderId));
  return [...best, ...added].sort(inOrderOfLots).slice(0, size);
}

function inOrderOfLots(one: Lot, other: Lot): number {
  return other.score - one.score || (one.lot < other.lot ? -1 : 1);
}

const IDS_AT_ONCE = 5_000;

/** Out of a population that was read as a whole. */
function sourceOfAll(all: readonly AuditedPlace[], { atOnce = IDS_AT_ONCE }: Draw): OrderSource {
  const byScore = new Map<number, string[]>();
  for (const { orderId, score } of all) {
    const ids = byScore.get(score);
    if (ids) ids.push(orderId);
    else byScore.set(score, [orderId]);
  }
  const scores = [...byScore.keys()].filter((score) => score > 0).sort((one, other) => other - one);
  return {
    scoreBelow: async (below) => scores.find((score) => score < below),
    ordersOf: async function* portions(score, { after }) {
      const ids = score === undefined ? all.map(({ orderId }) => orderId) : (byScore.get(score) ?? []).sort();
      const first = after ? ids.findIndex((orderId) => orderId > String(after[0])) : 0;
      for (let at = first < 0 ? ids.length : first; at < ids.length; at += atOnce) {
        const some = ids.slice(at, at + atOnce);
        yield { ids: some, next: at + atOnce < ids.length ? [some.at(-1) ?? ''] : null };
      }
    },
  };
}

/** By the indexes of the table, group after group, until there are as many as the sample has. */
function sourceByIndex(tx: Tx, draw: Draw): OrderSource {
  const { population, seed, size, wholeMax = WHOLE_MAX, atOnce = IDS_AT_ONCE } = draw;
  const limit = Math.min(atOnce, wholeMax);
  async function* pagesOf(page: Omit<AuditedPageWish, 'population' | 'limit'>): AsyncGenerator<OrdersInTurn> {
    for (let { after } = page; ; ) {
      const { rows, next } = await readAuditedPage(tx, { population, ...page, after, limit });
      yield { ids: rows.map(({ order_id: orderId }) => orderId), next };
      if (next === null) return;
      after = next;
    }
  }
  async function* byGroup(score: number | undefined): AsyncGenerator<OrdersInTurn> {
    let found = 0;
    for (const group of lotGroupsBy(seed)) {
      if (found >= size) return;
      for await (const { ids } of pagesOf({ score, group, after: undefined })) {
        found += ids.length;
        yield { ids, next: null };
      }
    }
  }
  return {
    scoreBelow: (below) => findScoreBelow(tx, below),
    ordersOf: async function* portions(score, { isAll, after }) {
      if (score !== undefined && (isAll || (await isOnePage(score)))) {
        yield* pagesOf({ score, group: undefined, after: after ?? undefined });
      } else yield* byGroup(score);
    },
  };

  /** Few orders are not looked for in each of the groups. */
  async function isOnePage(score: number): Promise<boolean> {
    const { next } = await readAuditedPage(tx, { population, score, group: undefined, after: undefined, limit });
    return next === null;
  }
}

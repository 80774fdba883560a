import type { Tx } from '../../db/index.ts';
import type { AuditSample, SampledOrder } from './audit-sample.ts';
import { findScores } from './find-scores.ts';
import { lotGroupOf, lotGroupsBy, lotOf, WHOLE_MAX } from './lot.ts';
import {
  type AuditedPlace,
  countPopulation,
  findScoreBelow,
  listPopulation,
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
}

export interface DrawnOrders {
  /** How many there were to draw from. */
  readonly population: number;
  readonly items: readonly SampledOrder[];
}

/** Draws the first orders in the order of the sample, reading as few as that takes. */
export async function gatherDrawnOrders(tx: Tx, draw: Draw): Promise<DrawnOrders> {
  const { population, wholeMax = WHOLE_MAX, seed, by } = draw;
  const count = await countPopulation(tx, population);
  const isWhole = count <= wholeMax;
  const source = isWhole ? sourceOfAll(await listPopulation(tx, population)) : sourceByIndex(tx, draw);
  const groups = new Map(isWhole ? [] : lotGroupsBy(seed).map((group, at) => [group, String(at).padStart(3, '0')]));
  const lot = (orderId: string): string => `${groups.get(lotGroupOf(orderId)) ?? ''}${lotOf(orderId, seed)}`;
  const drawing: Drawing = { tx, draw, source, lot };
  return {
    population: count,
    items: by === 'random' ? await drawnAtRandom(drawing) : await drawnByRisk(drawing),
  };
}

/** Orders in portions, by the score that is kept with them, or of any score. */
interface OrderSource {
  readonly scoreBelow: (score: number) => Promise<number | undefined>;
  /** At least those that come first by lot, as many as the sample has; all of them where that is asked. */
  readonly ordersOf: (score: number | undefined, wish: { readonly isAll: boolean }) => AsyncIterable<readonly string[]>;
}

interface Drawing {
  readonly tx: Tx;
  readonly draw: Draw;
  readonly source: OrderSource;
  /** What decides among equal scores. */
  readonly lot: (orderId: string) => string;
}

interface Lot {
  readonly orderId: string;
  readonly score: number;
  readonly lot: string;
}

async function drawnAtRandom({ draw, source, lot }: Drawing): Promise<readonly SampledOrder[]> {
  let best: readonly Lot[] = [];
  for await (const ids of source.ordersOf(undefined, { isAll: false })) {
    best = bestOf(
      best,
      ids.map((orderId) => ({ orderId, score: 0, lot: lot(orderId) })),
      draw.size,
    );
  }
  return best.map(({ orderId }) => ({ orderId, score: 0, parts: [] }));
}

/**
 * From the highest kept score downwards. An order scores no less from leaf to leaf, so that what it scored at an earlier
 * size of the log is not more than what is kept; none of a lower kept score can come before those that were found.
 */
async function drawnByRisk({ tx, draw, source, lot }: Drawing): Promise<readonly SampledOrder[]> {
  const { size, isCurrent, population } = draw;
  const { logSize } = population;
  let best: readonly Lot[] = [];
  for (let kept = await source.scoreBelow(Infinity); kept !== undefined; kept = await source.scoreBelow(kept)) {
    const last = best.at(-1);
    if (last && best.length === size && last.score > kept) break;
    for await (const ids of source.ordersOf(kept, { isAll: !isCurrent })) {
      const scores = isCurrent ? undefined : await findScores(tx, { orderIds: ids, logSize });
      const found = ids.flatMap((orderId): readonly Lot[] => {
        const score = scores ? (scores.get(orderId)?.points ?? 0) : (kept ?? 0);
        return score > 0 ? [{ orderId, score, lot: lot(orderId) }] : [];
      });
      best = bestOf(best, found, size);
    }
  }
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
  return [...best, ...better].sort(inOrderOfLots).slice(0, size);
}

function inOrderOfLots(one: Lot, other: Lot): number {
  return other.score - one.score || (one.lot < other.lot ? -1 : 1);
}

const IDS_AT_ONCE = 5_000;

/** Out of a population that was read as a whole. */
function sourceOfAll(all: readonly AuditedPlace[]): OrderSource {
  const byScore = new Map<number, string[]>();
  for (const { orderId, score } of all) {
    const ids = byScore.get(score);
    if (ids) ids.push(orderId);
    else byScore.set(score, [orderId]);
  }
  const scores = [...byScore.keys()].filter((score) => score > 0).sort((one, other) => other - one);
  return {
    scoreBelow: async (below) => scores.find((score) => score < below),
    ordersOf: async function* portions(score) {
      const ids = score === undefined ? all.map(({ orderId }) => orderId) : (byScore.get(score) ?? []);
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) yield ids.slice(at, at + IDS_AT_ONCE);
    },
  };
}

/** By the indexes of the table, group after group, until there are as many as the sample has. */
function sourceByIndex(tx: Tx, { population, seed, size, wholeMax = WHOLE_MAX }: Draw): OrderSource {
  async function* pagesOf(score: number | undefined, group: string | undefined): AsyncGenerator<readonly string[]> {
    for (let after: readonly (string | number)[] | null | undefined; after !== null; ) {
      const page = await readAuditedPage(tx, {
        population,
        score,
        group,
        after,
        limit: Math.min(IDS_AT_ONCE, wholeMax),
      });
      yield page.rows.map(({ order_id: orderId }) => orderId);
      after = page.next;
    }
  }
  async function* byGroup(score: number | undefined): AsyncGenerator<readonly string[]> {
    let found = 0;
    for (const group of lotGroupsBy(seed)) {
      if (found >= size) return;
      for await (const ids of pagesOf(score, group)) {
        found += ids.length;
        yield ids;
      }
    }
  }
  return {
    scoreBelow: (below) => findScoreBelow(tx, below),
    ordersOf: async function* portions(score, { isAll }) {
      if (score !== undefined && (isAll || (await isOnePage(score)))) yield* pagesOf(score, undefined);
      else yield* byGroup(score);
    },
  };

  /** Few orders are not looked for in each of the groups. */
  async function isOnePage(score: number): Promise<boolean> {
    const limit = Math.min(IDS_AT_ONCE, wholeMax);
    const { next } = await readAuditedPage(tx, { population, score, group: undefined, after: undefined, limit });
    return next === null;
  }
}

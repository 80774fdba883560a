import { type Fen, fen, formatYuan } from '../../kernel/index.ts';

/** What stands in each bucket of a budget line, or of many together, in fen. */
export interface Buckets {
  readonly appropriation: Fen;
  readonly elsewhere: Fen;
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

const NOUGHT = fen(0);

export const EMPTY_BUCKETS: Buckets = {
  appropriation: NOUGHT,
  elsewhere: NOUGHT,
  reserved: NOUGHT,
  encumbered: NOUGHT,
  spent: NOUGHT,
};

/** Sums as a database gives them: a number, or nothing where there was nothing to sum. */
export type BucketSums = Readonly<Record<keyof Buckets, number | null>>;

export function bucketsOf(sums: BucketSums): Buckets {
  return mapBuckets((name) => Number(sums[name] ?? 0));
}

export function addBuckets(one: Buckets, other: Buckets): Buckets {
  return mapBuckets((name) => one[name] + other[name]);
}

function mapBuckets(amountOf: (name: keyof Buckets) => number): Buckets {
  return {
    appropriation: fen(amountOf('appropriation')),
    elsewhere: fen(amountOf('elsewhere')),
    reserved: fen(amountOf('reserved')),
    encumbered: fen(amountOf('encumbered')),
    spent: fen(amountOf('spent')),
  };
}

export function boundOf({ reserved, encumbered, spent }: Buckets): Fen {
  return fen(reserved + encumbered + spent);
}

export function availableOf(buckets: Buckets): Fen {
  return fen(buckets.appropriation - buckets.elsewhere - boundOf(buckets));
}

export interface BucketsBody {
  readonly appropriation: string;
  readonly elsewhere: string;
  readonly reserved: string;
  readonly encumbered: string;
  readonly spent: string;
  readonly available: string;
}

/** In yuan, as they are answered. */
export function bucketsBody(buckets: Buckets): BucketsBody {
  const { appropriation, elsewhere, reserved, encumbered, spent } = buckets;
  return {
    appropriation: formatYuan(appropriation),
    elsewhere: formatYuan(elsewhere),
    reserved: formatYuan(reserved),
    encumbered: formatYuan(encumbered),
    spent: formatYuan(spent),
    available: formatYuan(availableOf(buckets)),
  };
}

/** A move's ends: money that comes from outside is the appropriation, and `available` is what is left of the others. */
export interface MoveEnds {
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
}

/** What stands after a move. */
export function afterMove(buckets: Buckets, { from, to, quantity }: MoveEnds): Buckets {
  const changeOf = (bucket: string): number => (to === bucket ? quantity : 0) - (from === bucket ? quantity : 0);
  return mapBuckets((name) => buckets[name] + (name === 'appropriation' ? -changeOf('outside') : changeOf(name)));
}

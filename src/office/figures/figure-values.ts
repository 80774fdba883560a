import type { FigureDefinition } from '../../campaigns/index.ts';

/** A number, an amount in fen, yes or no; by part where it is broken down. Null: it cannot be told. */
export type FigureValue = number | boolean | null | Readonly<Record<string, number | null>>;

/** Figures of one agency by their names. */
export type FiguresOfAgency = Readonly<Record<string, FigureValue>>;

/** Figures while they are counted, by agency. */
export type CountedFigures = ReadonlyMap<string, Record<string, FigureValue>>;

export function countedFor(agencyCodes: readonly string[]): CountedFigures {
  return new Map(agencyCodes.map((code) => [code, {}]));
}

/** Each part with a value of its own. */
export function byPart(
  { of = [] }: Pick<FigureDefinition, 'of'>,
  valueAt: (part: string) => number | null,
): Record<string, number | null> {
  return Object.fromEntries(of.map((part) => [part, valueAt(part)]));
}

/** What a figure is when nothing is known: null, or null in every part. */
export function nothingKnown(figure: Pick<FigureDefinition, 'of'>): FigureValue {
  return figure.of ? byPart(figure, () => null) : null;
}

/** How offices count computers. */
export const DEVICE_KINDS = ['desktop', 'laptop', 'server', 'other'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export function kindOfDevice(category: string): DeviceKind {
  switch (category) {
    case 'desktop':
    case 'all-in-one':
      return 'desktop';
    case 'laptop':
      return 'laptop';
    case 'server':
      return 'server';
    default:
      return 'other';
  }
}

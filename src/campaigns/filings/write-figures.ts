import { canonicalJson, digestOf } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { insertFigures } from './figures-repository.ts';
import type { FiguresOfCells } from './judged-filing.ts';

export const FIGURES = 'campaign-figures';

/** A leaf has the digests of so many units at most. */
const UNITS_A_LEAF = 500;

/** What the gate counted of units, by agency. */
export interface CountedFiguresOfUnits {
  /** As the log stood right after this leaf. */
  readonly asOf: number;
  readonly figures: ReadonlyMap<string, CountedFigures>;
}

/** Ready to be kept: written out and hashed while others decide. */
export interface CountedFigures {
  readonly bytes: string;
  readonly digest: string;
}

export function countedFigures(ofCells: FiguresOfCells): CountedFigures {
  const bytes = canonicalJson(ofCells);
  return { bytes, digest: digestOf(bytes) };
}

/** Keeps what the gate counted of units as of the day of a campaign: prefill never moves afterwards. */
export async function writeFigures(
  entry: Governed,
  campaignId: string,
  { asOf, figures }: CountedFiguresOfUnits,
): Promise<void> {
  const all = [...figures].map(([agencyCode, { bytes, digest }]) => ({
    ...{ campaignId, agencyCode, figures: bytes, digest },
  }));
  for (let start = 0; start < all.length; start += UNITS_A_LEAF) {
    const some = all.slice(start, start + UNITS_A_LEAF);
    const digests = Object.fromEntries(some.map(({ agencyCode, digest }) => [agencyCode, digest]));
    const { logIndex } = entry.append({
      ...{ type: 'campaign.figures-frozen', subject: `${FIGURES}/${campaignId}`, by: null },
      body: { asOf, digests },
    });
    await insertFigures(
      entry.tx,
      some.map((row) => ({ ...row, logIndex })),
    );
  }
}

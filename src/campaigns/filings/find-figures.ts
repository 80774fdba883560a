import type { Tx } from '../../db/index.ts';
import { findStoredFigures } from './figures-repository.ts';
import type { FiguresOfCells } from './judged-filing.ts';

/** What the gate counted of a unit as of the day of the campaign; of nothing where it was not counted yet. */
export async function findFigures(tx: Tx, campaignId: string, agencyCode: string): Promise<FiguresOfCells> {
  const stored = await findStoredFigures(tx, campaignId, agencyCode);
  return stored ? (JSON.parse(stored.figures) as FiguresOfCells) : {};
}

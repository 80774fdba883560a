import type { Tx } from '../../db/index.ts';
import { openRecord } from '../../decisions/index.ts';
import type { Pause } from '../../proof/index.ts';
import { silentIn } from '../run/silent-decision.ts';
import { type FactChunk, type Packable, packContent } from './fact-chunk.ts';
import { findPackedSize, listPackable, type PackableRow } from './fact-chunks-repository.ts';

/** How much becomes one chunk. */
export interface ChunkSize {
  readonly decisions: number;
  /** Of records: an order of five hundred lines has a hundred times as long a record as others. */
  readonly characters: number;
}

/** Some twenty milliseconds of packing, and a hundred kilobytes of columns. */
export const CHUNK_SIZE: ChunkSize = { decisions: 256, characters: 2_000_000 };

const ROWS_AT_ONCE = 32;

/** The decisions of the next chunk; undefined until it is full, or another rule set goes on. */
export interface GatheredChunk {
  readonly from: number;
  readonly rows: readonly [PackableRow, ...PackableRow[]];
}

export async function gatherNextChunk(tx: Tx, size: ChunkSize): Promise<GatheredChunk | undefined> {
  const from = await findPackedSize(tx);
  const rows: PackableRow[] = [];
  let characters = 0;
  for (let after = from; ; ) {
    const found = await listPackable(tx, after, Math.min(ROWS_AT_ONCE, size.decisions));
    for (const row of found) {
      const [first] = rows;
      if (first && row.ruleSet !== first.ruleSet) return { from, rows: [first, ...rows.slice(1)] };
      rows.push(row);
      characters += row.leaf.bytes.length;
      const [whole = row] = rows;
      if (rows.length >= size.decisions || characters >= size.characters)
        return { from, rows: [whole, ...rows.slice(1)] };
      after = row.leaf.logIndex + 1;
    }
    if (found.length === 0) return undefined;
  }
}

export async function packChunk({ from, rows }: GatheredChunk, pause: Pause): Promise<FactChunk> {
  const [{ ruleSet, leaf }] = rows;
  const decisions: Packable[] = [];
  for (const row of rows) {
    decisions.push(packable(row));
    await pause();
  }
  const next = (rows.at(-1)?.leaf ?? leaf).logIndex + 1;
  return { from, next, ruleSet, decisions: rows.length, content: packContent(decisions) };
}

/** A classified order's facts stay sealed: they are in no chunk. Nor is what cannot be read, which is told elsewhere. */
function packable({ leaf, ruleSet }: PackableRow): Packable {
  try {
    const opened = openRecord(leaf, []);
    const silent = opened.kind === 'open' && opened.record.ruleSet.number === ruleSet && silentIn(opened.record);
    return silent || leaf.logIndex;
  } catch {
    return leaf.logIndex;
  }
}

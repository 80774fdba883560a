import type { Tx } from '../db/index.ts';
import { openRecord } from '../orders/index.ts';
import { type FactChunk, type Packable, packContent } from './fact-chunk.ts';
import { findPackedSize, listPackable, type PackableRow } from './fact-chunks-repository.ts';
import { silentIn } from './silent-decision.ts';

/** Some hundred kilobytes of columns, and ten milliseconds of reading. */
export const DECISIONS_IN_CHUNK = 256;

/** The next chunk of the log; undefined until it is full, or another rule set goes on. */
export async function gatherNextChunk(tx: Tx, size = DECISIONS_IN_CHUNK): Promise<FactChunk | undefined> {
  return gatherChunkFrom(tx, await findPackedSize(tx), size);
}

/** A chunk as it is made of the records that begin at a leaf: the same whenever it is made. */
export async function gatherChunkFrom(tx: Tx, from: number, size: number): Promise<FactChunk | undefined> {
  const rows = await listPackable(tx, from, size);
  const ruleSet = rows[0]?.ruleSet;
  const end = rows.findIndex((row) => row.ruleSet !== ruleSet);
  const own = end < 0 ? rows : rows.slice(0, end);
  const last = own.at(-1);
  if (ruleSet === undefined || !last || (end < 0 && rows.length < size)) return undefined;
  const next = last.leaf.logIndex + 1;
  return { from, next, ruleSet, decisions: own.length, content: packContent(own.map(packable)) };
}

/** A classified order's facts stay sealed: they are in no chunk. */
function packable({ leaf, ruleSet }: PackableRow): Packable {
  const opened = openRecord(leaf, []);
  const silent = opened.kind === 'open' && opened.record.ruleSet.number === ruleSet && silentIn(opened.record);
  return silent || leaf.logIndex;
}

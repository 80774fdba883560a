import type { Tx } from '../db/index.ts';
import { digestOf } from '../kernel/index.ts';
import { type Difference, differencesIn, type LogProjection, withoutLeaf } from '../log/index.ts';
import type { FactChunk } from './fact-chunk.ts';
import { findNextChunk } from './fact-chunks-repository.ts';
import { DECISIONS_IN_CHUNK, gatherChunkFrom } from './gather-fact-chunk.ts';

/** A chunk says what packing the records of its decisions again says, and chunks follow one another without a gap. */
export const factChunkProjection: LogProjection = { compare: async () => [], finish: compareChunks };

async function compareChunks(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let from = 0;
  for (;;) {
    const chunk = await findNextChunk(tx, from);
    if (!chunk) return found;
    found.push(...(await compareChunk(tx, chunk, from)));
    from = Math.max(chunk.next, chunk.from + 1);
  }
}

async function compareChunk(tx: Tx, chunk: FactChunk, from: number): Promise<readonly Difference[]> {
  const place = { table: 'fact_chunks', key: String(chunk.from), index: chunk.from };
  const again = await gatherChunkFrom(tx, chunk.from, Math.min(chunk.decisions, DECISIONS_IN_CHUNK));
  if (!again) return [withoutLeaf(place)];
  return differencesIn(place, shownIn(chunk), { ...shownIn(again), from_index: from });
}

function shownIn({ from, next, ruleSet, decisions, content }: FactChunk): Readonly<Record<string, unknown>> {
  return { from_index: from, next_index: next, rule_set: ruleSet, decisions, content: digestOf(content) };
}

import type { Tx } from '../../db/index.ts';
import type { FactChunk } from './fact-chunk.ts';
import { insertFactChunk } from './fact-chunks-repository.ts';

/** Keeps a chunk. Two processes that pack at once have packed the same, so that the later one changes nothing. */
export async function writeFactChunk(tx: Tx, chunk: FactChunk): Promise<void> {
  await insertFactChunk(tx, chunk);
}

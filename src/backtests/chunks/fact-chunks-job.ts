import { type Database, inSnapshot, inTransaction, type MayGoOn } from '../../db/index.ts';
import { openPause } from '../../proof/index.ts';
import { insertFactChunk } from './fact-chunks-repository.ts';
import { CHUNK_SIZE, type ChunkSize, gatherNextChunk, packChunk } from './gather-fact-chunk.ts';

export interface PackingParts {
  readonly db: Database;
  readonly isIdle: () => boolean;
  readonly mayGoOn: MayGoOn;
  /** For tests. */
  readonly size?: Partial<ChunkSize>;
}

/**
 * Keeps the columns that back-tests read up with the log, and answers how many chunks it made. They say what records say,
 * so that writing them needs no head; where one is missing, records are read.
 */
export async function packFacts({ db, isIdle, mayGoOn, size }: PackingParts): Promise<number> {
  const pause = openPause(isIdle);
  let packed = 0;
  while (await mayGoOn()) {
    const gathered = await inSnapshot(db, (tx) => gatherNextChunk(tx, { ...CHUNK_SIZE, ...size }));
    if (!gathered) break;
    const chunk = await packChunk(gathered, pause);
    // Two processes that pack at once have packed the same, so that the later one changes nothing.
    await inTransaction(db, (tx) => insertFactChunk(tx, chunk));
    packed += 1;
    await pause();
  }
  return packed;
}

import { type Database, inSnapshot, inTransaction } from '../db/index.ts';
import { type MayGoOn, openPause } from '../orders/index.ts';
import { DECISIONS_IN_CHUNK, gatherNextChunk } from './gather-fact-chunk.ts';
import { writeFactChunk } from './write-fact-chunk.ts';

export interface PackingParts {
  readonly db: Database;
  readonly isIdle: () => boolean;
  readonly mayGoOn: MayGoOn;
  /** For tests. */
  readonly decisionsInChunk?: number;
}

/**
 * Keeps the columns that back-tests read up with the log. They say what records say, so that writing them needs no head;
 * where one is missing, records are read.
 */
export async function packFacts({ db, isIdle, mayGoOn, decisionsInChunk }: PackingParts): Promise<number> {
  const pause = openPause(isIdle);
  let packed = 0;
  while (await mayGoOn()) {
    const chunk = await inSnapshot(db, (tx) => gatherNextChunk(tx, decisionsInChunk ?? DECISIONS_IN_CHUNK));
    if (!chunk) break;
    await inTransaction(db, (tx) => writeFactChunk(tx, chunk));
    packed += 1;
    await pause();
  }
  return packed;
}

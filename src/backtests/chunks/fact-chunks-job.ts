import {
  type Database,
  inSnapshot,
  inTransaction,
  type JobStep,
  type MayGoOn,
  stepsHere,
  type TakeStep,
} from '../../db/index.ts';
import { readHead } from '../../log/index.ts';
import { openPause } from '../../proof/index.ts';
import type { FactChunk } from './fact-chunk.ts';
import { insertFactChunk } from './fact-chunks-repository.ts';
import { CHUNK_SIZE, type ChunkSize, gatherNextChunk, packChunk } from './gather-fact-chunk.ts';

export interface PackingParts {
  readonly db: Database;
  readonly isIdle: () => boolean;
  readonly mayGoOn: MayGoOn;
  /** Where the gate has a thread for jobs; without it steps are taken here. */
  readonly takeStep?: TakeStep;
  /** How long the log was when there was too little for a chunk: until it grows nobody looks again. */
  readonly lookedAt?: { logSize: number };
  /** For tests. */
  readonly size?: Partial<ChunkSize>;
}

/** The next chunk; undefined until there is enough for one. */
export const PACK_FACTS: JobStep<ChunkSize, FactChunk | undefined> = {
  name: 'pack-facts',
  open:
    ({ db, pause }) =>
    async (size) => {
      const gathered = await inSnapshot(db, (tx) => gatherNextChunk(tx, size));
      return gathered && packChunk(gathered, pause);
    },
};

/**
 * Keeps the columns that back-tests read up with the log, and answers how many chunks it made. They say what records say,
 * so that writing them needs no head; where one is missing, records are read.
 */
export async function packFacts({ db, isIdle, mayGoOn, size, ...parts }: PackingParts): Promise<number> {
  const { takeStep, lookedAt = { logSize: -1 } } = parts;
  const take = takeStep ?? stepsHere({ db, pause: openPause(isIdle) });
  let packed = 0;
  while (await mayGoOn()) {
    const logSize = (await inSnapshot(db, readHead)).frontier.size;
    if (logSize === lookedAt.logSize) break;
    const chunk = await take(PACK_FACTS, { ...CHUNK_SIZE, ...size });
    if (!chunk) {
      lookedAt.logSize = logSize;
      break;
    }
    // Two processes that pack at once have packed the same, so that the later one changes nothing.
    await inTransaction(db, (tx) => insertFactChunk(tx, chunk));
    packed += 1;
  }
  return packed;
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/db/index.ts';
import { type KeptDatabase, keepDatabase } from './databases.ts';

/** What a gate holds when it has started for the first time: its database, its keys, and how many ids it has made. */
export interface FirstStart {
  readonly database: KeptDatabase;
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly idsMade: number;
}

const kept = new Map<string, FirstStart>();
const wished = new Set<string>();

/** The first start of an earlier gate that began at the same moment with the same configuration, if there was one. */
export function earlierStart(wish: string): FirstStart | undefined {
  return kept.get(wish);
}

export interface Started {
  readonly db: Database;
  readonly url: string;
  readonly dataDir: string;
  readonly idsMade: number;
}

/**
 * Keeps a first start from the second time on that it is wished for: rules, keys and the key to set up with are the same
 * each time, and to check, hash and write them takes three times as long as to begin with a copy.
 */
export async function keepFirstStart(wish: string, { db, url, dataDir, idsMade }: Started): Promise<void> {
  const isWishedAgain = wished.has(wish);
  wished.add(wish);
  if (!isWishedAgain || kept.has(wish)) return;
  const folder = join(dataDir, 'keys');
  const keys = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  kept.set(wish, { database: await keepDatabase(db, url), keys, idsMade });
}

export function placeKeys({ keys }: FirstStart, dataDir: string): void {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, pem] of keys) writeFileSync(join(folder, name), pem, { mode: 0o600 });
}

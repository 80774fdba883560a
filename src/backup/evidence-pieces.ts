import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TableHeading, tablePath } from './backup-manifest.ts';
import { readLines } from './piece-file.ts';

/** Where a backup has a proof: `evidence/ab/abcdef…`. */
export function evidencePath(folder: string, hash: string): string {
  return join(folder, 'evidence', hash.slice(0, 2), hash);
}

const HASH = /^[0-9a-f]{64}$/;

/** The proofs that the rows of a backup name; one that two agencies sent comes twice. */
export async function* evidenceHashesIn(backup: string): AsyncGenerator<string> {
  const path = tablePath(backup, 'evidence_files');
  if (!existsSync(path)) return;
  let place: number | undefined;
  for await (const line of readLines(path)) {
    const parsed: unknown = JSON.parse(line);
    if (place === undefined) place = (parsed as TableHeading).columns.indexOf('hash');
    else {
      const hash = String((parsed as readonly unknown[])[place]);
      // It becomes a path.
      if (HASH.test(hash)) yield hash;
    }
  }
}

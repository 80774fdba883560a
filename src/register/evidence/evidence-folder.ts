import { join } from 'node:path';
import { readNamed, writeWhole } from '../../kernel/index.ts';

/** Where bytes of evidence lie: `evidence/ab/abcdef…` in the gate's data folder. */
export interface EvidenceFolder {
  readonly write: (hash: string, bytes: Buffer) => Promise<void>;
  /** Undefined when they are not there, or are not what they were. */
  readonly read: (hash: string) => Promise<Buffer | undefined>;
}

export function evidenceFolder(dataDir: string): EvidenceFolder {
  const pathOf = (hash: string): string => join(dataDir, 'evidence', hash.slice(0, 2), hash);
  const read = (hash: string): Promise<Buffer | undefined> => readNamed(pathOf(hash), hash);
  return {
    read,
    write: async (hash, bytes) => {
      // The same bytes are written again only where what lies there was damaged.
      if ((await read(hash)) === undefined) await writeWhole(pathOf(hash), bytes);
    },
  };
}

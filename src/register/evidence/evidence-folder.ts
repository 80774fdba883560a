import { join } from 'node:path';
import { readIfThere } from '../../kernel/index.ts';
import { hashInTurns } from './hashed-pieces.ts';

/** Where an earlier version kept bytes of evidence: `evidence/ab/abcdef…` in the data folder of one machine. */
export interface EvidenceFolder {
  /** Undefined when they are not there, or are not what they were. */
  readonly read: (hash: string) => Promise<Buffer | undefined>;
}

export function evidenceFolder(dataDir: string): EvidenceFolder {
  return {
    read: async (hash) => {
      const bytes = await readIfThere(join(dataDir, 'evidence', hash.slice(0, 2), hash));
      return bytes && (await hashInTurns(bytes)) === hash ? bytes : undefined;
    },
  };
}

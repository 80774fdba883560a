import { type Database, inSnapshot, inTransaction, type Job, type MayGoOn } from '../../db/index.ts';
import { keepEvidenceBytes, listUnkeptEvidence } from './evidence-bytes-repository.ts';
import type { EvidenceFolder } from './evidence-folder.ts';

export interface CarriedEvidence {
  readonly db: Database;
  readonly folder: EvidenceFolder;
}

const FILES_AT_ONCE = 50;

/**
 * Copies into the database what an earlier version left in the data folder, where every machine has files of its own. What is
 * there stays there. Each proof is a transaction, so that orders are decided in between.
 */
export function carryEvidenceJob(parts: CarriedEvidence): Job {
  return {
    name: 'carry-evidence',
    when: { everyMs: 600_000, firstMs: 1_000 },
    doneBy: 'every-process',
    work: (mayGoOn) => carryEvidence(parts, mayGoOn),
  };
}

export async function carryEvidence({ db, folder }: CarriedEvidence, mayGoOn: MayGoOn): Promise<void> {
  for (let after = ''; await mayGoOn(); ) {
    const from = after;
    const hashes = await inSnapshot(db, (tx) => listUnkeptEvidence(tx, from, FILES_AT_ONCE));
    for (const hash of hashes) {
      const bytes = await folder.read(hash);
      if (bytes) await inTransaction(db, (tx) => keepEvidenceBytes(tx, hash, bytes));
    }
    const last = hashes.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

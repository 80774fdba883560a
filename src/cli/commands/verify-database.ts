import { type ApiKey, listBothSidesKeys } from '../../access/index.ts';
import { findPageFaults, inSnapshot } from '../../db/index.ts';
import { allProjections } from '../../gate/projections.ts';
import { systemClock, text } from '../../kernel/index.ts';
import { type KnownHead, type Verification, verifyLog } from '../../log/index.ts';
import { parseLeaf } from '../../proof/projections/gate-projections.ts';
import type { Surroundings } from '../command.ts';
import { withDatabase } from '../local-database.ts';

/** The log of the configured database, with every table that shows what the log says. */
export async function verifyDatabase(
  { config, terminal }: Pick<Surroundings, 'config' | 'terminal'>,
  knownHeads: readonly KnownHead[],
): Promise<DatabaseVerification> {
  const onProgress = ({ checked, size }: { checked: number; size: number }): void =>
    terminal.progress(terminal.say(text(`核验 ${checked} / ${size}`, `verifying ${checked} of ${size}`)));
  const options = { parse: parseLeaf, knownHeads, onProgress };
  // Projections learn as they compare, so each run has its own.
  return withDatabase(config, (db) =>
    inSnapshot(db, async (tx) => ({
      ...(await verifyLog(tx, { ...options, projections: await allProjections() })),
      pageFaults: await findPageFaults(tx),
      bothSides: await listBothSidesKeys(tx, systemClock()),
    })),
  );
}

/** What the log and its tables say, and whether the file that they are in is whole. */
interface DatabaseVerification extends Verification {
  /** In the words of SQLite. */
  readonly pageFaults: readonly string[];
  /** Keys of before that may order as well as accept or pay. */
  readonly bothSides: readonly ApiKey[];
}

import { inSnapshot } from '../../db/index.ts';
import { allProjections } from '../../gate/projections.ts';
import { text } from '../../kernel/index.ts';
import { type KnownHead, type Verification, verifyLog } from '../../log/index.ts';
import { parseLeaf } from '../../proof/projections/gate-projections.ts';
import type { Surroundings } from '../command.ts';
import { withDatabase } from '../local-database.ts';

/** The log of the configured database, with every table that shows what the log says. */
export async function verifyDatabase(
  { config, terminal }: Pick<Surroundings, 'config' | 'terminal'>,
  knownHeads: readonly KnownHead[],
): Promise<Verification> {
  const onProgress = ({ checked, size }: { checked: number; size: number }): void =>
    terminal.progress(terminal.say(text(`核验 ${checked} / ${size}`, `verifying ${checked} of ${size}`)));
  const options = { parse: parseLeaf, knownHeads, onProgress };
  // Projections learn as they compare, so each run has its own.
  return withDatabase(config, (db) =>
    inSnapshot(db, async (tx) => verifyLog(tx, { ...options, projections: await allProjections() })),
  );
}

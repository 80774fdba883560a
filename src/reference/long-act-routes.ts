import { type ActStep, type AnyAnswer, takeSteps } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import type { Actor } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../log/index.ts';
import { beginImport, endImport } from './append-import.ts';

export interface LongActParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  /** Asked in every transaction: refuses what may not be done at that moment. */
  readonly guard?: (tx: Tx) => Promise<void>;
}

/** A file that is imported at once, by one person. */
export interface ImportAtOnce {
  readonly operation: string;
  readonly file: Buffer;
  readonly actor: Actor;
  readonly steps: AsyncIterable<ActStep<Governed>>;
}

/**
 * Imports a file, each piece in a transaction of its own, so that everybody else has a turn in between. Where there are
 * several, the first that changes something says in the log what has begun, and the last that it is finished: what was
 * stopped in the middle is seen there, and ends when the same file is imported again (ADR 0016).
 */
export function importAtOnce(parts: LongActParts, importing: ImportAtOnce): Promise<AnyAnswer> {
  const { db, deps, guard } = parts;
  const { operation, file, actor, steps } = importing;
  const long = { operation, file, actor, newId: deps.newId };
  let done = 0;
  return takeSteps(steps, async (step) => {
    const stepped = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        await guard?.(tx);
        const from = entry.nextIndex();
        const taken = await step.take(entry);
        if (!step.isLast && entry.nextIndex() > from) await beginImport(entry, long);
        if (step.isLast && done > 0) await endImport(entry, long, taken.answer.body);
        return taken;
      }),
    );
    done += 1;
    return stepped;
  });
}

/** What would be answered, each piece read in a snapshot of its own: on SQLite everybody reads by one connection. */
export function tryImport(
  { db, guard }: Omit<LongActParts, 'deps'>,
  trial: AsyncIterable<ActStep<Tx>>,
): Promise<AnyAnswer> {
  return takeSteps(trial, (step) =>
    inSnapshot(db, async (tx) => {
      await guard?.(tx);
      return step.take(tx);
    }),
  );
}

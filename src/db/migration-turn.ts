import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, instant, plusMs } from '../kernel/index.ts';
import type { Tx } from './database.ts';
import { databaseCodeOf } from './database-errors.ts';
import { databaseTime } from './database-time.ts';
import { extendLease, releaseLease, takeLease } from './lease-repository.ts';
import { selectedRows } from './statements.ts';

/** Keeps a turn; throws where another process has it by now. */
export type KeepTurn = () => Promise<void>;

interface TurnWish {
  readonly waitMs: number;
  /** Makes the table of leases; harmless where it stands. */
  readonly makeLeases: () => Promise<void>;
}

/** After so long without a step somebody else may go on: who was killed gives nothing back. */
const LAPSES_MS = 30_000;
const LOOK_EVERY_MS = 250;

/**
 * On a cluster one process after the other changes the schema, whichever server each of them uses. A named lock holds on its
 * own server only, and two that made the same trigger on two servers (MariaDB 11.8) stopped the whole cluster, until one of the
 * servers was killed. The lease gives order, not safety: after a step of more than thirty seconds two may work for a moment.
 * Every statement commits by itself from here on.
 */
export async function inTurnOfCluster<T>(tx: Tx, wish: TurnWish, work: (keepTurn: KeepTurn) => Promise<T>): Promise<T> {
  if (!(await isOfCluster(tx))) return work(async () => undefined);
  await tx.raw('commit');
  // The statement would undo, on every server, what others are writing into this table.
  if (!(await tx.schema.hasTable('leases'))) await wish.makeLeases();
  const lease = { name: 'migrate', holder: randomUUID() };
  await waitForTurn(tx, lease, wish);
  try {
    return await work(async () => {
      const until = plusMs(await timeOf(tx), LAPSES_MS);
      if (!(await extendLease(tx, { ...lease, until }))) throw TURN_LOST;
    });
  } finally {
    // Why the work failed is what counts: a lease that is not given back lapses.
    await Promise.allSettled([releaseLease(tx, { ...lease, until: LONG_AGO })]);
  }
}

async function waitForTurn(
  tx: Tx,
  lease: { readonly name: string; readonly holder: string },
  { waitMs }: TurnWish,
): Promise<void> {
  const waitUntil = performance.now() + waitMs;
  for (;;) {
    const now = await timeOf(tx);
    if (await takeLease(tx, { ...lease, now, until: plusMs(now, LAPSES_MS) })) return;
    if (performance.now() >= waitUntil) throw new Error(BUSY);
    await sleep(LOOK_EVERY_MS);
  }
}

export const BUSY = 'another process has been migrating this database for a minute';

/** The servers of a cluster keep better time together than the machines of whoever migrates. */
function timeOf(tx: Tx): Promise<Instant> {
  return databaseTime(tx, 'mysql');
}

const LONG_AGO = instant('1970-01-01T00:00:00.000Z');

async function isOfCluster(tx: Tx): Promise<boolean> {
  const [found] = selectedRows<{ Value: string }>(await tx.raw("show variables like 'wsrep_on'"));
  return found?.Value === 'ON';
}

const TURN_LOST = new Error('another process has gone on with this migration');

/** What another server's statement does to ours: it is undone, waits too long, or looks at a table that is being changed. */
const CONFLICTS: readonly string[] = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_WARN_I_S_SKIPPED_TABLE'];
const ATTEMPTS_MAX = 10;

/** Runs a migration again that another process came between: what it has done so far is noted, and bears being done twice. */
export async function againAfterConflict<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const isConflict = error === TURN_LOST || (error instanceof Error && CONFLICTS.includes(databaseCodeOf(error)));
      if (!isConflict || attempt >= ATTEMPTS_MAX) throw error;
      await sleep(Math.random() * LOOK_EVERY_MS);
    }
  }
}

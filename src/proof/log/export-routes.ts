import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { oneATurn } from '../../kernel/index.ts';
import { listCosignedCheckpoints, listLeaves, printExportLine, readHead } from '../../log/index.ts';
import { requireWholeLog } from './require-whole-log.ts';

/** A hundred leaves of 7.5 kB took 12 to 13 ms of the thread that decides, to be read and printed in one turn of its loop. */
const LEAVES_AT_ONCE = 20;

/** Records that are long are printed few at a time. */
const CHARACTERS_AT_ONCE = 200_000;

const CHECKPOINTS_AT_ONCE = 100;

/** The whole log, for somebody else to hold. */
export function exportRoutes(db: Database): Handlers {
  const exportLog: Handler<'exportLog'> = async (req, res) => {
    const actor = actorOf(req);
    await inSnapshot(db, (tx) => requireWholeLog(tx, actor));
    const answer = res.status(200).type('application/x-ndjson');
    try {
      await pipeline(Readable.from(exportPieces(db, req.query.from ?? 0)), answer);
    } catch (error) {
      // Whoever reads has gone away; nobody is there to be told.
      if (!isGone(error)) throw error;
    }
  };

  return { exportLog };
}

/**
 * The lines of the whole log, in pieces of which each has a turn of the event loop. Leaves never change, so a snapshot for each
 * piece shows the same log as one for all, and holds nobody up.
 */
export async function* exportPieces(db: Database, from: number): AsyncGenerator<string> {
  const { frontier } = await inSnapshot(db, readHead);
  for (let next = from; next < frontier.size; next += LEAVES_AT_ONCE) {
    const to = Math.min(next + LEAVES_AT_ONCE, frontier.size);
    const leaves = await oneATurn(() => inSnapshot(db, (tx) => listLeaves(tx, { from: next, to })));
    const records = leaves.map(({ logIndex, bytes }) => ({ index: logIndex, record: bytes }));
    for (const portion of cutByLength(records)) yield await oneATurn(() => portion.map(printExportLine).join(''));
  }
  for (let after = from; after < frontier.size; ) {
    const wish = { after, limit: CHECKPOINTS_AT_ONCE };
    const page = await oneATurn(() => inSnapshot(db, (tx) => listCosignedCheckpoints(tx, wish)));
    const within = page.filter(({ size }) => size <= frontier.size);
    yield within.map(({ note }) => printExportLine({ checkpoint: note })).join('');
    after = page.length < CHECKPOINTS_AT_ONCE ? frontier.size : (page.at(-1)?.size ?? frontier.size);
  }
  yield printExportLine({ size: frontier.size, rootHash: frontier.root().toString('base64') });
}

/** Cuts before the record that would be too much; one that is too much alone stands alone. */
function cutByLength<T extends { readonly record: string }>(records: readonly T[]): readonly (readonly T[])[] {
  const portions: T[][] = [];
  let characters = 0;
  for (const record of records) {
    const portion = portions.at(-1);
    characters += record.record.length;
    if (portion && characters <= CHARACTERS_AT_ONCE) {
      portion.push(record);
    } else {
      portions.push([record]);
      characters = record.record.length;
    }
  }
  return portions;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

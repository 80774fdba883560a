import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { listCosignedCheckpoints, listLeaves, printExportLine, readHead } from '../../log/index.ts';
import { requireWholeLog } from './require-whole-log.ts';

/** Records are some ten thousand characters long, so that this many are held at once and no more. */
const LEAVES_AT_ONCE = 100;

/** The whole log, for somebody else to hold. */
export function exportRoutes(db: Database): Handlers {
  const exportLog: Handler<'exportLog'> = async (req, res) => {
    const actor = actorOf(req);
    await inSnapshot(db, (tx) => requireWholeLog(tx, actor));
    const answer = res.status(200).type('application/x-ndjson');
    try {
      await pipeline(Readable.from(linesFrom(db, req.query.from ?? 0)), answer);
    } catch (error) {
      // Whoever reads has gone away; nobody is there to be told.
      if (!isGone(error)) throw error;
    }
  };

  return { exportLog };
}

/** Leaves never change, so a snapshot for each piece shows the same log as one for all, and holds nobody up. */
async function* linesFrom(db: Database, from: number): AsyncGenerator<string> {
  const { frontier } = await inSnapshot(db, readHead);
  for (let next = from; next < frontier.size; next += LEAVES_AT_ONCE) {
    const to = Math.min(next + LEAVES_AT_ONCE, frontier.size);
    const leaves = await inSnapshot(db, (tx) => listLeaves(tx, { from: next, to }));
    yield leaves.map(({ logIndex, bytes }) => printExportLine({ index: logIndex, record: bytes })).join('');
  }
  for (let after = from; after < frontier.size; ) {
    const page = await inSnapshot(db, (tx) => listCosignedCheckpoints(tx, { after, limit: LEAVES_AT_ONCE }));
    const within = page.filter(({ size }) => size <= frontier.size);
    yield within.map(({ note }) => printExportLine({ checkpoint: note })).join('');
    after = page.length < LEAVES_AT_ONCE ? frontier.size : (page.at(-1)?.size ?? frontier.size);
  }
  yield printExportLine({ size: frontier.size, rootHash: frontier.root().toString('base64') });
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

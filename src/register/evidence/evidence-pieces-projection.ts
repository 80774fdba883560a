import { createHash } from 'node:crypto';
import { selectRows, type Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type LogProjection } from '../../log/index.ts';
import { bytesOfPiece, type PieceRow } from './evidence-bytes-repository.ts';

const HASHES_AT_ONCE = 200;

interface CountedPieces {
  readonly hash: string;
  readonly pieces: number;
}

const COUNT_PIECES =
  'select hash, count(*) as pieces from evidence_pieces where hash > ? group by hash order by hash limit ?';

/**
 * The bytes of proofs have their hash, which stands in a leaf. Bytes that are in no table lie in the data folder of the machine
 * that got them, where an earlier version put them, and are none of the database.
 */
export const evidencePiecesProjection: LogProjection = {
  compare: async () => [],
  finish: compareBytes,
};

/** One piece at a time: a proof has up to 10 MiB. */
async function compareBytes(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly CountedPieces[] = await selectRows(tx, COUNT_PIECES, [after, HASHES_AT_ONCE]);
    for (const { hash, pieces } of rows) {
      const row = { table: 'evidence_pieces', key: hash, index: null };
      found.push(...differencesIn(row, { hash: await hashOfPieces(tx, hash, Number(pieces)) }, { hash }));
    }
    after = rows.length === HASHES_AT_ONCE ? rows.at(-1)?.hash : undefined;
  }
  return found;
}

async function hashOfPieces(tx: Tx, hash: string, pieces: number): Promise<string> {
  const sum = createHash('sha256');
  for (let place = 0; place < pieces; place += 1) {
    const row: PieceRow | undefined = await tx('evidence_pieces').where({ hash, place }).first('bytes');
    if (row) sum.update(bytesOfPiece(row));
  }
  return sum.digest('hex');
}

import type { Tx } from '../../db/index.ts';
import { sha256 } from '../../kernel/index.ts';

/** A statement of 10 MiB would be near what a server takes at once, and all of it in memory several times. */
const PIECE_BYTES = 1024 * 1024;

/** The drivers give binary columns differently. */
export interface PieceRow {
  readonly bytes: Uint8Array<ArrayBuffer> | ArrayBuffer;
}

export function bytesOfPiece({ bytes }: PieceRow): Buffer {
  return bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Keeps the bytes of a proof by their hash, once for all agencies. The same bytes are written again only where what is there
 * was damaged; two who send them at once write the same.
 */
export async function keepEvidenceBytes(tx: Tx, hash: string, bytes: Buffer): Promise<void> {
  if (await findEvidenceBytes(tx, hash)) return;
  await tx('evidence_pieces').where({ hash }).delete();
  for (let place = 0; place * PIECE_BYTES < bytes.length; place += 1) {
    const piece = bytes.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES);
    await tx('evidence_pieces').insert({ hash, place, bytes: piece }).onConflict(['hash', 'place']).ignore();
  }
}

/** Undefined when they are not there, or are not what they were. */
export async function findEvidenceBytes(tx: Tx, hash: string): Promise<Buffer | undefined> {
  const rows: readonly PieceRow[] = await tx('evidence_pieces').where({ hash }).orderBy('place').select('bytes');
  const bytes = Buffer.concat(rows.map(bytesOfPiece));
  return sha256(bytes).toString('hex') === hash ? bytes : undefined;
}

/** Proofs whose bytes are not in the database; an earlier version kept them in the data folder of one machine. */
export async function listUnkeptEvidence(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const rows: readonly { readonly hash: string }[] = await tx('evidence_files')
    .leftJoin('evidence_pieces', 'evidence_pieces.hash', 'evidence_files.hash')
    .whereNull('evidence_pieces.hash')
    .andWhere('evidence_files.hash', '>', after)
    .distinct('evidence_files.hash as hash')
    .orderBy('evidence_files.hash')
    .limit(limit);
  return rows.map(({ hash }) => hash);
}

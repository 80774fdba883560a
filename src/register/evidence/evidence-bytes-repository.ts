import type { Tx } from '../../db/index.ts';
import { PIECE_BYTES, readPieces } from './hashed-pieces.ts';

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
  const pieces = await readPieces(hash, (place) => findEvidencePiece(tx, hash, place));
  return pieces && Buffer.concat(pieces);
}

/** One mebibyte of a proof, counted from nought; undefined behind the last. */
export async function findEvidencePiece(tx: Tx, hash: string, place: number): Promise<Buffer | undefined> {
  const row: PieceRow | undefined = await tx('evidence_pieces').where({ hash, place }).first('bytes');
  return row && bytesOfPiece(row);
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

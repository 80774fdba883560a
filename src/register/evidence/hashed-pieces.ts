import { createHash } from 'node:crypto';
import { oneATurn } from '../../kernel/index.ts';

/** A statement of 10 MiB would be near what a server takes at once, and all of it in memory several times. */
export const PIECE_BYTES = 1024 * 1024;

/** Bytes, read piece by piece. None is handed out before all of them together have their hash; else undefined. */
export async function readPieces(
  hash: string,
  read: (place: number) => Promise<Buffer | undefined>,
): Promise<readonly Buffer[] | undefined> {
  const sum = createHash('sha256');
  const pieces: Buffer[] = [];
  for (let piece = await read(0); piece; piece = await read(pieces.length)) {
    sum.update(piece);
    pieces.push(piece);
  }
  return sum.digest('hex') === hash ? pieces : undefined;
}

/** The hash of ten mebibytes takes some 10 ms: each is hashed in a turn of its own, so that orders are decided in between. */
export async function hashInTurns(bytes: Buffer): Promise<string> {
  const sum = createHash('sha256');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    await oneATurn(() => sum.update(bytes.subarray(at, at + PIECE_BYTES)));
  }
  return sum.digest('hex');
}

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { makeFolder, readNamed, syncPath, writeWhole } from '../kernel/index.ts';

export interface WrittenPiece {
  readonly bytes: number;
  readonly digest: string;
}

/** Writes lines as they come, compressed, and answers when they are on the disk. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<WrittenPiece> {
  const measured = newMeasure();
  await pipeline(Readable.from(lines), createGzip(), measured.through, createWriteStream(path, { mode: 0o600 }));
  await syncPath(path);
  return measured.result();
}

function newMeasure() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of source) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    result: (): WrittenPiece => ({ bytes, digest: `sha256:${hash.digest('hex')}` }),
  };
}

/** The lines of a compressed file, one after another. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const plain = createGunzip();
  const reading = pipeline(file, plain);
  // Whoever reads hears of it; between two lines nobody may be waiting.
  reading.catch(() => undefined);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for await (const piece of plain) {
      // Not by readline: it also ends lines at U+2028, which may stand in a text.
      const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    await reading;
    if (rest !== '') yield rest;
  } finally {
    file.destroy();
    plain.destroy();
  }
}

export async function digestOfFile(path: string): Promise<WrittenPiece> {
  const measured = newMeasure();
  for await (const _piece of measured.through(createReadStream(path)));
  return measured.result();
}

export interface NamedBytes {
  readonly find: () => Promise<Buffer | undefined>;
  readonly to: string;
  /** Where an earlier backup has them. */
  readonly earlier: string | undefined;
}

/** Writes bytes that have a name, or links them where they were written before; undefined when they are not there any more. */
export async function writeNamed(hash: string, { find, to, earlier }: NamedBytes): Promise<number | undefined> {
  await makeFolder(dirname(to));
  if (earlier !== undefined) {
    const kept = await readNamed(earlier, hash);
    if (kept && (await isLinked(earlier, to))) return kept.length;
  }
  const bytes = await find();
  if (bytes) await writeWhole(to, bytes);
  return bytes?.length;
}

/** On another disk there are no links, and the file is copied. */
async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch {
    return false;
  }
  await syncPath(dirname(to));
  return true;
}

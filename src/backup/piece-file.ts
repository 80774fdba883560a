import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sha256 } from '../kernel/index.ts';

export interface WrittenPiece {
  readonly bytes: number;
  readonly digest: string;
}

/** Writes lines as they come, compressed, and answers when they are on the disk. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<WrittenPiece> {
  const measured = newMeasure();
  await pipeline(Readable.from(lines), createGzip(), measured.through, createWriteStream(path, { mode: 0o600 }));
  await sync(path);
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

/** Copies a file whose bytes have a name, or links it where it was copied before; false when they are not there any more. */
export async function copyNamed(
  hash: string,
  { from, to, earlier }: { readonly from: string; readonly to: string; readonly earlier?: string | undefined },
): Promise<number | undefined> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  if (earlier !== undefined) {
    const kept = await readNamed(earlier, hash);
    if (kept && (await isLinked(earlier, to))) return kept.length;
  }
  const bytes = await readNamed(from, hash);
  if (bytes) await writeWhole(to, bytes);
  return bytes?.length;
}

/** On another disk there are no links, and the file is copied. */
async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Undefined when it is not there, or is not what it was. */
export async function readNamed(path: string, hash: string): Promise<Buffer | undefined> {
  const bytes = await readIfThere(path);
  return bytes && sha256(bytes).toString('hex') === hash ? bytes : undefined;
}

export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Under another name first, and on the disk before it gets its own: a name never stands for half a file. */
export async function writeWhole(path: string, bytes: Buffer | string): Promise<void> {
  const part = `${path}.${randomUUID()}`;
  const file = await open(part, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await sync(dirname(path));
}

/** Of a file its bytes, of a folder the names in it. */
export async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

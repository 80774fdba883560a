import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { Refusal, text } from '../kernel/index.ts';

/** What an archive may hold at most: a spreadsheet of 60,000 rows stays far below, and so does one with hundreds of sheets. */
const ENTRIES_MAX = 1_000;
const TOTAL_BYTES_MAX = 50_000_000;
const RATIO_MAX = 100;
/** Small parts of a spreadsheet are all alike and shrink further than a large one may. */
const SMALL_BYTES = 65_536;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly data: Buffer;
}

/** An archive whose entries are read by name; all that is read of it counts towards what an archive may hold. */
export interface ZipReading {
  readonly has: (name: string) => boolean;
  readonly whole: (name: string) => Buffer;
  /** For what is too large to be there as a whole. */
  readonly pieces: (name: string) => AsyncGenerator<Buffer>;
}

/**
 * Inflates the wanted entries of a ZIP archive by the sizes that come out: those it declares may be lies. The rest of it
 * is not even looked at.
 */
export function openZip(bytes: Buffer, isWanted: (name: string) => boolean): ZipReading {
  const entries = new Map<string, Entry>();
  for (const entry of directoryOf(bytes)) {
    if (!isWanted(entry.name)) continue;
    if (entries.has(entry.name)) throw notAnArchive();
    entries.set(entry.name, entry);
  }
  let total = 0;
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw notAnArchive();
    return entry;
  };
  return {
    has: (name) => entries.has(name),
    whole: (name) => {
      const inflated = inflate(entryOf(name), TOTAL_BYTES_MAX - total);
      total += inflated.length;
      return inflated;
    },
    pieces: async function* (name) {
      const before = total;
      const entry = entryOf(name);
      const most = mostOf(entry, TOTAL_BYTES_MAX - before);
      for await (const piece of inflatedPieces(entry)) {
        total += piece.length;
        if (total - before > most) throw tooLarge();
        yield piece;
      }
    },
  };
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;

function directoryOf(bytes: Buffer): readonly Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > ENTRIES_MAX) throw tooLarge();
  const entries: Entry[] = [];
  for (let at = bytes.readUInt32LE(end + 16), read = 0; read < count; read += 1) {
    if (at + DIRECTORY_BYTES > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw notAnArchive();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) throw notAnArchive();
    entries.push({
      name: bytes.toString('utf8', at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      data: dataOf(bytes, { size: bytes.readUInt32LE(at + 20), at: bytes.readUInt32LE(at + 42) }),
    });
    at += DIRECTORY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is the last thing of an archive, before a comment of unknown length. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw notAnArchive();
}

function dataOf(bytes: Buffer, { size, at }: { readonly size: number; readonly at: number }): Buffer {
  if (at + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== LOCAL_SIGNATURE) throw notAnArchive();
  const start = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (start + size > bytes.length) throw notAnArchive();
  return bytes.subarray(start, start + size);
}

const STORED = 0;
const DEFLATED = 8;

function mostOf({ data }: Entry, bytesLeft: number): number {
  return Math.min(bytesLeft, Math.max(data.length * RATIO_MAX, SMALL_BYTES));
}

function inflate(entry: Entry, bytesLeft: number): Buffer {
  const { method, data } = entry;
  const most = mostOf(entry, bytesLeft);
  if (method === STORED) {
    if (data.length > most) throw tooLarge();
    return data;
  }
  if (method !== DEFLATED) throw notAnArchive();
  if (most <= 0) throw tooLarge();
  try {
    return inflateRawSync(data, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw notAnArchive();
  }
}

const STORED_AT_ONCE = 65_536;

async function* inflatedPieces({ method, data }: Entry): AsyncGenerator<Buffer> {
  if (method !== STORED && method !== DEFLATED) throw notAnArchive();
  if (method === STORED) {
    for (let at = 0; at < data.length; at += STORED_AT_ONCE) yield data.subarray(at, at + STORED_AT_ONCE);
    return;
  }
  const inflating = createInflateRaw();
  inflating.end(data);
  const pieces: AsyncIterator<Buffer> = inflating[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await pieces.next().catch(() => Promise.reject(notAnArchive()));
      if (done) return;
      yield value;
    }
  } finally {
    inflating.destroy();
  }
}

/** An archive of entries as they are: what is read next finds what was measured here, and nothing beside it. */
export function storedZip(entries: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of entries) {
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    parts.push(signed(LOCAL_SIGNATURE), shared, nameBytes, data);
    directory.push(signed(DIRECTORY_SIGNATURE), Buffer.from([20, 0]), shared, where, nameBytes);
    offset += LOCAL_BYTES + nameBytes.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES - 4);
  end.writeUInt16LE(entries.size, 4);
  end.writeUInt16LE(entries.size, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, signed(END_SIGNATURE), end]);
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

function tooLarge(): Refusal {
  const message = text(
    '该电子表格展开后过大，请拆分或另存为 CSV 后导入。',
    'The spreadsheet is too large once it is unpacked. Split it, or save it as CSV.',
  );
  return new Refusal('too_large', 'import.spreadsheet_too_large', message);
}

export function notAnArchive(): Refusal {
  const message = text('文件不是有效的 XLSX 电子表格。', 'The file is not a readable XLSX spreadsheet.');
  return new Refusal('invalid', 'import.not_xlsx', message, [{ pointer: '', message: '' }]);
}

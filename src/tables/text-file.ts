import { isUtf8 } from 'node:buffer';
import { Refusal, text } from '../kernel/index.ts';

export type FileEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A text file as it came, and what was said about its encoding. */
export interface TextFile {
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly contentType: string | undefined;
}

/** GBK and GB 2312 are parts of GB 18030, and spreadsheets name them so. */
const ENCODINGS: Readonly<Record<string, FileEncoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/** So many bytes are a few hundred rows: between two pieces everybody else has a turn. */
export const PIECE_BYTES = 65_536;

/**
 * The text of a file, in pieces: as UTF-16 where it begins as that, else by the encoding that was asked for, else by the `charset` of its Content-Type, else as
 * UTF-8; a file whose very heading is Chinese and no UTF-8 comes from a Chinese spreadsheet and is GB18030.
 */
export function* piecesOfText(file: TextFile): Generator<string> {
  const encoding = encodingOf(file);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const { bytes } = file;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    yield decoded(encoding, () => decoder.decode(piece, { stream: true }));
  }
  yield decoded(encoding, () => decoder.decode());
}

/** The same as one text, for keeping it. */
export function textOfFile(file: TextFile): string {
  const encoding = encodingOf(file);
  return decoded(encoding, () => new TextDecoder(encoding, { fatal: true }).decode(file.bytes));
}

/** What spreadsheets save as Unicode text begins with a mark of two bytes, which begin no text of another encoding. */
export function utf16Of(bytes: Buffer): FileEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function encodingOf({ bytes, encoding: asked, contentType }: TextFile): FileEncoding {
  const marked = utf16Of(bytes);
  if (marked) return marked;
  const charset = /charset="?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  const encoding = ENCODINGS[(asked ?? charset ?? encodingOfHeading(bytes)).toLowerCase()];
  if (encoding) return encoding;
  throw refused(text('仅支持 UTF-8 或 GB18030 编码。', 'Send the file in UTF-8 or GB18030.'));
}

function decoded(encoding: FileEncoding, decode: () => string): string {
  try {
    return decode();
  } catch {
    const name = encoding.toUpperCase();
    throw refused(text(`文件不是有效的 ${name} 文本。`, `The file is not valid ${name}.`));
  }
}

function refused(message: ReturnType<typeof text>): Refusal {
  return new Refusal('invalid', 'import.encoding', message, [{ pointer: '', message: '' }]);
}

const HEADING_BYTES_MAX = 4_096;
const LINE_FEED = 0x0a;

function encodingOfHeading(bytes: Buffer): FileEncoding {
  const end = bytes.indexOf(LINE_FEED);
  const heading = bytes.subarray(0, end >= 0 && end <= HEADING_BYTES_MAX ? end : HEADING_BYTES_MAX);
  return end >= 0 && end <= HEADING_BYTES_MAX && !isUtf8(heading) ? 'gb18030' : 'utf-8';
}

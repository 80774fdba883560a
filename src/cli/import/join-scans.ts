import { parseStrictJson, Refusal, text } from '../../kernel/index.ts';
import { scanOfXml } from '../../register/inventory/scans/agent-xml.ts';

/** Several files of scans as one list, as the gate takes them; each is JSON by itself, or XML as agents write it. */
export function joinScans(files: readonly Buffer[]): Buffer {
  const [only] = files;
  if (only && files.length === 1 && !isXml(decoded(only))) return Buffer.from(decoded(only));
  return Buffer.from(JSON.stringify(files.map(parseScans)));
}

/** What an agent wrote on a Windows computer may begin with a byte order mark. */
export function parseScans(bytes: Buffer): unknown {
  const written = decoded(bytes);
  return isXml(written) ? scanOfXml(written) : parseStrictJson(written);
}

function isXml(written: string): boolean {
  return written.trimStart().startsWith('<');
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = text('扫描文件不是有效的 UTF-8 文本。', 'A file of scans is not valid UTF-8.');
    throw new Refusal('invalid', 'import.encoding', message);
  }
}

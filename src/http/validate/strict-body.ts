import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler } from 'express';
import { parseStrictJson, Refusal, text } from '../../kernel/index.ts';
import type { Operation } from '../contract/contract.ts';
import { pointingAt } from '../problem.ts';
import { routeOf } from '../request-context.ts';

const MIB = 1024 * 1024;
const LIMIT_BYTES = MIB;
const BULK_LIMIT_BYTES = 8 * MIB;

/** What is signed is checked as it came, before anybody has parsed it: its handler gets the bytes. */
const SIGNED_EVENT = 'application/cloudevents+json';

/** In JSON; files say in the contract how large they may be. */
const BULK_OPERATIONS: readonly Operation['id'][] = ['submitOrders', 'importScans'];

/** Batches and imports hold many things at once; how large a file may be is in the contract. */
export function limitBytesOf({ id, body }: Operation): number {
  if (BULK_OPERATIONS.includes(id)) return BULK_LIMIT_BYTES;
  if (!body || body.mediaType === 'application/json' || body.mediaType === SIGNED_EVENT) return LIMIT_BYTES;
  const { maxLength } = body.schema;
  return typeof maxLength === 'number' ? maxLength : BULK_LIMIT_BYTES;
}

/**
 * Reads the body that the contract allows, as bytes and up to its limit. JSON must be valid UTF-8 without a byte order
 * mark and mean one thing only; a CSV file stays bytes, since its encoding is found by the importer.
 */
export const strictBody: RequestHandler = async (req, _res, next) => {
  const { operation } = routeOf(req);
  const { body } = operation;
  if (!body) return next();
  refuseCompressed(req);
  const bytes = await readBytes(req, limitBytesOf(operation));
  if (bytes === undefined) return;
  if (bytes.length === 0) return takeEmptyBody({ req, isRequired: body.isRequired, next });
  refuseOtherMediaType(req, body.mediaTypes);
  req.body = body.mediaType === 'application/json' ? parseStrictJson(decodeUtf8(bytes)) : bytes;
  next();
};

function takeEmptyBody({ req, isRequired, next }: { req: Request; isRequired: boolean; next: NextFunction }): void {
  if (isRequired) {
    const message = text('请求内容不能为空。', 'The body is missing.');
    throw new Refusal('invalid', 'request.body_missing', message, [pointingAt('')]);
  }
  req.body = undefined;
  next();
}

/** A small compressed body can hold a huge one, and no caller of ours needs compression. */
function refuseCompressed(req: IncomingMessage): void {
  const encoding = req.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  const message = text('不接受压缩的请求内容。', 'Compressed bodies are not taken.');
  throw new Refusal('unsupported', 'request.content_encoding', message, [pointingAt('/headers/Content-Encoding')]);
}

/** `application/json; charset=utf-8` is the same as without; another charset of JSON does not exist. */
function refuseOtherMediaType(req: IncomingMessage, mediaTypes: readonly string[]): void {
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const isJson = mediaTypes.includes('application/json');
  if (mediaTypes.includes(type.trim()) && (isUtf8 || !isJson)) return;
  const message = text(
    `请以 ${mediaTypes.join(' 或 ')} 提交${isJson ? '（UTF-8 编码）' : ''}。`,
    `Send the body as ${mediaTypes.join(' or ')}${isJson ? ' in UTF-8' : ''}.`,
  );
  throw new Refusal('unsupported', 'request.media_type', message, [pointingAt('/headers/Content-Type')]);
}

/**
 * Undefined when the caller went away in the middle: nobody is there to be answered. Of a body that is too large the rest
 * is read and dropped, for ten seconds at most (`requestTimeout`): a connection closed at once would lose the answer.
 */
function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limitBytes) return chunks.push(chunk);
      chunks.length = 0;
      return reject(tooLarge(limitBytes));
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => resolve(undefined));
    req.on('close', () => resolve(undefined));
  });
}

function tooLarge(limitBytes: number): Refusal {
  const mib = limitBytes / MIB;
  const message = text(`请求内容超过 ${mib} MiB 上限。`, `The body is larger than ${mib} MiB.`);
  return new Refusal('too_large', 'request.too_large', message);
}

/** Fatal: a replacement character in a name or a number would be decided on as if it had been sent. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decodeUtf8(bytes: Buffer): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw notUtf8(text('请求内容不应带有 BOM（字节顺序标记）。', 'The body must not begin with a byte order mark.'));
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw notUtf8(text('请求内容不是有效的 UTF-8 文本。', 'The body is not valid UTF-8.'));
  }
}

function notUtf8(message: ReturnType<typeof text>): Refusal {
  return new Refusal('invalid', 'request.encoding', message, [pointingAt('')]);
}

import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Response } from 'express';
import { temporaryPath } from '../../kernel/index.ts';

type HeaderValue = string | string[];

/** What a handler said in another thread, as values: nothing of it was sent yet. */
export interface ApartAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, HeaderValue])[];
  readonly type: string | undefined;
  readonly body: ApartBody;
}

/** A document lies in a file by then, and the bytes of JSON change hands without a copy. */
type ApartBody =
  | { readonly json: Uint8Array }
  | { readonly sent: string | Uint8Array }
  | { readonly file: string; readonly options: object };

/** Takes what a handler says in place of a connection. */
export function recordAnswer(): { readonly res: object; readonly answer: () => ApartAnswer } {
  let headers: [string, HeaderValue][] = [];
  let [status, type]: [number, string | undefined] = [200, undefined];
  let body: ApartBody | undefined;
  const res = {
    status(given: number) {
      status = given;
      return res;
    },
    set(header: string, value: HeaderValue) {
      headers.push([header, value]);
      return res;
    },
    removeHeader(header: string) {
      headers = headers.filter(([name]) => name !== header);
    },
    type(given: string) {
      type = given;
      return res;
    },
    json(value: unknown) {
      // An array of its own, so that it can be given away.
      body = { json: new TextEncoder().encode(JSON.stringify(value)) };
    },
    send(value: string | Uint8Array) {
      body = { sent: value };
    },
    sendFile(path: string, options: object, done: (error?: Error) => void) {
      // Whoever wrote the file removes it when it is sent, and it will be sent later: it is taken away under another name.
      const file = temporaryPath(dirname(path));
      renameSync(path, file);
      body = { file, options };
      done();
    },
  };
  const answer = (): ApartAnswer => {
    if (body === undefined) throw new Error('a read was answered with nothing, or as a stream');
    return { status, headers, type, body };
  };
  return { res, answer };
}

/** Sends what another thread has answered, as the handler would have done it here. */
export async function sendAnswer(res: Response, { status, headers, type, body }: ApartAnswer): Promise<void> {
  res.status(status);
  for (const [name, value] of headers) res.set(name, value);
  if (type !== undefined) res.type(type);
  if ('file' in body) return sendFile(res, body);
  if ('json' in body) {
    if (type === undefined) res.type('application/json');
    res.send(bufferOf(body.json));
  } else {
    res.send(typeof body.sent === 'string' ? body.sent : bufferOf(body.sent));
  }
}

async function sendFile(res: Response, { file, options }: Extract<ApartBody, { file: string }>): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      res.sendFile(file, options, (error?: Error) => {
        // Whoever went away in the middle wants no answer any more.
        if (error && !('code' in error && error.code === 'ECONNABORTED')) reject(error);
        else resolve();
      });
    });
  } finally {
    await rm(file, { force: true });
  }
}

/** For an answer that nobody waits for any more. */
export async function dropAnswer({ body }: ApartAnswer): Promise<void> {
  if ('file' in body) await rm(body.file, { force: true });
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

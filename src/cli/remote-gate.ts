import { createRequire } from 'node:module';
import type { AxiosResponse, AxiosStatic } from 'axios';
import type { Config } from '../gate/config.ts';
import type { components } from '../http/openapi.generated.ts';
import { type Language, Refusal, type RefusalKind, text, withoutEnd } from '../kernel/index.ts';
import { usage } from './read-options.ts';

type Problem = components['schemas']['Problem'];

/** A gate elsewhere, asked over HTTP with somebody's key. */
export interface RemoteGate {
  readonly url: string;
  readonly key: string;
}

export interface RemoteOptions {
  readonly gate: string | undefined;
  readonly key: string | undefined;
}

/** The gate that options or the environment name; undefined when neither does, and the local database is meant. */
export function remoteGateIn({ url, apiKey }: Config, options: RemoteOptions): RemoteGate | undefined {
  const address = options.gate ?? url;
  const key = options.key ?? apiKey;
  if (address === undefined) {
    if (options.key !== undefined) throw usage(text('--key 须与 --gate 一起使用', '--key needs --gate'));
    return undefined;
  }
  if (!/^https?:\/\/\S+$/.test(address)) {
    throw usage(text('--gate 应为 http:// 或 https:// 网址', '--gate must be an http:// or https:// address'));
  }
  if (key === undefined) {
    const message = text(
      '访问远程闸口需要密钥：设置 GATE_API_KEY，或用 --key',
      'a remote gate needs a key: set GATE_API_KEY or give --key',
    );
    throw usage(message);
  }
  return { url: withoutEnd(address, '/'), key };
}

export interface RemoteRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body: object | Buffer;
  readonly contentType: string;
  readonly language: Language;
}

const TIMEOUT_MS = 60_000;

const require = createRequire(import.meta.url);

/** Read by the first request, and as one file: as modules it is 66 of them, which took longer than most answers. */
function axios(): AxiosStatic {
  return require('axios');
}

/** Posts and answers the JSON body of a success; a problem that the gate answers is thrown as the refusal that it is. */
export async function postTo(
  gate: RemoteGate,
  { path, query, body, contentType, language }: RemoteRequest,
): Promise<unknown> {
  return answerOf(gate, {
    method: 'post',
    path,
    query,
    language,
    data: body,
    headers: { 'Content-Type': contentType },
  });
}

/** Asks and answers the JSON body of a success; a problem is thrown as the refusal that it is. */
export async function getFrom(
  gate: RemoteGate,
  { path, query, language }: Pick<RemoteRequest, 'path' | 'query' | 'language'>,
): Promise<unknown> {
  return answerOf(gate, { method: 'get', path, query, language, headers: { Accept: 'application/json' } });
}

interface RawRequest {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly query: RemoteRequest['query'];
  readonly language: Language;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: RemoteRequest['body'];
}

async function answerOf(
  gate: RemoteGate,
  { method, path, query, language, headers, data }: RawRequest,
): Promise<unknown> {
  const response = await send(gate, () =>
    axios().request({
      ...{ method, url: `${gate.url}${path}`, data },
      ...(query && { params: query }),
      headers: { Authorization: `Bearer ${gate.key}`, 'Accept-Language': language, ...headers },
      timeout: TIMEOUT_MS,
      // A redirect could take the key to another host.
      maxRedirects: 0,
      validateStatus: () => true,
    }),
  );
  if (response.status >= 200 && response.status < 300 && isObject(response.data)) return response.data;
  throw isProblem(response.data) ? refusalOf(response.data) : notAGate(gate, response.status);
}

async function send(
  { url }: RemoteGate,
  request: () => Promise<AxiosResponse<unknown>>,
): Promise<AxiosResponse<unknown>> {
  try {
    return await request();
  } catch (error) {
    if (!axios().isAxiosError(error)) throw error;
    const why = error.code ?? error.message;
    const address = withoutAccount(url);
    const message = text(
      `无法连接远程闸口 ${address}（${why}）：请检查网址（--gate 或 GATE_URL）和该闸口是否运行。`,
      `The remote gate ${address} cannot be reached (${why}); check the address (--gate or GATE_URL), and that it runs.`,
    );
    throw new Refusal('unavailable', 'command.gate_unreachable', message);
  }
}

/** An address may have user and password in front of its host. */
function withoutAccount(url: string): string {
  return url.replace(/^(https?:\/\/)[^/]*@/, '$1');
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

function isProblem(data: unknown): data is Problem {
  return isObject(data) && 'code' in data && 'status' in data && 'text' in data;
}

/** What a caller here tells apart; a gate with a fault of its own is one that cannot answer now. */
const KINDS: Readonly<Record<number, RefusalKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  412: 'stale',
  413: 'too_large',
  429: 'too_many',
};

/** The kind of refusal that an answer of a gate is. */
export function kindOfStatus(status: number): RefusalKind {
  return KINDS[status] ?? (status >= 500 ? 'unavailable' : 'unprocessable');
}

function refusalOf({ status, code, text: message, errors = [] }: Problem): Refusal {
  return new Refusal(kindOfStatus(status), code, message, errors);
}

function notAGate(gate: RemoteGate, status: number): Refusal {
  const url = withoutAccount(gate.url);
  const message = text(
    `${url} 答复 ${status}，不是闸口的答复；请检查网址。`,
    `${url} answered ${status}, and not as a gate does; check the address.`,
  );
  if (status === 413) return new Refusal('too_large', NOT_LET_THROUGH, message);
  const isOfRequest = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new Refusal('unavailable', isOfRequest ? NOT_LET_THROUGH : 'command.not_a_gate', message);
}

/** Something in front of the gate refused this very request; another one may get through. */
export const NOT_LET_THROUGH = 'command.not_let_through';

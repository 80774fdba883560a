import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import axios, { type AxiosResponse } from 'axios';
import { type AllowedHost, faultOfAddress, mayNameStandFor } from './outbound-address.ts';

/** Everything that the gate calls goes through this: nothing else in it opens a connection to another system. */
export interface Outbound {
  readonly allowed: readonly AllowedHost[];
  /** Posts JSON. Never throws: whatever goes wrong is an answer too. */
  readonly post: (message: OutboundMessage) => Promise<OutboundAnswer>;
  readonly close: () => void;
}

export interface OutboundMessage {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it early, such as when the gate ends. */
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  /** Null when there was none. */
  readonly status: number | null;
  readonly error: OutboundError | null;
  /** `Retry-After` as it came. */
  readonly retryAfter: string | null;
  readonly durationMs: number;
}

/** `not-made`: nothing was sent, since the gate could not make the message. */
export type OutboundError =
  | 'not-made'
  | 'not-allowed'
  | 'address'
  | 'timeout'
  | 'too-large'
  | 'certificate'
  | 'connection';

export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses?: readonly LookupAddress[]) => void,
) => void;

export interface OutboundChoice {
  readonly allowed: readonly AllowedHost[];
  readonly timeoutMs?: number;
  /** Of names; another one than the system's only where a test plays a server of names that lies. */
  readonly resolve?: Resolve;
}

const TIMEOUT_MS = 10_000;
/** Of an answer nothing is kept, so a long one is only a burden. */
const ANSWER_BYTES_MAX = 64 * 1024;
const SOCKETS_MAX = 32;

export function openOutbound({ allowed, timeoutMs = TIMEOUT_MS, resolve = systemResolve }: OutboundChoice): Outbound {
  const agentOptions = { keepAlive: true, maxSockets: SOCKETS_MAX, lookup: guarded(resolve) };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  const send = (message: OutboundMessage, signal: AbortSignal): Promise<AxiosResponse<unknown>> => {
    const { url, body, contentType, headers } = message;
    return axios.post(url, body, {
      headers: { 'User-Agent': 'genuine-gate', ...headers, 'Content-Type': contentType },
      ...{ httpAgent, httpsAgent, signal, responseType: 'text' },
      // A redirect, or a proxy of the environment, would lead somewhere that nobody has listed.
      ...{ maxRedirects: 0, proxy: false, decompress: false, maxContentLength: ANSWER_BYTES_MAX },
      transformResponse: (answer: unknown) => answer,
      validateStatus: () => true,
    });
  };
  return {
    allowed,
    post: async (message) => {
      const startedAt = performance.now();
      const told = (answer: Omit<OutboundAnswer, 'durationMs'>): OutboundAnswer => {
        return { ...answer, durationMs: Math.round(performance.now() - startedAt) };
      };
      if (faultOfAddress(message.url, allowed)) return told({ ...NO_ANSWER, error: 'not-allowed' });
      try {
        const limit = { ms: timeoutMs, signal: message.signal };
        const { status, headers } = await withinLimit(limit, (signal) => send(message, signal));
        return told({ status, error: null, retryAfter: String(headers['retry-after'] ?? '') || null });
      } catch (error) {
        return told({ ...NO_ANSWER, error: errorIn(error) });
      }
    },
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

interface CallLimit {
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * The timer is held by the event loop and the controller by the timer. `AbortSignal.any([AbortSignal.timeout(ms)])` is held by
 * nobody: on Node 20 a collection takes it, and a receiver that stopped in its body held the gate for minutes.
 */
async function withinLimit<T>({ ms, signal }: CallLimit, call: (end: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const timer = setTimeout(end, ms);
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  try {
    return await call(ending.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

const NO_ANSWER = { status: null, retryAfter: null } as const;

const systemResolve: Resolve = (hostname, done) => systemLookup(hostname, { all: true, verbatim: true }, done);

/**
 * Looks a name up and refuses what it must not stand for. The connection is made to the very addresses that were looked
 * at here, so a name that means something else a moment later changes nothing.
 */
function guarded(resolve: Resolve): LookupFunction {
  return (hostname, { all }, done) => {
    resolve(hostname, (error, addresses = []) => {
      const [first] = addresses;
      if (error || !first) return done(error ?? new Error('the name stands for nothing'), '', 0);
      if (!addresses.every(({ address }) => mayNameStandFor(address))) return done(forbiddenAddress(), '', 0);
      if (all) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
  };
}

function forbiddenAddress(): Error {
  return Object.assign(new Error('the name stands for an address that is never called'), { code: 'EFORBIDDEN' });
}

const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

function errorIn(error: unknown): OutboundError {
  const { code = '', message = '', name = '' }: Record<string, unknown> = Object(error);
  if (code === 'EFORBIDDEN') return 'address';
  if (String(message).includes('maxContentLength')) return 'too-large';
  if (name === 'CanceledError' || code === 'ETIMEDOUT' || code === 'ECONNABORTED') return 'timeout';
  return CERTIFICATE_CODE.test(String(code)) ? 'certificate' : 'connection';
}

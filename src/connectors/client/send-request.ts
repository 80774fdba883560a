import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import axios, { type AxiosResponse } from 'axios';
import { withoutEnd } from '../../kernel/index.ts';
import { type GateProblem, problemIn, unreachable } from './gate-problem.ts';

export interface GateAddress {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly apiKey: string;
  /** Of one attempt; 10 seconds unless told. */
  readonly timeoutMs?: number;
  /** With the first; 5 unless told. */
  readonly attemptsMax?: number;
  /** Ends an attempt that is under way, and those that would come after it. */
  readonly signal?: AbortSignal;
}

export interface GateRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the gate itself may take on purpose, as a feed that waits does. */
  readonly waitMs?: number;
}

/** What a gate answered, with the tag that a change of it needs (`If-Match`). */
export interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | null;
  /** Whether the gate says that it had not done this before; redemptions say so. */
  readonly isFirst: boolean;
}

/** Refuses at once what could never be called, such as an environment variable that is not set. */
export function requireAddress(url: string): void {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return;
  throw new TypeError(
    `闸口地址（url）应为 https://gate.example.gov.cn 这样的网址，而不是“${url}”。 The address of the gate (url) must be one such as https://gate.example.gov.cn, and not "${url}".`,
  );
}

const TIMEOUT_MS = 10_000;
const ATTEMPTS_MAX = 5;
const PAUSE_MS = { first: 200, most: 10_000 };
/** Whoever answers these has not done it, or a proxy does not know; every request here may be sent again. */
const TRY_AGAIN = [429, 502, 503, 504];

/**
 * Sends a request until it is answered, at most so many times. Sending it again is safe: what a gate does twice it knows by the
 * order's reference, the purchase's, or the `Idempotency-Key`, and answers as it did.
 */
export async function sendRequest<Body>(address: GateAddress, request: GateRequest): Promise<Answered<Body>> {
  const { attemptsMax = ATTEMPTS_MAX, signal } = address;
  let problem: GateProblem = unreachable('-');
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const answer = await attemptOnce(address, request);
    if (typeof answer === 'string') problem = unreachable(answer);
    else if (answer.status >= 200 && answer.status < 300) {
      return {
        ...{ status: answer.status, body: answer.data as Body, etag: headerOf(answer, 'etag') },
        isFirst: headerOf(answer, 'gate-redeemed-before') === 'false',
      };
    } else {
      problem = problemIn(answer.status, answer.data);
      if (!TRY_AGAIN.includes(answer.status)) throw problem;
    }
    if (attempt === attemptsMax || signal?.aborted) break;
    // Ended before its time, a pause is followed by an attempt that ends at once.
    await pause(pauseMs(attempt, typeof answer === 'string' ? undefined : answer), undefined, { signal }).catch(
      () => undefined,
    );
  }
  throw problem;
}

/** The answer, whatever its status; or why there was none. */
async function attemptOnce(
  { url, apiKey, timeoutMs = TIMEOUT_MS, signal }: GateAddress,
  { method, path, query, body, headers, waitMs = 0 }: GateRequest,
): Promise<AxiosResponse<unknown> | string> {
  try {
    return await axios.request({
      ...{ method, url: `${withoutEnd(url, '/')}${path}`, params: query, data: body },
      headers: { Accept: 'application/json', Authorization: `Bearer ${apiKey}`, ...headers },
      timeout: timeoutMs + waitMs,
      ...(signal && { signal }),
      // A redirect could take the key to another host.
      maxRedirects: 0,
      validateStatus: () => true,
    });
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error;
    return error.code ?? error.message;
  }
}

/** Longer each time, and never the same for two callers: a crowd that comes back at one moment would be refused at one moment. */
function pauseMs(attempt: number, answer: AxiosResponse<unknown> | undefined): number {
  const most = Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** attempt);
  const asked = Number((answer && headerOf(answer, 'retry-after')) ?? 0) * 1_000;
  return Math.min(PAUSE_MS.most, Number.isFinite(asked) ? asked : 0) + randomInt(Math.ceil(most / 2), most + 1);
}

function headerOf({ headers }: AxiosResponse<unknown>, name: string): string | null {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : null;
}

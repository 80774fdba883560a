import { currentLanguage } from '../ui/appearance/preferences.ts';
import { noteServerTime } from '../ui/time.ts';
import { GateAway, GateProblem, problemOf, wholeJson } from './gate-problem.ts';
import type { AnswerOf, CallArgs, Operation, OperationId, Schemas } from './operation.ts';
import { isOfGate, theGate } from './the-gate.ts';
import { noteWaiting } from './waiting.ts';

export interface CallOptions {
  /** What was read with the form: the gate refuses the change if the thing has changed since. */
  readonly etag?: string | undefined;
  /** One for each opening of a form, so that what is sent twice is done once. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Sent as the body, byte for byte. */
  readonly file?: SentFile | undefined;
  /** The browser sends it even if the page is left meanwhile; it takes at most 64 KiB so. */
  readonly keepalive?: boolean;
  /** After so many milliseconds without an answer the gate counts as being away. */
  readonly withinMs?: number;
}

export interface SentFile {
  readonly bytes: Blob;
  /** As the contract names it; what a browser guesses from the name of a file differs from computer to computer. */
  readonly mediaType: string;
}

export interface Called<Id extends OperationId> {
  /** Absent where the act waits for a second person. */
  readonly data: AnswerOf<Id>;
  readonly etag: string | undefined;
  /** What somebody else has to sign before anything is done. */
  readonly proposal: Schemas['Proposal'] | undefined;
}

type Args = { path?: object | undefined; query?: object | undefined; body?: unknown };

/** Told when the gate says that the session is over; the page asks for a sign-in and keeps what was typed. */
const whenOver = new Set<() => void>();

export function onSessionOver(tell: () => void): () => void {
  whenOver.add(tell);
  return () => void whenOver.delete(tell);
}

/** Told when a busy gate will be asked again, in milliseconds from now. */
const whenBusy = new Set<(waitMs: number) => void>();

export function onBusy(tell: (waitMs: number) => void): () => void {
  whenBusy.add(tell);
  return () => void whenBusy.delete(tell);
}

/**
 * Calls one operation of the contract. Throws a `GateProblem` where the gate refuses, and `GateAway` where it cannot be
 * reached. Reads, and changes that carry a key, are tried once more when the gate was busy or away; never earlier than it
 * said, and not at all if that is long: whoever waits is told, and decides.
 */
export async function call<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  options: CallOptions = {},
): Promise<Called<Id>> {
  const called = callPatiently(operation, args, options);
  if (operation.method !== 'GET') {
    noteWaiting(called);
    underWay.add(called);
    const done = (): void => void underWay.delete(called);
    called.then(done, done);
  }
  return called;
}

/** Changes that were sent and not answered yet. */
const underWay = new Set<Promise<unknown>>();

/** Waits until every change that was begun has its answer: what leaves the page takes nothing with it that was typed. */
export async function changesSettled(): Promise<void> {
  // A screen that has just gone sends what it kept in a moment, not at once.
  do await pause(50);
  while ((await Promise.allSettled(underWay)).length > 0);
}

async function callPatiently<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  options: CallOptions,
): Promise<Called<Id>> {
  const isRepeatable = operation.method === 'GET' || options.key !== undefined;
  try {
    return await callOnce(operation, args as Args, options);
  } catch (error) {
    const waitMs = isRepeatable && isPassing(error) ? pauseAfter(error) : Number.POSITIVE_INFINITY;
    if (waitMs > PAUSE_MS_MAX) throw error;
    for (const tell of whenBusy) tell(waitMs);
    await pause(waitMs);
    options.signal?.throwIfAborted();
    return callOnce(operation, args as Args, options);
  }
}

/** The answer to a read, byte for byte: what a digest is of. Throws as `call` does. */
export async function callBytes<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  options: CallOptions = {},
): Promise<Uint8Array> {
  const response = await answerTo(operation, args as Args, options);
  return new Uint8Array(await response.arrayBuffer());
}

export interface FetchedDocument {
  /** As the gate calls the file. */
  readonly name: string;
  readonly bytes: Blob;
}

/** A document at an address that names its format. Throws as `call` does, but asks once: whoever clicked clicks again. */
export async function callDocument(address: string): Promise<FetchedDocument> {
  const response = await heardFrom(address);
  if (!response.ok) throw await refused(response);
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  const bytes = await response.blob().catch(() => {
    throw new GateAway('fetch');
  });
  return { name: name === undefined ? '' : decodeURIComponent(name), bytes };
}

async function callOnce<Id extends OperationId>(
  operation: Operation<Id>,
  args: Args,
  options: CallOptions,
): Promise<Called<Id>> {
  const response = await answerTo(operation, args, options);
  const answer = response.status === 204 ? undefined : await wholeJson(response);
  const isProposal = operation.secondPerson === true && response.status === 202;
  return {
    data: (isProposal ? undefined : answer) as AnswerOf<Id>,
    etag: response.headers.get('ETag') ?? undefined,
    proposal: isProposal ? (answer as Schemas['Proposal']) : undefined,
  };
}

async function answerTo(
  operation: Operation<OperationId>,
  { path, query, body }: Args,
  { etag, key, signal, file, keepalive = false, withinMs }: CallOptions,
): Promise<Response> {
  const isRead = operation.method === 'GET';
  const headers = new Headers({
    Accept: 'application/json, application/problem+json',
    'Accept-Language': currentLanguage(),
  });
  // Over plain HTTP a browser does not say where a request comes from; the header is what other sites cannot send.
  if (!isRead) headers.set('X-Gate-Request', '1');
  if (etag !== undefined) headers.set('If-Match', etag);
  if (key !== undefined) headers.set('Idempotency-Key', key);
  const content = file?.bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined) headers.set('Content-Type', file?.mediaType ?? 'application/json');
  const init = { method: operation.method, headers, signal: signal ?? null, keepalive };
  const sent = content === undefined ? init : { ...init, body: content };
  const response = await heardFrom(addressOf(operation.path, path, query), sent, withinMs);
  if (!response.ok) throw await refusedBy(response, operation);
  return response;
}

async function heardFrom(address: string, sent: RequestInit = {}, withinMs?: number): Promise<Response> {
  const giveUp = new AbortController();
  const waiting = withinMs === undefined ? undefined : setTimeout(() => giveUp.abort(), withinMs);
  const signal = withinMs === undefined ? (sent.signal ?? null) : giveUp.signal;
  const response = await fetch(address, { ...sent, signal }).catch((error: unknown) => {
    if (sent.signal?.aborted) throw error;
    theGate.missed();
    throw new GateAway('fetch');
  });
  clearTimeout(waiting);
  if (isOfGate(response)) theGate.answered();
  else theGate.missed();
  noteServerTime(response.headers.get('Date'));
  return response;
}

async function refusedBy(response: Response, { id }: Operation<OperationId>): Promise<Error> {
  return id === 'signIn' || id === 'getSession' ? problemOf(response) : refused(response);
}

async function refused(response: Response): Promise<Error> {
  const problem = await problemOf(response);
  if (response.status === 401) for (const tell of whenOver) tell();
  return problem;
}

/** The address of an operation with its parameters; also for links to documents. */
export function addressOf(template: string, path: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(path));
  const filled = template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const asked = search.toString();
  return asked === '' ? filled : `${filled}?${asked}`;
}

/** A key for the next change. Works without a secure context, where `randomUUID` is absent. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isPassing(error: unknown): boolean {
  return error instanceof GateAway || (error instanceof GateProblem && error.status === 503);
}

const PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 10_000;

function pauseAfter(error: unknown): number {
  const seconds = error instanceof GateProblem ? error.retryAfter : undefined;
  return seconds === undefined ? PAUSE_MS : seconds * 1_000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

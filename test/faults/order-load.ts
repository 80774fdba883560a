import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { BenchOffice } from '../bench/world.ts';
import * as given from '../support/given.ts';
import { type Answer, ask, type FaultRequest } from './ask.ts';
import type { Random } from './random.ts';

/** What the gate has promised, and what it has not answered. */
export interface Notebook {
  readonly acknowledged: AcknowledgedRequest[];
  /** Sent and not answered, or answered by 503: they may have happened or not, and are asked again later. */
  readonly inDoubt: OrderRequest[];
  /** Answers that no fault explains. */
  readonly wrong: string[];
  readonly orders: Map<string, KnownOrder>;
  /** Answers other than 2xx, by status, and `none` where the connection broke before the answer was there. */
  readonly otherAnswers: Map<string, number>;
  longestMs: number;
  unavailable: number;
}

export interface OrderRequest extends FaultRequest {
  readonly kind: 'submit' | 'amend' | 'withdraw';
  readonly submission: OrderSubmission;
  readonly reference: string;
}

export interface AcknowledgedRequest {
  readonly asked: OrderRequest;
  readonly answer: Answer;
}

/** An order as its last acknowledged answer shows it. */
export interface KnownOrder {
  readonly body: Answer['body'];
  readonly etag: string;
  readonly submission: OrderSubmission;
}

export function openNotebook(): Notebook {
  const counts = { otherAnswers: new Map(), longestMs: 0, unavailable: 0 };
  return { acknowledged: [], inDoubt: [], wrong: [], orders: new Map(), ...counts };
}

export interface LoadParts {
  readonly url: string;
  readonly key: string;
  readonly offices: readonly BenchOffice[];
  readonly random: Random;
  readonly clients: number;
  /** After so many acts of one client it ends by itself; killed before, it ends with its first broken connection. */
  readonly isOver: () => boolean;
  /** While the gate answers 503 a client goes on; when it is gone, there is nobody to ask. */
  readonly onUnavailable: 'go-on' | 'end';
}

/** Parallel clients that submit, amend and withdraw, each its own orders, and note every answer. */
export async function runLoad(notebook: Notebook, parts: LoadParts): Promise<void> {
  await Promise.all(Array.from({ length: parts.clients }, () => runClient(notebook, parts)));
}

async function runClient(notebook: Notebook, parts: LoadParts): Promise<void> {
  const own: string[] = [];
  while (!parts.isOver()) {
    const asked = nextAct(notebook, parts, own);
    const answered = await perform(notebook, parts, asked);
    if (answered === 'acknowledged' && asked.kind === 'submit') own.push(asked.reference);
    if (answered === 'in-doubt') {
      if (parts.onUnavailable === 'end') return;
      forget(own, asked.reference);
      await sleep(RETRY_MS);
    }
  }
}

/** Far less than `Retry-After` asks for, so that the first moment of the return is seen. */
const RETRY_MS = 200;

/** Of ten acts about seven submit, two amend and one withdraws. */
function nextAct(notebook: Notebook, { random, offices }: LoadParts, own: string[]): OrderRequest {
  const dice = random.whole(1, 10);
  const reference = own[random.whole(0, own.length - 1)];
  const known = reference === undefined ? undefined : notebook.orders.get(reference);
  if (!known || reference === undefined || dice <= 7) return submission(offices, random);
  const headers = { 'if-match': known.etag, 'idempotency-key': randomUUID() };
  const { submission: before } = known;
  if (dice <= 9) {
    const amended = { ...before, justification: `变更 ${random.whole(1, 1_000_000)}` };
    const path = `/v1/orders/${known.body.order?.id}/amendments`;
    return { kind: 'amend', path, headers, body: amended, submission: amended, reference };
  }
  forget(own, reference);
  const path = `/v1/orders/${known.body.order?.id}/withdrawal`;
  return { kind: 'withdraw', path, headers, body: { reason: '不再需要' }, submission: before, reference };
}

function forget(own: string[], reference: string): void {
  const at = own.indexOf(reference);
  if (at >= 0) own.splice(at, 1);
}

/** Bought in the centralized batch, because hundreds of e-mall orders would be splitting; one in five has no system. */
function submission(offices: readonly BenchOffice[], random: Random): OrderRequest {
  const office = offices[random.whole(0, offices.length - 1)];
  if (!office) throw new Error('a load needs at least one office');
  const order = given.order({ ...office, order: { method: 'batch-centralized' } });
  const isRejected = random.whole(1, 5) === 1;
  const lines = order.lines.map((line) =>
    isRejected ? { ...line, computer: { ...line.computer, operatingSystem: { state: 'none' as const } } } : line,
  );
  const body = { ...order, reference: randomUUID(), lines };
  return { kind: 'submit', path: '/v1/orders', headers: {}, body, submission: body, reference: body.reference };
}

type Outcome = 'acknowledged' | 'in-doubt' | 'wrong';

/** Sends an act and notes what came back; also for acts in doubt, which are asked again exactly as before. */
export async function perform(
  notebook: Notebook,
  { url, key }: Pick<LoadParts, 'url' | 'key'>,
  asked: OrderRequest,
): Promise<Outcome> {
  const sentAt = performance.now();
  const answer = await ask(url, key, asked);
  notebook.longestMs = Math.max(notebook.longestMs, performance.now() - sentAt);
  countOther(notebook, answer);
  if (answer === undefined || answer.status === 503) {
    notebook.inDoubt.push(asked);
    if (answer) notebook.unavailable += 1;
    if (answer && !answer.headers.has('retry-after')) notebook.wrong.push('a 503 without Retry-After');
    return 'in-doubt';
  }
  if (answer.status !== 200 && answer.status !== 201) {
    notebook.wrong.push(`${asked.kind} ${asked.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return 'wrong';
  }
  note(notebook, asked, answer);
  return 'acknowledged';
}

function countOther({ otherAnswers }: Notebook, answer: Answer | undefined): void {
  if (answer && answer.status >= 200 && answer.status < 300) return;
  const status = answer ? String(answer.status) : 'none';
  otherAnswers.set(status, (otherAnswers.get(status) ?? 0) + 1);
}

/** A withdrawal answers the order alone; the others the order with its decision. */
function note({ acknowledged, orders }: Notebook, asked: OrderRequest, answer: Answer): void {
  const body = asked.kind === 'withdraw' ? { order: answer.body as Answer['body']['order'] } : answer.body;
  const { reference, submission: sent } = asked;
  acknowledged.push({ asked, answer: { ...answer, body } });
  orders.set(reference, { body, submission: sent, etag: answer.headers.get('etag') ?? '' });
}

/** Asks everything again that was not answered, with the same references and keys: it happens now, or it had happened. */
export async function settleDoubts(notebook: Notebook, to: Pick<LoadParts, 'url' | 'key'>): Promise<number> {
  const doubts = notebook.inDoubt.splice(0);
  for (const asked of doubts) await perform(notebook, to, asked);
  return doubts.length;
}

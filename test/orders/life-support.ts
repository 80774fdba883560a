import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/orders/submission.ts';
import type { Caller, Gate, Headers } from '../support/gate.ts';

/** What can be done to an order; each act knows the order from the last answer about it, with its tag. */
export interface Acts {
  readonly amend: (last: Response, body: OrderSubmission, headers?: Headers) => Promise<Response>;
  readonly withdraw: (last: Response, headers?: Headers, reason?: string) => Promise<Response>;
  readonly decideAgain: (last: Response, headers?: Headers) => Promise<Response>;
}

export function actsOf(caller: Caller): Acts {
  const act = (last: Response, name: string, body: object, headers: Headers = {}): Promise<Response> =>
    caller.post(`/v1/orders/${idOf(last)}/${name}`, body, { 'if-match': String(last.headers.etag), ...headers });
  return {
    amend: (last, body, headers) => act(last, 'amendments', body, headers),
    withdraw: (last, headers, reason = '不再需要') => act(last, 'withdrawal', { reason }, headers),
    decideAgain: (last, headers) => act(last, 'decisions', {}, headers),
  };
}

/** The three acts, each ready to be done to an order with its own body again. */
export function everyAct(caller: Caller, body: OrderSubmission) {
  const { amend, withdraw, decideAgain } = actsOf(caller);
  return {
    amendments: (last: Response, headers?: Headers) => amend(last, body, headers),
    withdrawal: (last: Response, headers?: Headers) => withdraw(last, headers),
    decisions: (last: Response, headers?: Headers) => decideAgain(last, headers),
  };
}

export function idOf({ body }: Response): string {
  return String(body.order?.id ?? body.id);
}

/** How an answer's order stands, in the few words that most claims are about. */
export function standingOf({ body }: Response) {
  const { state, outcome, revision, latestRevision } = body.order ?? body;
  return { state, outcome, revision, latestRevision };
}

export function assertRefused(answer: Response, status: number, code: string): void {
  assert.deepEqual({ status: answer.status, code: answer.body.code }, { status, code }, JSON.stringify(answer.body));
}

export async function reservedOn(gate: Gate, budgetLine: string): Promise<string> {
  return (await gate.installer.get(`/v1/budget-lines/${budgetLine}`)).body.reserved;
}

export async function seatsOf(gate: Gate, entitlement: string) {
  const { held, free } = (await gate.installer.get(`/v1/entitlements/${entitlement}`)).body;
  return { held, free };
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly cause: string;
}

/** The moves that an order has made on a budget line, the oldest first. */
export async function movesOf(gate: Gate, budgetLine: string, order: Response): Promise<readonly string[]> {
  const { items } = (await gate.installer.get(`/v1/budget-lines/${budgetLine}/moves?orderId=${idOf(order)}`)).body;
  return items.map(({ from, to, amount, cause }: Move) => `${cause} ${amount} ${from} → ${to}`);
}

/** A dated change of something that rules read, by the installer. */
export async function change(gate: Gate, path: string, changes: object, effectiveOn = '2026-06-01'): Promise<void> {
  const { etag } = (await gate.installer.get(path)).headers;
  const event = { effectiveOn, reason: '按批复调整', changes };
  const answer = await gate.installer.post(`${path}/events`, event, { 'if-match': String(etag) });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** An order that goes to a person for its thin evidence, and for nothing that concerns money or seats. */
export function withThinEvidence(order: OrderSubmission): OrderSubmission {
  const lines = order.lines.map((line) => {
    const { computer } = line;
    return { ...line, computer: { ...computer, operatingSystem: { ...computer?.operatingSystem, evidence: [] } } };
  });
  return { ...order, lines };
}

/** An order that is refused for its machines, which come without a system. */
export function withoutSystem(order: OrderSubmission): OrderSubmission {
  const bare = { state: 'none' } as const;
  const lines = order.lines.map((line) => ({ ...line, computer: { ...line.computer, operatingSystem: bare } }));
  return { ...order, lines };
}

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { noteDecisions } from '../../src/audit/marks/audit-rows-job.ts';
import type { Caller, Gate } from '../support/gate.ts';

/** Lets the tables that auditors ask catch up with the log. */
export async function catchUp({ db }: Pick<Gate, 'db'>): Promise<void> {
  await noteDecisions(db, async () => true);
}

export interface DrawnOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly score: number;
  readonly parts: readonly { readonly kind: string; readonly quantity: number; readonly points: number }[];
}

export async function draw(audit: Caller, wish: object): Promise<Response> {
  const answer = await audit.post('/v1/audit-samples', { from: '2026-01-01', until: '2026-12-31', ...wish });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer;
}

/** What was seen of an order, as `kind quantity`. */
export function seenOf({ body }: Response, orderId: string): readonly string[] {
  const drawn: readonly DrawnOrder[] = body.items;
  return (drawn.find((order) => order.orderId === orderId)?.parts ?? []).map(
    ({ kind, quantity }) => `${kind} ${quantity}`,
  );
}

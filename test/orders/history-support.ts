import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/orders/submission.ts';
import type { Gate } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { type Office, openEntitlement, openOffice } from '../support/office.ts';

/** The ids of orders that went every way there is so far. */
export interface Lived {
  readonly office: Office;
  readonly classifiedOffice: Office;
  readonly entitlement: string;
  readonly planFiling: string;
  readonly approved: string;
  readonly rejected: string;
  /** Waits for people and holds what it asks for. */
  readonly referred: string;
  /** An approved order with a rejected amendment: the approved revision stands. */
  readonly amended: string;
  /** An approved order with an approved, larger amendment. */
  readonly enlarged: string;
  /** A rejected order that was decided again when money had come. */
  readonly cured: string;
  readonly withdrawn: string;
  readonly expired: string;
  readonly classified: string;
}

/** Lets orders be approved, rejected, referred, amended, decided again, withdrawn and expired, one of them classified. */
export async function liveThrough(gate: Gate): Promise<Lived> {
  const expired = await lapse(gate);
  const office = await openOffice(gate, { staff: 40 });
  const classifiedOffice = await openOffice(gate, { isClassified: true });
  const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 2 });
  const planFiling = await filePlan(gate, office);
  const seats = {
    provision: 'spare-entitlement',
    entitlementId: entitlement,
    unitPrice: null,
    deliverBy: null,
  } as const;
  const approved = await submitted(
    office,
    office.order({ quantity: 2, office: seats, order: { planFilingNumber: planFiling } }),
  );
  const bare = office.order();
  const rejected = await submitted(office, withoutSystem(bare));
  const referred = await submitted(office, office.order({ quantity: 41 }));
  const amended = await submitted(office, office.order({ quantity: 2 }));
  await amend(office, amended, withoutSystem(amended.body));
  const enlarged = await submitted(office, office.order({ quantity: 2 }));
  await amend(office, enlarged, { ...office.order({ quantity: 3 }), reference: enlarged.body.reference });
  const withdrawn = await submitted(office, office.order({ quantity: 1, order: { planFilingNumber: planFiling } }));
  await withdraw(office, withdrawn);
  const classified = await submitted(classifiedOffice, classifiedOffice.order({ quantity: 2 }));
  const cured = await decideAgainWithMoney(gate);
  return {
    office,
    classifiedOffice,
    entitlement,
    planFiling,
    approved: approved.id,
    rejected: rejected.id,
    referred: referred.id,
    amended: amended.id,
    enlarged: enlarged.id,
    cured,
    withdrawn: withdrawn.id,
    expired,
    classified: classified.id,
  };
}

/** The clock of a gate that lives through all this; the clearance that lapses has run out by the first of June. */
export const CLOCK_FROM = '2026-03-01T01:00:00.000Z';

async function lapse(gate: Gate): Promise<string> {
  const office = await openOffice(gate);
  const { id } = await submitted(office, office.order());
  gate.clock.advance({ days: 92 });
  await gate.queue.put({ kind: 'expire', orderId: id });
  return id;
}

export interface Submitted {
  readonly id: string;
  readonly etag: string;
  readonly body: OrderSubmission;
  readonly answer: Response;
}

export async function submitted(office: Office, body: OrderSubmission): Promise<Submitted> {
  const answer = await office.submit(body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return { id: answer.body.order.id, etag: answer.headers.etag ?? `"${answer.body.decision.log.index}"`, body, answer };
}

/** The same order without an operating system, which nobody may buy. */
export function withoutSystem(order: OrderSubmission): OrderSubmission {
  const lines = order.lines.map((line) => ({
    ...line,
    ...(line.computer && { computer: { ...line.computer, operatingSystem: { state: 'none' as const } } }),
  }));
  return { ...order, lines };
}

export async function amend({ officer }: Office, { id, etag }: Submitted, body: OrderSubmission): Promise<Response> {
  const answer = await officer.post(`/v1/orders/${id}/amendments`, body, repeatable(etag));
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer;
}

async function withdraw({ officer }: Office, { id, etag }: Submitted): Promise<void> {
  const answer = await officer.post(`/v1/orders/${id}/withdrawal`, { reason: '不再需要' }, repeatable(etag));
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}

function repeatable(etag: string) {
  return { 'if-match': etag, 'idempotency-key': `key-${nextNumber()}` };
}

async function decideAgainWithMoney(gate: Gate): Promise<string> {
  const poor = await openOffice(gate, { hardwareMoney: '100.00' });
  const order = await submitted(poor, poor.order());
  assert.equal(order.answer.body.decision.outcome, 'rejected');
  const line = await gate.installer.get(`/v1/budget-lines/${poor.hardwareLine}`);
  const event = { effectiveOn: '2026-06-01', reason: '追加指标', changes: { appropriation: '9000.00' } };
  const path = `/v1/budget-lines/${poor.hardwareLine}/events`;
  const raised = await gate.installer.post(path, event, { 'if-match': String(line.headers.etag) });
  assert.ok(raised.status < 300, JSON.stringify(raised.body));
  const answer = await poor.officer.post(`/v1/orders/${order.id}/decisions`, {}, repeatable(order.etag));
  assert.equal(answer.body.decision?.outcome, 'approved', JSON.stringify(answer.body));
  return order.id;
}

async function filePlan(gate: Gate, { agencyCode }: Office): Promise<string> {
  const number = `JZCG-2026-${nextNumber()}`;
  const body = { number, agencyCode, fiscalYear: 2026, filedOn: '2026-02-01', amount: '500000.00', items: [] };
  const answer = await gate.installer.post('/v1/plan-filings', body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return number;
}

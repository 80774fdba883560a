import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Engine, Tx } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';
import { nextNumber, withoutSystem } from '../../support/given.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { grantMore, SPARE } from '../life-support.ts';

/** A gate in which orders went every way, for all tests of a block. */
export function livedGate(engine: Engine): { readonly gate: Gate; readonly lived: OrderHistory } {
  let here: { readonly gate: Gate; readonly lived: OrderHistory } | undefined;
  const opened = () => {
    if (!here) throw new Error('the gate is open only while a test runs');
    return here;
  };
  before(async () => {
    const gate = await startGate({ engine, clock: testClock(CLOCK_FROM) });
    here = { gate, lived: await liveThrough(gate) };
  });
  after(() => opened().gate.close());
  return {
    get gate() {
      return opened().gate;
    },
    get lived() {
      return opened().lived;
    },
  };
}

/** What is found after a change that nobody recorded; the change is taken back. */
export async function findAfter<Found>(
  { db }: Pick<Gate, 'db'>,
  change: (tx: Tx) => Promise<unknown>,
  find: (tx: Tx) => Promise<Found>,
): Promise<Found> {
  const found: Found[] = [];
  const undo = new Error('undo');
  const changed = db.writer.transaction(async (tx) => {
    await change(tx);
    found.push(await find(tx));
    throw undo;
  });
  await assert.rejects(changed, undo);
  const [only] = found;
  assert.ok(only !== undefined);
  return only;
}

/** The ids of orders that went every way there is so far. */
export interface OrderHistory {
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
export async function liveThrough(gate: Gate): Promise<OrderHistory> {
  const expired = await lapse(gate);
  const office = await openOffice(gate, { staff: 40 });
  const classifiedOffice = await openOffice(gate, { isClassified: true });
  const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 2 });
  const planFiling = await filePlan(gate, office);
  const seats = { ...SPARE, entitlementId: entitlement };
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

export interface SubmittedOrder {
  readonly id: string;
  readonly etag: string;
  readonly body: OrderSubmission;
  readonly answer: Response;
}

export async function submitted(office: Office, body: OrderSubmission): Promise<SubmittedOrder> {
  const answer = await office.submit(body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return { id: answer.body.order.id, etag: answer.headers.etag ?? `"${answer.body.decision.log.index}"`, body, answer };
}

export async function amend(
  { officer }: Office,
  { id, etag }: SubmittedOrder,
  body: OrderSubmission,
): Promise<Response> {
  const answer = await officer.post(`/v1/orders/${id}/amendments`, body, repeatable(etag));
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer;
}

async function withdraw({ officer }: Office, { id, etag }: SubmittedOrder): Promise<void> {
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
  await grantMore(gate, poor.hardwareLine, '8900.00');
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

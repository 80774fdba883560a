import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import type { DeliveryStatement } from '../../../src/facts/stages/delivery-statement.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { idOf } from '../../orders/life-support.ts';
import type { Caller, Gate, Headers } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import type { Office } from '../../support/office.ts';

type Device = NonNullable<DeliveryStatement['devices']>[number];
type Item = NonNullable<DeliveryStatement['items']>[number];

/** Serials that nobody else in this run has. */
export function serials(count: number): string[] {
  return Array.from({ length: count }, () => `SN-${nextNumber()}`);
}

/** The system that orders of the tests come with, and a letter of its publisher for these machines. */
export function found(own: Partial<NonNullable<Device['operatingSystem']>> = {}) {
  const evidence = [{ kind: 'vendor-authorization-letter' as const, reference: `SQ-${nextNumber()}` }];
  return { product: 'UnionTech UOS Desktop', edition: 'Professional', version: '20', evidence, ...own };
}

export function machines(count: number, own: Partial<Device> = {}): Device[] {
  const operatingSystem = found();
  return serials(count).map((serial) => ({ line: 1, serial, operatingSystem, ...own }));
}

/** Licences for an item of the plan, with a certificate of their own for all of them. */
export function licences(office: Office, item: number, seats: number, own: Partial<Item> = {}): Item {
  const reference = `ZS-${nextNumber()}`;
  return { item, seats, licensee: office.agencyCode, evidence: [{ kind: 'licence-certificate', reference }], ...own };
}

/** Everything of an order of the tests at once: machines, office and antivirus. */
export function everything(office: Office, quantity: number, own: Partial<DeliveryStatement> = {}): DeliveryStatement {
  return {
    acceptedOn: '2026-06-01',
    devices: machines(quantity),
    items: [licences(office, 1, quantity), licences(office, 2, quantity)],
    ...own,
  };
}

/**
 * What is done to an order under contract; each step knows the order from the last answer about it. In an office it is done
 * by its approver, because whoever bought something does not accept it.
 */
export function deliveriesOf(by: Caller | Pick<Office, 'approver'>) {
  const post = async (path: string, body: object, headers?: Headers): Promise<Response> =>
    (await callerOf(by)).post(path, body, headers);
  const step = (last: Response, name: string, body: object, headers: Headers = {}): Promise<Response> =>
    post(`/v1/orders/${idOf(last)}/${name}`, body, { 'if-match': String(last.headers.etag), ...headers });
  return {
    accept: (last: Response, statement: DeliveryStatement, headers?: Headers) =>
      step(last, 'acceptances', statement, headers),
    plan: (last: Response, statement: DeliveryStatement) =>
      post(`/v1/orders/${idOf(last)}/acceptances?dryRun=true`, statement),
    giveBack: (last: Response, goingBack: readonly string[], headers?: Headers, returnedOn = '2026-06-01') =>
      step(last, 'returns', { returnedOn, reason: '主板故障', serials: goingBack }, headers),
    checklist: async (last: Response) => (await (await callerOf(by)).get(`/v1/orders/${idOf(last)}/checklist`)).body,
  };
}

async function callerOf(by: Caller | Pick<Office, 'approver'>): Promise<Caller> {
  return 'approver' in by ? by.approver() : by;
}

/** The findings of a delivery, as `rule clause pointer`. */
export function foundIn({ body }: Response): readonly string[] {
  return body.decision.findings.map(({ rule, clause, pointer }: { rule: string; clause: string; pointer: string }) =>
    `${rule} ${clause} ${pointer}`.trim(),
  );
}

export function assertDelivered(answer: Response, outcome: string, state: string, found: readonly string[] = []): void {
  assert.ok(answer.status === 201, JSON.stringify(answer.body));
  const { decision, order } = answer.body;
  assert.deepEqual(
    { stage: decision.stage, outcome: decision.outcome, state: order.state, found: foundIn(answer) },
    { stage: 'acceptance', outcome, state, found },
    JSON.stringify(decision.indeterminate),
  );
}

/** The devices of an agency, as `serial state`. */
export async function devicesOf(gate: Gate, office: Office): Promise<readonly string[]> {
  const { items } = (await gate.installer.get(`/v1/devices?agencyCode=${office.agencyCode}&limit=200`)).body;
  return items.map(({ serial, state }: { serial: string; state: string }) => `${serial} ${state}`).sort();
}

/** The entitlements of an agency, summed as `category channel seats/allocated/held`. */
export async function rightsOf(gate: Gate, office: Office): Promise<readonly string[]> {
  const { items } = (await gate.installer.get(`/v1/entitlements?agencyCode=${office.agencyCode}&limit=200`)).body;
  const sums = new Map<string, readonly [number, number, number]>();
  for (const { category, channel, seats, allocated, held } of items) {
    const [a, b, c] = sums.get(`${category} ${channel}`) ?? [0, 0, 0];
    sums.set(`${category} ${channel}`, [a + seats, b + allocated, c + held]);
  }
  return [...sums].map(([kind, counts]) => `${kind} ${counts.join('/')}`).sort();
}

/** Nothing in the gate contradicts anything else: tables and log, moves and counters, decisions and what they were made of. */
export async function assertSound(gate: Gate): Promise<void> {
  const { unreconciled } = await inSnapshot(gate.db, (tx) => reconcileGate(tx));
  assert.deepEqual(
    unreconciled.map(({ check, subject, of, expected, found }) => `${check} ${subject} ${of} ${expected} ${found}`),
    [],
  );
  const projections = gateProjections();
  const { differences, isSound } = await inSnapshot(gate.db, (tx) => verifyLog(tx, { parse: parseLeaf, projections }));
  assert.deepEqual(
    differences.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' ')),
    [],
  );
  assert.equal(isSound, true);
  const rederived = await rederiveAll(gate.db);
  assert.deepEqual(rederived.differences, []);
  assert.equal(rederived.isSound, true);
}

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, inTransaction } from '../../../src/db/index.ts';
import { findSigningKey, governed, keyFolder, recordSigningKey } from '../../../src/log/index.ts';
import type { Caller, Gate } from '../../support/gate.ts';
import type { Office } from '../../support/office.ts';

/** Submits an order that is approved, and answers it with its certificate. */
export async function approvedOrder(office: Office, wish: Parameters<Office['order']>[0] = {}) {
  const body = office.order(wish);
  const answer = await office.submit(body);
  assert.deepEqual([answer.status, answer.body.decision?.outcome], [201, 'approved'], JSON.stringify(answer.body));
  const certificate: string = answer.body.decision.certificate;
  const decision: string = answer.body.decision.id;
  return { answer, body, certificate, decision };
}

export function certificateOf(caller: Caller, decision: string, accept = 'application/json'): Promise<Response> {
  return caller.get(`/v1/decisions/${decision}/certificate`, { accept });
}

export function verifyAt(caller: Caller, certificate: string): Promise<Response> {
  return caller.post('/v1/certificates/verify', { certificate });
}

/** Why a certificate is good or not. */
export async function reasonFor(caller: Caller, certificate: string): Promise<string> {
  return (await verifyAt(caller, certificate)).body.reason;
}

/** A new key signs from now on. */
export async function replaceKey(
  gate: Gate,
  { isReplacedCompromised }: { readonly isReplacedCompromised: boolean },
): Promise<void> {
  const key = keyFolder(gate.dataDir).make('certificate');
  await inTransaction(gate.db, (tx) =>
    governed(tx, gate.deps, async (entry) => {
      recordSigningKey(entry, { purpose: 'certificate', key, by: null, isReplacedCompromised, reason: '测试' });
    }),
  );
}

/** A token that says what a test wants, by the key that the gate signs certificates with. */
export async function signedAs({ db, dataDir }: Gate, claims: object): Promise<string> {
  const { kid, sign } = await inSnapshot(db, (tx) => findSigningKey(tx, keyFolder(dataDir), 'certificate'));
  const bytes = `${encoded({ alg: 'EdDSA', kid, typ: 'gate-certificate+jwt' })}.${encoded(claims)}`;
  return `${bytes}.${sign(Buffer.from(bytes)).toString('base64url')}`;
}

/** A part of a token as what it holds. */
export function partOf(token: string, part: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString());
}

export function encoded(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

export function redeemAt(platform: Caller, certificate: string, reference: string): Promise<Response> {
  return platform.post('/v1/certificates/redeem', { certificate, reference });
}

/** The platform gives the purchase up; it knows the order from the last answer about it. */
export function cancelAt(platform: Caller, last: Response, reference: string): Promise<Response> {
  const path = `/v1/orders/${last.body.id}/redemption-cancellation`;
  return platform.post(path, { reference, reason: '无供应商响应' }, { 'if-match': String(last.headers.etag) });
}

import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import type { Gate } from '../../support/gate.ts';
import type { Office } from '../../support/office.ts';
import { registered } from '../tricky-cases/tricky-orders.ts';

/** A machine that an agency has had for more than six years; answers its id. */
export async function oldMachine(
  gate: Gate,
  { agencyCode }: Pick<Office, 'agencyCode'>,
  own: object = {},
): Promise<string> {
  const device = { agencyCode, category: 'desktop', acquiredOn: '2019-01-01', state: 'in-use', ...own };
  return (await registered(gate, '/v1/devices', device)).id;
}

/** Bought in the centralized batch: many e-mall orders of one agency would be splitting. */
export function replacing(office: Office, ids: readonly string[], quantity = 1): OrderSubmission {
  return office.order({ quantity, line: { replaces: [...ids] }, order: { method: 'batch-centralized' } });
}

/** Hands a machine to another agency. */
export async function moveTo(gate: Gate, device: string, { agencyCode }: Pick<Office, 'agencyCode'>): Promise<void> {
  const { headers } = await gate.installer.get(`/v1/devices/${device}`);
  const event = { effectiveOn: '2026-06-01', reason: '调拨', changes: { agencyCode } };
  const answer = await gate.installer.post(`/v1/devices/${device}/events`, event, { 'if-match': String(headers.etag) });
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}

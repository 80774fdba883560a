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

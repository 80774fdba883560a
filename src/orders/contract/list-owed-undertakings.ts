import type { OrderSubmission } from '../../facts/index.ts';
import { kindOf } from '../../goods/index.ts';
import { listOpenUndertakings, type OpenUndertaking } from '../../register/index.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import type { AcceptedSums } from './accepted-sums.ts';
import { sumAccepted } from './accepted-sums-repository.ts';

/** What an order that ends still owes to the machines that came of it and stay. */
export async function listOwedUndertakings(
  { entry: { tx } }: Batch,
  { order, standing }: KnownOrder,
): Promise<readonly OpenUndertaking[]> {
  if (!standing) return [];
  const sums = await sumAccepted(tx, order.id);
  return owedUndertakings(standing.body, sums, await listOpenUndertakings(tx, order.id));
}

/**
 * The share of each undertaking that the machines have which came and stay, rounded up; nothing where that has come. The
 * machines that went back or never came need no software.
 */
export function owedUndertakings(
  { lines }: Pick<OrderSubmission, 'lines'>,
  sums: Pick<AcceptedSums, 'lines'>,
  open: readonly OpenUndertaking[],
): readonly OpenUndertaking[] {
  const machines = lines.filter((line) => kindOf(line).runsSoftware);
  const ordered = machines.reduce((sum, { quantity }) => sum + quantity, 0);
  const staying = machines.reduce((sum, { line }) => {
    const { accepted = 0, returned = 0 } = sums.lines.get(line) ?? {};
    return sum + accepted - returned;
  }, 0);
  if (staying === 0) return [];
  return open.flatMap((undertaking) => {
    const seats = Math.min(undertaking.seats, Math.ceil((undertaking.seats * staying) / ordered));
    return seats > undertaking.deliveredSeats ? [{ ...undertaking, seats }] : [];
  });
}

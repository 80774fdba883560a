import type { Tx } from '../../db/index.ts';
import { readHead } from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import type { AgencyScope } from '../list-agency-codes.ts';
import { listAgencyCodes } from '../list-agency-codes.ts';
import {
  addStoredSums,
  countOrderSums,
  listAgenciesOfOrders,
  listOrdersWithLeaves,
  type TotalSum,
} from './order-sums-repository.ts';

/** How far the tables that auditors ask have followed the log: sums of orders are among them. */
export const AUDIT_ROWS = 'audit-marks';

/** After more leaves than that, most agencies may have ordered something. */
const LEAVES_MAX = 2_000;

/** The agencies whose orders have leaves that their sums do not know of yet; undefined: it may be any. */
export async function findUnsummed(tx: Tx): Promise<readonly string[] | undefined> {
  return listUnsummed(tx, (await readHead(tx)).frontier.size);
}

/** The same of a log of some size, for whoever does not believe what its head says. */
export async function listUnsummed(tx: Tx, size: number): Promise<readonly string[] | undefined> {
  const from = await readCursor(tx, AUDIT_ROWS);
  if (from > size || size - from > LEAVES_MAX) return undefined;
  return listAgenciesOfOrders(tx, await listOrdersWithLeaves(tx, { from, to: size }));
}

/**
 * What the orders of a year come to as they stand. Sums are read where they know of all leaves, and orders only of agencies
 * that have ordered since: a province has as many sums in ten years as it has orders in one.
 */
export async function findOrderSums(tx: Tx, scope: AgencyScope, fiscalYear: number): Promise<readonly TotalSum[]> {
  const unsummed = await findUnsummed(tx);
  const agencies = listAgencyCodes(tx, scope);
  if (!unsummed) return countOrderSums(tx, agencies, fiscalYear);
  const stored = await addStoredSums(tx, { agencies, others: unsummed, fiscalYear });
  if (unsummed.length === 0) return stored;
  const counted = listAgencyCodes(tx, scope).whereIn('code', [...unsummed]);
  return [...stored, ...(await countOrderSums(tx, counted, fiscalYear))];
}

import type { Tx } from '../../db/index.ts';
import { type AccountKind, type Mismatch, reconcileAccounts } from '../../ledger/index.ts';
import { listMiscountedAllocations, type MiscountedAllocations } from '../../register/index.ts';
import { openRuleSets, type RuleSets } from '../rederive/rederive-rule-sets.ts';
import {
  findLastMoveIndex,
  listFilingsInDoubt,
  listOrdersToReconcile,
  listStrayMoves,
} from './reconcile-gate-repository.ts';
import { reconcilePage } from './reconcile-order-page.ts';
import type { ReconciliationFault } from './reconciliation-fault.ts';

export { describeReconciliationFault, type ReconciliationFault } from './reconciliation-fault.ts';

export interface GateReconciliation {
  readonly isSound: boolean;
  readonly accounts: number;
  readonly moves: number;
  readonly orders: number;
  /** The first thousand. */
  readonly unreconciled: readonly ReconciliationFault[];
  readonly count: number;
}

/**
 * Compares moves with counters, commitments with orders, filings with orders, and all of them with the log. Reads the
 * gate as it is and repairs nothing: a wrong number needs a person who finds out why.
 */
export async function reconcileGate(tx: Tx): Promise<GateReconciliation> {
  const tally = openTally();
  const known: RuleSets = new Map();
  for (let place: ReconcilePlace | null = FIRST_PLACE; place !== null; ) {
    const result: StepResult = await reconcileFrom(tx, place, known);
    tally.add(result);
    place = result.next;
  }
  return tally.result();
}

/** Where a reconciliation goes on; a value, so that the next part may be read by another thread. */
export type ReconcilePlace =
  | { readonly check: 'accounts'; readonly accountKind: AccountKind; readonly after: string }
  | { readonly check: 'allocations'; readonly after: string }
  | { readonly check: 'orders'; readonly after: string }
  | { readonly check: 'filings' }
  | { readonly check: 'moves'; readonly from: number };

export const FIRST_PLACE: ReconcilePlace = { check: 'accounts', accountKind: 'budget-line', after: '' };

export interface StepResult {
  readonly accounts?: number;
  readonly moves?: number;
  readonly orders?: number;
  readonly unreconciled: readonly ReconciliationFault[];
  /** Null: that was all. */
  readonly next: ReconcilePlace | null;
}

export interface Tally {
  readonly add: (result: StepResult) => void;
  readonly result: () => GateReconciliation;
}

const UNRECONCILED_MAX = 1_000;

export function openTally(): Tally {
  const sums = { accounts: 0, moves: 0, orders: 0, count: 0 };
  const found: ReconciliationFault[] = [];
  return {
    add: ({ accounts = 0, moves = 0, orders = 0, unreconciled }) => {
      sums.accounts += accounts;
      sums.moves += moves;
      sums.orders += orders;
      sums.count += unreconciled.length;
      found.push(...unreconciled.slice(0, UNRECONCILED_MAX - found.length));
    },
    result: () => ({ ...sums, isSound: sums.count === 0, unreconciled: found }),
  };
}

const ACCOUNTS_AT_ONCE = 200;
/** Ten to twenty milliseconds of work. */
const ORDERS_AT_ONCE = 100;
/** One statement over all moves would run into the time that a statement may take. */
const LEAVES_AT_ONCE = 20_000;

/**
 * One part of a reconciliation. Each is right by itself: what it compares is read in one transaction. So a gate that is in
 * use is reconciled step by step, in a snapshot each, and nobody waits for the whole.
 */
export async function reconcileFrom(tx: Tx, place: ReconcilePlace, known: RuleSets): Promise<StepResult> {
  switch (place.check) {
    case 'accounts':
      return stepOfAccounts(tx, place);
    case 'allocations':
      return stepOfAllocations(tx, place.after);
    case 'orders':
      return stepOfOrders(tx, place.after, known);
    case 'filings':
      return { unreconciled: await reconcileFilings(tx), next: { check: 'moves', from: 0 } };
    case 'moves':
      return stepOfMoves(tx, place.from);
  }
}

async function stepOfAccounts(
  tx: Tx,
  { accountKind, after }: Pick<Extract<ReconcilePlace, { check: 'accounts' }>, 'accountKind' | 'after'>,
): Promise<StepResult> {
  const page = await reconcileAccounts(tx, { accountKind, after, limit: ACCOUNTS_AT_ONCE });
  const following: ReconcilePlace =
    accountKind === 'budget-line'
      ? { check: 'accounts', accountKind: 'entitlement', after: '' }
      : { check: 'allocations', after: '' };
  const next: ReconcilePlace = page.next === null ? following : { check: 'accounts', accountKind, after: page.next };
  return { accounts: page.accounts, moves: page.moves, unreconciled: page.mismatches.map(ofCounter), next };
}

async function stepOfAllocations(tx: Tx, after: string): Promise<StepResult> {
  const { miscounted, next } = await listMiscountedAllocations(tx, { after, limit: ACCOUNTS_AT_ONCE });
  return {
    unreconciled: miscounted.map(ofAllocations),
    next: next === null ? { check: 'orders', after: '' } : { check: 'allocations', after: next },
  };
}

async function stepOfOrders(tx: Tx, after: string, known: RuleSets): Promise<StepResult> {
  const page = await listOrdersToReconcile(tx, { after, limit: ORDERS_AT_ONCE });
  const last = page.at(-1);
  return {
    orders: page.length,
    unreconciled: await reconcilePage(tx, page, openRuleSets(tx, known)),
    next: last && page.length === ORDERS_AT_ONCE ? { check: 'orders', after: last.id } : { check: 'filings' },
  };
}

async function stepOfMoves(tx: Tx, from: number): Promise<StepResult> {
  const to = from + LEAVES_AT_ONCE;
  const unreconciled = await reconcileStrays(tx, { from, to });
  return { unreconciled, next: to <= (await findLastMoveIndex(tx)) ? { check: 'moves', from: to } : null };
}

export function ofCounter({
  accountKind,
  account,
  agencyCode,
  counter,
  counted,
  folded,
}: Mismatch): ReconciliationFault {
  return {
    check: 'counter',
    subject: `${accountKind}/${account}`,
    of: counter,
    expected: String(folded),
    found: String(counted),
    agencyCode,
    account: { accountKind, account },
  };
}

/** Every seat that is counted as allocated is one allocation that lasts. */
export function ofAllocations(miscounted: MiscountedAllocations): ReconciliationFault {
  const { entitlementId, agencyCode, allocatedSeats, openAllocations } = miscounted;
  return {
    check: 'allocation',
    subject: `entitlement/${entitlementId}`,
    of: 'allocated_seats',
    expected: String(openAllocations),
    found: String(allocatedSeats),
    agencyCode,
    account: { accountKind: 'entitlement', account: entitlementId },
  };
}

async function reconcileFilings(tx: Tx): Promise<readonly ReconciliationFault[]> {
  const filings = await listFilingsInDoubt(tx);
  return filings.map(({ number, agencyCode, usedFen, amountFen }) => ({
    check: 'plan-filing' as const,
    subject: `plan-filing/${number}`,
    of: 'usedFen',
    expected: String(amountFen),
    found: String(usedFen),
    agencyCode,
    account: null,
  }));
}

export async function reconcileStrays(
  tx: Tx,
  range: { readonly from: number; readonly to: number },
): Promise<readonly ReconciliationFault[]> {
  const strays = await listStrayMoves(tx, range);
  return strays.map(({ logIndex, sequence, accountKind, account, agencyCode, orderId, hasLeaf }) => ({
    check: 'move' as const,
    subject: `${logIndex}/${sequence}`,
    of: account,
    expected: hasLeaf ? `order/${orderId}` : `leaf ${logIndex}`,
    found: '–',
    agencyCode,
    account: { accountKind, account },
  }));
}

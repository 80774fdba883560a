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
  for (let step: ReconcileStep | null = FIRST_STEP; step !== null; ) {
    const result: StepResult = await step(tx);
    tally.add(result);
    step = result.next;
  }
  return tally.result();
}

/**
 * One part of a reconciliation. Each is right by itself: what it compares is read in one transaction. So a gate that is in
 * use is reconciled step by step, in a snapshot each, and nobody waits for the whole.
 */
export type ReconcileStep = (tx: Tx) => Promise<StepResult>;

export interface StepResult {
  readonly accounts?: number;
  readonly moves?: number;
  readonly orders?: number;
  readonly unreconciled: readonly ReconciliationFault[];
  /** Null: that was all. */
  readonly next: ReconcileStep | null;
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
/** Ten to twenty milliseconds of work, for which everybody else waits. */
const ORDERS_AT_ONCE = 100;
/** One statement over all moves would run into the time that a statement may take. */
const LEAVES_AT_ONCE = 20_000;

const stepOfAccounts =
  (accountKind: AccountKind, after: string): ReconcileStep =>
  async (tx) => {
    const page = await reconcileAccounts(tx, { accountKind, after, limit: ACCOUNTS_AT_ONCE });
    const following = accountKind === 'budget-line' ? stepOfAccounts('entitlement', '') : stepOfAllocations('');
    const next = page.next === null ? following : stepOfAccounts(accountKind, page.next);
    return { accounts: page.accounts, moves: page.moves, unreconciled: page.mismatches.map(ofCounter), next };
  };

const stepOfAllocations =
  (after: string): ReconcileStep =>
  async (tx) => {
    const { miscounted, next } = await listMiscountedAllocations(tx, { after, limit: ACCOUNTS_AT_ONCE });
    return {
      unreconciled: miscounted.map(ofAllocations),
      next: next === null ? stepOfOrders('') : stepOfAllocations(next),
    };
  };

const stepOfOrders =
  (after: string, known: RuleSets = new Map()): ReconcileStep =>
  async (tx) => {
    const page = await listOrdersToReconcile(tx, { after, limit: ORDERS_AT_ONCE });
    const last = page.at(-1);
    const next = last && page.length === ORDERS_AT_ONCE ? stepOfOrders(last.id, known) : stepOfFilings;
    return { orders: page.length, unreconciled: await reconcilePage(tx, page, openRuleSets(tx, known)), next };
  };

const stepOfFilings: ReconcileStep = async (tx) => ({
  unreconciled: await reconcileFilings(tx),
  next: stepOfMoves(0),
});

const stepOfMoves =
  (from: number): ReconcileStep =>
  async (tx) => {
    const to = from + LEAVES_AT_ONCE;
    const unreconciled = await reconcileStrays(tx, { from, to });
    return { unreconciled, next: to <= (await findLastMoveIndex(tx)) ? stepOfMoves(to) : null };
  };

export const FIRST_STEP: ReconcileStep = stepOfAccounts('budget-line', '');

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

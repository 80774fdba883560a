import { factsOfBudgetLines } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { listUsesOfOrders, type ReadRecord } from '../../decisions/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { type AccountName, listOrderUnits, type OrderUnits } from '../../ledger/index.ts';
import { citationsOf, listStandingLeaves, recordsOf, type StandingLeaves } from '../../orders/index.ts';
import { factsOfEntitlements } from '../../register/index.ts';
import { sumSpent } from '../projections/payments-projection-repository.ts';
import type { RuleSetOf } from '../rederive/rederive-rule-sets.ts';
import {
  expectedUnits,
  isUnderContract,
  type LiveOrder,
  movedUnits,
  placeOf,
  type ReconciledOrder,
  readLiveOrder,
  type Units,
  unitsIn,
  unitsOfRecord,
} from './reconcile-commitments.ts';
import { listMovedUnits } from './reconcile-gate-repository.ts';
import { reconcileHistory } from './reconcile-history.ts';
import type { ReconciliationFault } from './reconciliation-fault.ts';

/** What orders have set aside against what they ask for, and what history is counted by against their bodies. */
export async function reconcilePage(
  tx: Tx,
  page: readonly ReconciledOrder[],
  ruleSetOf: RuleSetOf,
): Promise<readonly ReconciliationFault[]> {
  const ids = page.map(({ id }) => id);
  const standing = groupBy(await listOrderUnits(tx, ids), ({ orderId }) => orderId);
  const live = page.flatMap((order) => readLiveOrder(order) ?? []);
  const accounts = {
    lines: await factsOfBudgetLines(tx, [...new Set(live.flatMap(({ body }) => citationsOf(body).budgetLines))]),
    entitlements: await factsOfEntitlements(tx, [
      ...new Set(live.flatMap(({ body }) => citationsOf(body).entitlements.ids)),
    ]),
  };
  const moved = groupBy(
    await listMovedUnits(tx, live.map(({ order }) => order).filter(isUnderContract)),
    ({ orderId }) => orderId,
  );
  // Whether a referral holds what it asks for is told by its record: money and seats only if every rule on them passed.
  const waived = new Set((await listUsesOfOrders(tx, ids)).map(({ orderId }) => orderId));
  const told = live.map(({ order }) => order).filter(({ id, state }) => state === 'referred' || waived.has(id));
  const leaves = await listStandingLeaves(
    tx,
    live.map(({ order }) => order),
  );
  const records = recordsOf(leaves, told);
  const ofLive = live.flatMap((one) => {
    const record = records.get(one.order.id);
    const gone = moved.get(one.order.id) ?? [];
    const asked = expectedUnits(one, accounts);
    const ofReferral = record ? unitsOfRecord(record) : null;
    const expected = one.order.state === 'referred' ? ofReferral : movedUnits(withSeats(asked, record), gone);
    return [...compareUnits(one, { expected, asked }, standing.get(one.order.id) ?? []), ...compareHistory(one)];
  });
  const liveIds = new Set(live.map(({ order }) => order.id));
  const ended = page
    .filter(({ id }) => !liveIds.has(id))
    .flatMap((order) => openOf(standing.get(order.id) ?? []).map((units) => ofNothing(order, units)));
  const spent = compareSpent(page, { standing, paid: await sumSpent(tx, ids) });
  const history = await reconcileHistory(tx, { live, leaves, ruleSetOf });
  return [...withoutRecordedSeats(leaves, live, ofLive), ...history, ...ended, ...spent];
}

/**
 * Seats may have been unlimited when the order was decided and be counted now, or the other way round; what it was to hold
 * its record says. Only where the body alone says something else is the record read.
 */
function withoutRecordedSeats(
  leaves: StandingLeaves,
  live: readonly LiveOrder[],
  found: readonly ReconciliationFault[],
): readonly ReconciliationFault[] {
  const ofSeats = found.filter(
    ({ check, account }) => check === 'commitment' && account?.accountKind === 'entitlement',
  );
  if (ofSeats.length === 0) return found;
  const subjects = new Set(ofSeats.map(({ subject }) => subject));
  const doubtful = live.map(({ order }) => order).filter(({ id }) => subjects.has(`order/${id}`));
  const records = recordsOf(leaves, doubtful);
  const isRecorded = ({ subject, of, found: held }: ReconciliationFault): boolean => {
    const record = records.get(subject.slice('order/'.length));
    return record !== undefined && (unitsOfRecord(record).get(of) ?? 0) === Number(held);
  };
  return found.filter((fault) => !ofSeats.includes(fault) || !isRecorded(fault));
}

/** Where a want of seats was waived an order holds what there was, and its record says how much. */
function withSeats(asked: Units, record: ReadRecord | undefined): Units {
  if (!record) return asked;
  const isSeat = ([account]: readonly [string, number]): boolean => account.startsWith('entitlement/');
  return new Map([...[...asked].filter((unit) => !isSeat(unit)), ...[...unitsOfRecord(record)].filter(isSeat)]);
}

/** With an erased record a referral may hold nothing or all that it asks for, and nothing in between. */
function compareUnits(
  { order }: LiveOrder,
  { expected, asked }: { readonly expected: Units | null; readonly asked: Units },
  standing: readonly OrderUnits[],
): readonly ReconciliationFault[] {
  const found = unitsIn(standing);
  const should = expected ?? (found.size === 0 ? found : asked);
  const accounts = [...new Set([...should.keys(), ...found.keys()])].sort();
  return accounts
    .filter((account) => (should.get(account) ?? 0) !== (found.get(account) ?? 0))
    .map((account) => ({
      check: 'commitment' as const,
      subject: `order/${order.id}`,
      of: account,
      expected: String(should.get(account) ?? 0),
      found: String(found.get(account) ?? 0),
      agencyCode: order.agencyCode,
      account: accountNamed(account),
    }));
}

/** The account in `budget-line/JZ-1` and in `budget-line/JZ-1 encumbered`. */
function accountNamed(place: string): AccountName | null {
  const kind = ACCOUNT_KINDS.find((each) => place.startsWith(`${each}/`));
  return kind ? { accountKind: kind, account: place.slice(kind.length + 1).replace(/ encumbered$/, '') } : null;
}

const ACCOUNT_KINDS = ['budget-line', 'entitlement'] as const;

/** What an order has spent is what was paid for it, less what was credited. */
function compareSpent(
  page: readonly ReconciledOrder[],
  sums: { readonly standing: ReadonlyMap<string, readonly OrderUnits[]>; readonly paid: ReadonlyMap<string, number> },
): readonly ReconciliationFault[] {
  return page.flatMap(({ id, agencyCode }) => {
    const spent = (sums.standing.get(id) ?? []).filter(({ bucket }) => bucket === 'spent');
    const found = spent.reduce((sum, { quantity }) => sum + quantity, 0);
    const expected = sums.paid.get(id) ?? 0;
    if (found === expected) return [];
    const accounts = spent.map(({ accountKind, account }) => ({ accountKind, account }));
    return (accounts.length > 0 ? accounts : [null]).map((account) => ({
      ...{ check: 'commitment' as const, subject: `order/${id}`, of: 'payments', agencyCode, account },
      ...{ expected: String(expected), found: String(found) },
    }));
  });
}

/** What a terminated order has spent stays spent, and what its machines were given stays with them. */
function openOf(standing: readonly OrderUnits[]): readonly OrderUnits[] {
  return standing.filter(({ bucket }) => bucket !== 'spent' && bucket !== 'allocated');
}

function ofNothing({ id, agencyCode }: ReconciledOrder, units: OrderUnits): ReconciliationFault {
  const { accountKind, account, quantity } = units;
  return {
    check: 'nothing-stands',
    subject: `order/${id}`,
    of: placeOf(units),
    expected: '0',
    found: String(quantity),
    agencyCode,
    account: { accountKind, account },
  };
}

function compareHistory({ order, history }: LiveOrder): readonly ReconciliationFault[] {
  const kept: Readonly<Record<string, string | number | null>> = {
    twinKey: order.twinKey,
    looseTwinKey: order.looseTwinKey,
    exemptionDocument: order.exemptionDocument,
    exemptedDevices: order.exemptedDevices,
    totalFen: order.totalFen,
  };
  return Object.entries(history)
    .filter(([name, value]) => kept[name] !== value)
    .map(([name, value]) => ({
      check: 'history' as const,
      subject: `order/${order.id}`,
      of: name,
      expected: String(value),
      found: String(kept[name]),
      agencyCode: order.agencyCode,
      account: null,
    }));
}

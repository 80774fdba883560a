import { factsOfBudgetLines } from '../budget/index.ts';
import type { Tx } from '../db/index.ts';
import { groupBy, type Text, text } from '../kernel/index.ts';
import { listStanding, type Reconciliation, reconcileCounters, type Standing } from '../ledger/index.ts';
import { factsOfEntitlements } from '../register/index.ts';
import { citedEntitlements, fundingOf } from './gather-order.ts';
import {
  expectedUnits,
  type LiveOrder,
  type ReconciledOrder,
  readLiveOrder,
  unitsIn,
  unitsOfRecord,
} from './reconcile-commitments.ts';
import {
  findLastMoveIndex,
  listOrdersToReconcile,
  listPlanFilingsUsed,
  listStandingRecords,
  listStrayMoves,
} from './reconcile-gate-repository.ts';

/** Something that does not add up. `expected` and `found` are short texts. */
export interface Unreconciled {
  readonly check: 'counter' | 'commitment' | 'nothing-stands' | 'plan-filing' | 'history' | 'move';
  readonly subject: string;
  readonly of: string;
  readonly expected: string;
  readonly found: string;
}

export interface GateReconciliation {
  readonly isSound: boolean;
  readonly accounts: number;
  readonly moves: number;
  readonly orders: number;
  /** The first thousand. */
  readonly unreconciled: readonly Unreconciled[];
  readonly count: number;
}

export function describeUnreconciled({ check, subject, of, expected, found }: Unreconciled): Text {
  const words = WORDS[check];
  return text(
    `${subject}：${words['zh-CN']} ${of} 应为 ${expected}，实为 ${found}`,
    `${subject}: ${words.en} ${of} should be ${expected} and is ${found}`,
  );
}

const WORDS: Readonly<Record<Unreconciled['check'], Text>> = {
  counter: text('计数与流水不符，', 'a counter is not the fold of its moves;'),
  commitment: text('占用与订单不符，', 'what is set aside is not what the order asks for;'),
  'nothing-stands': text('订单已无效却仍有占用，', 'nothing of the order stands, yet units are set aside;'),
  'plan-filing': text(
    '采购计划备案已用金额与订单不符，',
    'what the filing counts as used is not what orders put on it;',
  ),
  history: text('历史索引与订单内容不符，', 'what history is counted by is not what the body says;'),
  move: text('流水没有依据，', 'a move has nothing to stand on;'),
};

const UNRECONCILED_MAX = 1_000;

/**
 * Compares moves with counters, commitments with orders, filings with orders, and all of them with the log. Reads the
 * gate as it is and repairs nothing: a wrong number needs a person who finds out why.
 */
export async function reconcileGate(tx: Tx): Promise<GateReconciliation> {
  const unreconciled: Unreconciled[] = [];
  const counters = await reconcileCounters(tx);
  unreconciled.push(...counters.mismatches.map(ofCounter));
  const used = new Map<string, number>();
  let orders = 0;
  for (let after = ''; ; ) {
    const page = await listOrdersToReconcile(tx, { after, limit: ORDERS_AT_ONCE });
    const last = page.at(-1);
    if (!last) break;
    orders += page.length;
    unreconciled.push(...(await reconcilePage(tx, page, used)));
    after = last.id;
  }
  unreconciled.push(...(await reconcileFilings(tx, used)), ...(await reconcileStrays(tx)));
  return {
    isSound: unreconciled.length === 0,
    accounts: counters.accounts,
    moves: counters.moves,
    orders,
    unreconciled: unreconciled.slice(0, UNRECONCILED_MAX),
    count: unreconciled.length,
  };
}

const ORDERS_AT_ONCE = 500;

function ofCounter({
  accountKind,
  account,
  counter,
  counted,
  folded,
}: Reconciliation['mismatches'][number]): Unreconciled {
  return {
    check: 'counter',
    subject: `${accountKind}/${account}`,
    of: counter,
    expected: String(folded),
    found: String(counted),
  };
}

async function reconcilePage(
  tx: Tx,
  page: readonly ReconciledOrder[],
  used: Map<string, number>,
): Promise<readonly Unreconciled[]> {
  const ids = page.map(({ id }) => id);
  const standing = groupBy(await listStanding(tx, ids), ({ orderId }) => orderId);
  const live = page.flatMap((order) => readLiveOrder(order) ?? []);
  const accounts = {
    lines: await factsOfBudgetLines(tx, [
      ...new Set(live.flatMap(({ body }) => fundingOf(body).flatMap((entry) => entry.budgetLine ?? []))),
    ]),
    entitlements: await factsOfEntitlements(tx, [...new Set(live.flatMap(({ body }) => citedEntitlements(body)))]),
  };
  // Whether a referral holds what it asks for is told by its record: money and seats only if every rule on them passed.
  const referred = live.filter(({ order }) => order.state === 'referred');
  const records = await listStandingRecords(
    tx,
    referred.map(({ order }) => order),
  );
  for (const { order } of live) {
    if (order.planFiling === null || order.totalFen === null) continue;
    used.set(order.planFiling, (used.get(order.planFiling) ?? 0) + order.totalFen);
  }
  const ofLive = live.flatMap((one) => {
    const record = records.get(one.order.id);
    const asked = expectedUnits(one, accounts);
    const expected = one.order.state === 'referred' ? (record ? unitsOfRecord(record) : null) : asked;
    return [...compareUnits(one, { expected, asked }, standing.get(one.order.id) ?? []), ...compareHistory(one)];
  });
  const liveIds = new Set(live.map(({ order }) => order.id));
  const ended = ids.filter((id) => !liveIds.has(id)).flatMap((id) => (standing.get(id) ?? []).map(ofNothing));
  return [...ofLive, ...ended];
}

type Units = ReadonlyMap<string, number>;

/** With an erased record a referral may hold nothing or all that it asks for, and nothing in between. */
function compareUnits(
  { order }: LiveOrder,
  { expected, asked }: { readonly expected: Units | null; readonly asked: Units },
  standing: readonly Standing[],
): readonly Unreconciled[] {
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
    }));
}

function ofNothing({ orderId, accountKind, account, quantity }: Standing): Unreconciled {
  const of = `${accountKind}/${account}`;
  return { check: 'nothing-stands', subject: `order/${orderId}`, of, expected: '0', found: String(quantity) };
}

function compareHistory({ order, history }: LiveOrder): readonly Unreconciled[] {
  const kept: Readonly<Record<string, string | number | null>> = {
    twinKey: order.twinKey,
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
    }));
}

async function reconcileFilings(tx: Tx, used: Units): Promise<readonly Unreconciled[]> {
  const filings = await listPlanFilingsUsed(tx);
  const known = new Set(filings.map(({ number }) => number));
  const unknown = [...used]
    .filter(([number]) => !known.has(number))
    .map(([number, amount]) => ({ number, used: 0, amount }));
  const all = [
    ...filings.map(({ number, usedFen }) => ({ number, used: usedFen, amount: used.get(number) ?? 0 })),
    ...unknown,
  ];
  return all
    .filter((filing) => filing.used !== filing.amount)
    .map((filing) => ({
      check: 'plan-filing' as const,
      subject: `plan-filing/${filing.number}`,
      of: 'usedFen',
      expected: String(filing.amount),
      found: String(filing.used),
    }));
}

/** One statement over all moves would run into the time that a statement may take. */
const LEAVES_AT_ONCE = 20_000;

async function reconcileStrays(tx: Tx): Promise<readonly Unreconciled[]> {
  const found: Unreconciled[] = [];
  const last = await findLastMoveIndex(tx);
  for (let from = 0; from <= last; from += LEAVES_AT_ONCE) {
    for (const stray of await listStrayMoves(tx, { from, to: from + LEAVES_AT_ONCE })) {
      const expected = stray.hasLeaf ? `order/${stray.orderId}` : `leaf ${stray.logIndex}`;
      found.push({
        check: 'move',
        subject: `${stray.logIndex}/${stray.sequence}`,
        of: stray.account,
        expected,
        found: '–',
      });
    }
  }
  return found;
}

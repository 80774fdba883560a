import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import {
  describeReconciliationFault,
  gateProjections,
  parseLeaf,
  REFERENCE_KINDS,
  reconcileGate,
} from '../../src/gate/main.ts';
import { groupBy } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { openRederivationRun } from '../../src/proof/rederive/rederive-all.ts';
import { compare } from './compare.ts';
import type { Desk } from './desk.ts';
import { known, type Order } from './world.ts';

export interface Invariants {
  /** Everything about what is there now; what never changes is looked at once. */
  readonly check: () => Promise<void>;
  /** `gate verify`, over the whole log. */
  readonly verify: () => Promise<void>;
  readonly counts: () => { readonly moves: number; readonly decisions: number };
}

/** The invariants of money and seats, over everything, independent of the model and of what the gate adds up itself. */
export function openInvariants(desk: Desk): Invariants {
  const journal = openJournal();
  const rederiving = openRederivationRun();
  const { db } = desk.gate;
  return {
    check: async () => {
      await compare(desk, 'all');
      await inSnapshot(db, async (tx) => {
        await journal.read(tx);
        await checkCounters(tx, journal);
        checkCommitments(desk, journal);
        await checkPurchases(tx, desk);
        const { unreconciled } = await reconcileGate(tx);
        assert.deepEqual(unreconciled.map(describeReconciliationFault), [], 'gate reconcile finds something');
      });
      while (await inSnapshot(db, rederiving.step));
      const { differences } = rederiving.result();
      assert.deepEqual(differences, [], 'gate rederive finds something');
    },
    verify: async () => {
      const projections = gateProjections(Object.values(REFERENCE_KINDS).map(({ projection }) => projection));
      const { faults, differences } = await inSnapshot(db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      assert.deepEqual({ faults, differences }, { faults: [], differences: [] }, 'gate verify finds something');
    },
    counts: () => ({ moves: journal.count(), decisions: rederiving.result().decisions }),
  };
}

/** By account and bucket, and by order, account and bucket. */
interface Journal {
  readonly read: (tx: Tx) => Promise<void>;
  readonly accounts: ReadonlyMap<string, Sums>;
  readonly commitments: ReadonlyMap<string, ReadonlyMap<string, Commitment>>;
  readonly count: () => number;
}

type Sums = Map<string, number>;

interface Commitment {
  readonly sums: Sums;
  set: number;
  back: number;
  /** Into the line of another year, and out of one. */
  carriedOut: number;
  carriedIn: number;
}

interface MoveRow {
  readonly log_index: number;
  readonly account: string;
  readonly order_id: string | null;
  readonly from_bucket: string;
  readonly to_bucket: string;
  readonly quantity: number;
  readonly cause: string;
}

const SPARE = ['available', 'free'];

/** Folds every move once, in the order of the log, and looks at each one that takes from what is left. */
function openJournal(): Journal {
  const accounts = new Map<string, Sums>();
  const commitments = new Map<string, Map<string, Commitment>>();
  let next = 0;
  let count = 0;
  const take = (move: MoveRow): void => {
    const quantity = Number(move.quantity);
    const sums = accounts.get(move.account) ?? new Map<string, number>();
    accounts.set(move.account, sums);
    addMove(sums, move, quantity);
    const left = sums.get(move.from_bucket) ?? 0;
    const isOurs = SPARE.includes(move.from_bucket) && move.cause !== 'used-elsewhere';
    assert.ok(!isOurs || left >= 0, `the move at ${move.log_index} leaves ${left} on ${move.account}`);
    if (move.order_id === null) return;
    const ofOrder = commitments.get(move.order_id) ?? new Map<string, Commitment>();
    commitments.set(move.order_id, ofOrder);
    const commitment = ofOrder.get(move.account) ?? {
      sums: new Map<string, number>(),
      set: 0,
      back: 0,
      carriedOut: 0,
      carriedIn: 0,
    };
    ofOrder.set(move.account, commitment);
    addMove(commitment.sums, move, quantity);
    if (SPARE.includes(move.from_bucket)) commitment.set += quantity;
    if (SPARE.includes(move.to_bucket)) commitment.back += quantity;
    if (move.to_bucket === 'outside') commitment.carriedOut += quantity;
    if (move.from_bucket === 'outside') commitment.carriedIn += quantity;
  };
  return {
    ...{ accounts, commitments, count: () => count },
    read: async (tx) => {
      const moves: MoveRow[] = await tx('moves').where('log_index', '>=', next).orderBy(['log_index', 'sequence']);
      for (const move of moves) take(move);
      count += moves.length;
      next = Number(moves.at(-1)?.log_index ?? next - 1) + 1;
    },
  };
}

function addMove(sums: Sums, { from_bucket, to_bucket }: MoveRow, quantity: number): void {
  sums.set(from_bucket, (sums.get(from_bucket) ?? 0) - quantity);
  sums.set(to_bucket, (sums.get(to_bucket) ?? 0) + quantity);
}

/** Every counter is the fold of its moves, and all buckets of an account with outside are zero together. */
async function checkCounters(tx: Tx, { accounts }: Journal): Promise<void> {
  const lines: Record<string, unknown>[] = await tx('budget_lines');
  const entitlements: Record<string, unknown>[] = await tx('entitlements');
  const foldOf = (account: string, bucket: string): number => accounts.get(account)?.get(bucket) ?? 0;
  for (const row of lines) {
    const code = String(row.code);
    const left =
      Number(row.appropriation_fen) -
      ['elsewhere', 'reserved', 'encumbered', 'spent'].reduce((sum, bucket) => {
        assert.equal(
          Number(row[`${bucket}_fen`]),
          foldOf(code, bucket),
          `${bucket} of ${code} is not the fold of its moves`,
        );
        return sum + Number(row[`${bucket}_fen`]);
      }, 0);
    assert.deepEqual(
      [0 - Number(row.appropriation_fen), left],
      [foldOf(code, 'outside'), foldOf(code, 'available')],
      code,
    );
  }
  for (const row of entitlements) {
    const id = String(row.id);
    const counters = [0 - Number(row.seats), Number(row.held_seats), Number(row.allocated_seats)];
    assert.deepEqual(counters, [foldOf(id, 'outside'), foldOf(id, 'held'), foldOf(id, 'allocated')], id);
  }
  for (const [account, sums] of accounts) {
    assert.equal(
      [...sums.values()].reduce((sum, each) => sum + each, 0),
      0,
      `${account} has made or lost units`,
    );
  }
}

/** Every certificate was used as often as the model says, which is once at most, and what was given up is so. */
async function checkPurchases(tx: Tx, { world, seen }: Desk): Promise<void> {
  const rows: Record<string, unknown>[] = await tx('redemptions').orderBy('log_index');
  const found = groupBy(rows, ({ order_id }) => String(order_id));
  for (const { reference, purchases } of world.orders.values()) {
    const shown = (found.get(known(seen, reference).id) ?? []).map((row) => {
      return [Number(row.revision), row.reference, row.cancelled_at !== null];
    });
    const expected = purchases.map(({ revision, number, isCancelled }) => [revision, number, isCancelled]);
    assert.deepEqual(shown, expected, `what platforms buy for ${reference} is not what the model says`);
  }
}

const OPEN = ['reserved', 'encumbered', 'held'];
const ENDED = ['rejected', 'withdrawn', 'expired', 'terminated', 'closed'];
const COMMITTED = ['approved', 'contracted', 'accepted'];

/** Whatever was set aside is open, spent or given back; what has ended holds nothing, what is approved holds something. */
function checkCommitments({ world, seen }: Desk, { commitments }: Journal): void {
  for (const order of world.orders.values()) {
    const ofOrder = commitments.get(known(seen, order.reference).id) ?? new Map<string, Commitment>();
    let [open, taken] = [0, 0];
    for (const [account, { sums, set, back, carriedOut, carriedIn }] of ofOrder) {
      const held = OPEN.reduce((sum, bucket) => sum + (sums.get(bucket) ?? 0), 0);
      const used = (sums.get('spent') ?? 0) + (sums.get('allocated') ?? 0);
      const settled = held + used + back + carriedOut;
      assert.equal(
        settled,
        set + carriedIn,
        `${order.reference} on ${account}: what was set aside is not what became of it`,
      );
      const ever = order.ever.get(account) ?? { set: 0, back: 0 };
      assert.deepEqual(
        { set, back },
        ever,
        `${order.reference} has set aside or given back something else on ${account}`,
      );
      open += held;
      taken += used;
    }
    assertOpenness(order, { open, taken });
  }
}

function assertOpenness({ reference, state }: Order, { open, taken }: { open: number; taken: number }): void {
  assert.ok(!ENDED.includes(state) || open === 0, `${reference} is ${state} and still has ${open} set aside`);
  assert.ok(!COMMITTED.includes(state) || open + taken > 0, `${reference} is ${state} and has nothing set aside`);
}

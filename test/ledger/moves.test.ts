import assert from 'node:assert/strict';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../src/db/index.ts';
import {
  type Cause,
  foldMoves,
  listMoves,
  listOrderUnits,
  type Move,
  moveUnits,
  reconcileCounters,
} from '../../src/ledger/index.ts';
import { type GovernedDeps, governed } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { countingIds, testClock } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';

const LINE = 'JZ-1';
const ENTITLEMENT = 'ent_1';
const deps: GovernedDeps = { clock: testClock().now, newId: countingIds(), origin: 'gate.test' };

type Step = Partial<Move> & Pick<Move, 'from' | 'to' | 'cause' | 'quantity'>;

const onLine = (step: Step): Move => ({ accountKind: 'budget-line', account: LINE, orderId: null, ...step });
const onSeats = (step: Step): Move => ({ accountKind: 'entitlement', account: ENTITLEMENT, orderId: null, ...step });

const appropriate = (quantity: number): Move =>
  onLine({ from: 'outside', to: 'available', cause: 'appropriation', quantity });
const reserve = (quantity: number, orderId = 'ord_1'): Move =>
  onLine({ from: 'available', to: 'reserved', cause: 'reservation', quantity, orderId });
const acquire = (quantity: number): Move => onSeats({ from: 'outside', to: 'free', cause: 'acquisition', quantity });
const hold = (quantity: number, orderId = 'ord_1'): Move =>
  onSeats({ from: 'free', to: 'held', cause: 'hold', quantity, orderId });

describe('the ledger', () => {
  forEachEngine('statements', (engine) => {
    const opened = databaseForEachTest(engine);

    beforeEach(async () => {
      await openAccounts(opened.db);
      await move(appropriate(1_000), acquire(5));
    });

    /** Makes moves as one governed act. */
    async function move(...moves: readonly Move[]): Promise<void> {
      await inTransaction(opened.db, (tx) =>
        governed(tx, deps, async (entry) => {
          const { logIndex } = entry.append({ type: 'test.moved', subject: 'test/1', by: null, body: {} });
          await moveUnits(entry.tx, [{ logIndex, keyId: 'key_1', moves }]);
        }),
      );
    }
    const line = (): Promise<Record<string, number>> => opened.db.reader('budget_lines').where({ code: LINE }).first();
    const entitlement = (): Promise<Record<string, number>> =>
      opened.db.reader('entitlements').where({ id: ENTITLEMENT }).first();
    const reconcile = () => inSnapshot(opened.db, (tx: Tx) => reconcileCounters(tx));
    const leaves = async (): Promise<number> => Number((await opened.db.reader('log_head').first()).size);

    it('draws the arrows of money, each way with its own causes, and keeps the counters the fold of its moves', async () => {
      await move(
        onLine({ from: 'outside', to: 'available', cause: 'revision', quantity: 500 }),
        onLine({ from: 'available', to: 'outside', cause: 'revision', quantity: 100 }),
        onLine({ from: 'available', to: 'elsewhere', cause: 'used-elsewhere', quantity: 300 }),
        onLine({ from: 'elsewhere', to: 'available', cause: 'used-elsewhere', quantity: 50 }),
        reserve(400),
      );
      for (const cause of ['release', 'withdrawal', 'lapse'] as const) {
        await move(onLine({ from: 'reserved', to: 'available', cause, quantity: 100, orderId: 'ord_1' }));
      }

      const { appropriation_fen, elsewhere_fen, reserved_fen } = await line();
      assert.deepEqual(
        { appropriation_fen, elsewhere_fen, reserved_fen },
        { appropriation_fen: 1_400, elsewhere_fen: 250, reserved_fen: 100 },
      );
      assert.deepEqual(await reconcile(), { accounts: 2, moves: 10, mismatches: [] });
    });

    it('draws the arrows of seats, and keeps the counters the fold of its moves', async () => {
      await move(
        onSeats({ from: 'outside', to: 'free', cause: 'correction', quantity: 2 }),
        onSeats({ from: 'free', to: 'outside', cause: 'correction', quantity: 1 }),
        hold(4),
      );
      for (const cause of ['release', 'withdrawal', 'lapse'] as const) {
        await move(onSeats({ from: 'held', to: 'free', cause, quantity: 1, orderId: 'ord_1' }));
      }

      const { seats, held_seats } = await entitlement();
      assert.deepEqual({ seats, held_seats }, { seats: 6, held_seats: 1 });
      assert.deepEqual((await reconcile()).mismatches, []);
    });

    const FORBIDDEN: readonly (readonly [string, Move])[] = [
      [
        'money that is reserved without having been available',
        onLine({ from: 'outside', to: 'reserved', cause: 'reservation', quantity: 1 }),
      ],
      [
        'money that is spent before a contract',
        onLine({ from: 'reserved', to: 'spent', cause: 'reservation', quantity: 1 }),
      ],
      [
        'a right arrow with a cause of another',
        onLine({ from: 'available', to: 'reserved', cause: 'release', quantity: 1 }),
      ],
      [
        'money that leaves as if it were appropriated',
        onLine({ from: 'available', to: 'outside', cause: 'appropriation', quantity: 1 }),
      ],
      ['seats on a budget line', onLine({ from: 'free', to: 'held', cause: 'hold', quantity: 1 })],
      ['seats held out of nothing', onSeats({ from: 'outside', to: 'held', cause: 'hold', quantity: 1 })],
      ['an arrow to where it comes from', onSeats({ from: 'free', to: 'free', cause: 'correction', quantity: 1 })],
      ['nothing', reserve(0)],
      ['less than nothing', reserve(-1)],
      ['half a fen', reserve(0.5)],
      ['more than can be counted', reserve(2 ** 53)],
    ];
    for (const [what, forbidden] of FORBIDDEN) {
      it(`refuses ${what}, and leaves nothing behind`, async () => {
        const before = { line: await line(), entitlement: await entitlement(), leaves: await leaves() };

        await assert.rejects(move(forbidden), /no arrow|whole units/);

        assert.deepEqual({ line: await line(), entitlement: await entitlement(), leaves: await leaves() }, before);
        assert.deepEqual((await reconcile()).mismatches, []);
      });
    }

    it('reserves the last fen and not one more, alone and together with what goes back', async () => {
      await move(reserve(1_000));
      await assert.rejects(move(reserve(1)), /do not allow/);

      await move(
        onLine({ from: 'reserved', to: 'available', cause: 'release', quantity: 400, orderId: 'ord_1' }),
        reserve(400, 'ord_2'),
      );
      await assert.rejects(
        move(
          onLine({ from: 'reserved', to: 'available', cause: 'release', quantity: 400, orderId: 'ord_1' }),
          reserve(401, 'ord_2'),
        ),
        /do not allow/,
      );

      assert.equal((await line()).reserved_fen, 1_000);
      assert.deepEqual((await reconcile()).mismatches, []);
    });

    it('holds the last seat and not one more; copies that stood installed before count as taken', async () => {
      await move(hold(5));
      await assert.rejects(move(hold(1)), /do not allow/);

      await move(onSeats({ from: 'held', to: 'free', cause: 'lapse', quantity: 5, orderId: 'ord_1' }));
      await opened.db.writer('entitlements').update({ installed_seats: 3 });
      await assert.rejects(move(hold(3)), /do not allow/);
      await move(hold(2));

      assert.equal((await entitlement()).held_seats, 2);
    });

    it('one account that would be overdrawn stops all moves of the act', async () => {
      await opened.db
        .writer('budget_lines')
        .insert({ ...(await line()), code: 'JZ-2', appropriation_fen: 0, reserved_fen: 0 });

      await assert.rejects(move(reserve(10), { ...reserve(1), account: 'JZ-2' }), /1 accounts in budget_lines/);

      assert.equal((await line()).reserved_fen, 0);
      assert.equal((await reconcile()).moves, 2);
    });

    it('lets what was used elsewhere push a line below nought, and then reserves nothing more', async () => {
      await move(reserve(600));
      await move(onLine({ from: 'available', to: 'elsewhere', cause: 'used-elsewhere', quantity: 700 }));

      await assert.rejects(move(reserve(1)), /do not allow/);

      assert.equal((await line()).elsewhere_fen, 700);
      assert.deepEqual((await reconcile()).mismatches, []);
    });

    it('gives back no more than is reserved', async () => {
      await move(reserve(10));

      await assert.rejects(
        move(onLine({ from: 'reserved', to: 'available', cause: 'release', quantity: 11, orderId: 'ord_1' })),
      );

      assert.equal((await line()).reserved_fen, 10);
    });

    it('refuses a move on an account that is not there', async () => {
      await assert.rejects(move({ ...reserve(1), account: 'JZ-none' }), /do not allow/);

      assert.equal((await reconcile()).moves, 2);
    });

    it('tells what an order still has, and lists an account in the order of the log', async () => {
      await move(reserve(300), hold(2), reserve(50, 'ord_2'));
      await move(onLine({ from: 'reserved', to: 'available', cause: 'release', quantity: 300, orderId: 'ord_1' }));

      const standing = await inSnapshot(opened.db, (tx) => listOrderUnits(tx, ['ord_1', 'ord_2', 'ord_3']));
      const page = {
        accountKind: 'budget-line',
        account: LINE,
        after: { logIndex: -1, sequence: 0 },
        limit: 2,
      } as const;
      const first = await inSnapshot(opened.db, (tx) => listMoves(tx, page));
      const [, last] = first;
      const rest = await inSnapshot(opened.db, (tx) => listMoves(tx, { ...page, limit: 9, after: last ?? page.after }));

      assert.deepEqual(standing.map(({ orderId, account, quantity }) => [orderId, account, quantity]).sort(), [
        ['ord_1', ENTITLEMENT, 2],
        ['ord_2', LINE, 50],
      ]);
      assert.deepEqual(
        [...first, ...rest].map(({ cause, quantity }) => [cause, quantity]),
        [
          ['appropriation', 1_000],
          ['reservation', 300],
          ['reservation', 50],
          ['release', 300],
        ],
      );
    });

    describe('reconciled', () => {
      const COUNTERS: readonly (readonly ['budget_lines' | 'entitlements', string, number])[] = [
        ['budget_lines', 'appropriation_fen', 1_000],
        ['budget_lines', 'elsewhere_fen', 0],
        ['budget_lines', 'reserved_fen', 400],
        ['budget_lines', 'encumbered_fen', 0],
        ['budget_lines', 'spent_fen', 0],
        ['entitlements', 'seats', 5],
        ['entitlements', 'held_seats', 2],
        ['entitlements', 'allocated_seats', 0],
      ];
      for (const [table, counter, folded] of COUNTERS) {
        it(`finds ${counter} when it was changed by one, and repairs nothing`, async () => {
          await move(reserve(400), hold(2));
          await opened.db.writer(table).increment(counter, 1);

          const { mismatches } = await reconcile();

          const [accountKind, account] =
            table === 'budget_lines' ? ['budget-line', LINE] : ['entitlement', ENTITLEMENT];
          const agencyCode = '11421000MB1234562Q';
          assert.deepEqual(mismatches, [{ accountKind, account, agencyCode, counter, counted: folded + 1, folded }]);
          assert.deepEqual((await reconcile()).mismatches, mismatches);
        });
      }

      it('finds a move that was changed, taken out or made on no account', async () => {
        await move(reserve(400));
        const reservation = { cause: 'reservation' satisfies Cause };

        await opened.db.writer('moves').where(reservation).update({ quantity: 399 });
        assert.deepEqual(
          (await reconcile()).mismatches.map(({ counter }) => counter),
          ['reserved_fen'],
        );
        await opened.db.writer('moves').where(reservation).update({ account: 'JZ-none' });
        assert.deepEqual(
          (await reconcile()).mismatches.map(({ account }) => account),
          [LINE, 'JZ-none'],
        );
        await opened.db.writer('moves').where(reservation).delete();
        assert.deepEqual(
          (await reconcile()).mismatches.map(({ counted, folded }) => [counted, folded]),
          [[400, 0]],
        );
      });
    });
  });

  it('folds moves to what each did to every bucket, and what comes in goes out somewhere', () => {
    const folded = foldMoves([appropriate(10), reserve(4), acquire(2)]);

    assert.deepEqual(folded.get(`budget-line/${LINE}`), { outside: -10, available: 6, reserved: 4 });
    assert.deepEqual(folded.get(`entitlement/${ENTITLEMENT}`), { outside: -2, free: 2 });
    for (const buckets of folded.values())
      assert.equal(
        Object.values(buckets).reduce((sum, units) => sum + units, 0),
        0,
      );
  });
});

async function openAccounts(db: Database): Promise<void> {
  await db.writer('budget_lines').insert({
    ...{ code: LINE, agency_code: '11421000MB1234562Q', fiscal_year: 2026, project: 'P', project_kind: 'ordinary' },
    ...{ economic_class: '31002', is_government_procurement: 1, log_index: 0 },
  });
  await db.writer('entitlements').insert({
    ...{ id: ENTITLEMENT, agency_code: '11421000MB1234562Q', licensee: 'L', category: 'office', product: 'P' },
    ...{ metric: 'device', seats: 0, sets: 1, channel: 'volume', is_transferable: 1, platforms: '[]' },
    ...{ evidence: '[]', standing: 'verified', log_index: 0 },
  });
}

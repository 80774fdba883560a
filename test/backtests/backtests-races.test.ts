import assert from 'node:assert/strict';
import { findBacktestRow } from '../../src/backtests/backtests-repository.ts';
import { listChangeRows } from '../../src/backtests/report/changes-repository.ts';
import { finishBacktest } from '../../src/backtests/run/close-backtest.ts';
import { takeOverBacktest, writePiece } from '../../src/backtests/run/write-piece.ts';
import { inSnapshot, inTransaction, openDatabase, selectRows, type Tx } from '../../src/db/index.ts';
import { governed } from '../../src/log/index.ts';
import { assertVerified } from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { begin, draft, LOWER_CAP, report, run } from './backtest-support.ts';

const ORDERS = 104;
const ANOTHER_BUILD = `sha256:${'b'.repeat(64)}`;

describe('a back-test that ends while somebody works on it', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    let ruleSet: number;
    beforeEach(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
      // Decisions are read a hundred at a time; more are two portions.
      const orders = Array.from({ length: ORDERS }, () => office.order({ unitPrice: '4999.00' }));
      await office.officer.post('/v1/orders/batch', { orders });
      ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
    });
    afterEach(() => gate.close());

    const rowOf = async (id: string) => {
      const row = await inSnapshot(gate.db, (tx) => findBacktestRow(tx, id));
      assert.ok(row);
      return row;
    };
    const changesOf = (backtest: string) =>
      inSnapshot(gate.db, async (tx) => {
        const { rows } = await listChangeRows(tx, { backtest, after: undefined, limit: 2 * ORDERS });
        return rows;
      });

    /** Begun, with the first of its two portions kept, and how the second is kept: a finished one has found it already. */
    async function halfDone() {
      const { id: whole } = await report(gate, audit, { ruleSet });
      const id = await begin(audit, { ruleSet });
      await run(gate, { portionsMax: 1, portionsInPiece: 1 });
      const [half, finished] = [await rowOf(id), await rowOf(whole)];
      const kept = (await changesOf(id)).length;
      const rest = (await changesOf(whole)).slice(kept);
      assert.ok(kept > 0 && rest.length > 0 && half.nextIndex < half.logSize);
      const { nextIndex: from, logSize: next } = half;
      const step = { id, from, build: gate.deps.build, next, tally: finished.tally };
      return { id, keepRest: (tx: Tx) => writePiece(tx, step, rest) };
    }

    /**
     * Holds what a transaction has written, begins another act, and commits as soon as that one waits for it. On MariaDB another
     * gate holds it: one gate does what comes one by one in turn.
     */
    async function whileHeld<T>(write: (tx: Tx) => Promise<unknown>, act: () => Promise<T>): Promise<T> {
      const holder = engine === 'mysql' ? openDatabase(gate.databaseUrl) : gate.db;
      let acting: Promise<T> | undefined;
      await inTransaction(holder, async (tx) => {
        assert.ok(await write(tx));
        acting = act();
        if (engine === 'mysql') await untilUpdateWaits();
      });
      if (holder !== gate.db) await holder.close();
      assert.ok(acting);
      return acting;
    }

    /** On SQLite the one connection that writes is waited for; on MariaDB the row is. */
    async function untilUpdateWaits(): Promise<void> {
      const waiting = `select id from information_schema.processlist
                       where db = database() and info like 'update backtests set%'`;
      const isWaitedFor = async (): Promise<boolean> =>
        (await inSnapshot(gate.db, (tx) => selectRows(tx, waiting))).length > 0;
      await until('somebody waits for the row of the back-test', isWaitedFor);
    }

    it('is cancelled with what the piece has found, and the log says the same', async () => {
      const { id, keepRest } = await halfDone();

      const cancelled = await whileHeld(keepRest, () => audit.post(`/v1/backtests/${id}/cancellation`));

      assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'cancelled']);
      const { body } = await audit.get(`/v1/log/entries?from=${cancelled.body.logIndex}&limit=1`);
      const leaf = JSON.parse(body.items[0].record);
      assert.deepEqual(
        [leaf.type, leaf.looked, leaf.changes.count],
        ['backtest.cancelled', (await rowOf(id)).tally.looked, (await changesOf(id)).length],
      );
      assert.equal((await changesOf(id)).length, ORDERS);
      await assertVerified(gate);
    });

    it('is not finished by the build from which another one takes it over, and is found by that one alone', async () => {
      const { id, keepRest } = await halfDone();
      assert.ok(await inTransaction(gate.db, keepRest));
      const stands = await rowOf(id);
      const { deps } = gate;
      const finish = () =>
        inTransaction(gate.db, (tx) => governed(tx, deps, (entry) => finishBacktest(entry, id, deps)));

      const isFinished = await whileHeld((tx) => takeOverBacktest(tx, stands, ANOTHER_BUILD), finish);

      assert.deepEqual([isFinished, (await rowOf(id)).state, await changesOf(id)], [false, 'running', []]);
      await run({ ...gate, deps: { ...deps, build: ANOTHER_BUILD } }, { portionsInPiece: 1 });
      const { body } = await audit.get(`/v1/backtests/${id}/report`);
      assert.deepEqual([body.evaluator.build, body.changes.count], [ANOTHER_BUILD, ORDERS]);
      await assertVerified(gate);
    });

    it('is not finished by a build when another one has found all of it', async () => {
      const { id, keepRest } = await halfDone();
      assert.ok(await inTransaction(gate.db, keepRest));
      const deps = { ...gate.deps, build: ANOTHER_BUILD };

      const isFinished = await inTransaction(gate.db, (tx) =>
        governed(tx, deps, (entry) => finishBacktest(entry, id, deps)),
      );

      assert.deepEqual([isFinished, (await rowOf(id)).state], [false, 'running']);
    });
  });
});

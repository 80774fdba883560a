import assert from 'node:assert/strict';
import { inSnapshot, inTrial, type Tx } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { type Difference, describeDifference, verifyLog } from '../../src/log/index.ts';
import { livedGate } from '../orders/history/history-support.ts';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import { type Office, openOffice } from '../support/office.ts';
import { catchUp } from './audit-support.ts';

interface SignalRow {
  readonly log_index: number;
  readonly kind: string;
  readonly order_id: string;
  readonly quantity: number;
}

interface CountRow {
  readonly id: string;
  readonly rule: string;
  readonly month: string;
  readonly agency_code: string;
  readonly result: string;
  readonly decisions: number;
}

const CURSOR = { name: 'audit-marks' };

async function verify(tx: Tx): Promise<readonly Difference[]> {
  return (await verifyLog(tx, { parse: parseLeaf, projections: await allProjections() })).differences;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('verifying what auditors are answered from', () => {
    const here = livedGate(engine);
    let signals: readonly SignalRow[];
    let counts: readonly CountRow[];
    /** Decided in a month of its own, one of them classified. */
    let later: readonly Office[];
    let read: number;

    before(async () => {
      const { gate } = here;
      gate.clock.advance({ days: 40 });
      later = [await openOffice(gate), await openOffice(gate, { isClassified: true })];
      for (const office of later) assert.equal((await office.submit(office.order())).status, 201);
      await catchUp(gate);
      read = Number((await gate.db.reader('cursors').where(CURSOR).first()).log_index);
      // Not read by the job yet, and so not missing.
      const [office] = later;
      assert.equal((await office?.submit(office.order()))?.status, 201);
      signals = await gate.db.reader('order_signals').orderBy(['log_index', 'kind']);
      counts = await gate.db.reader('rule_statistics').orderBy('id');
    });

    const foundAfter = (change: (tx: Tx) => Promise<unknown>): Promise<readonly unknown[]> =>
      inTrial(here.gate.db, async (tx) => {
        await change(tx);
        const found = (await verify(tx)).map(({ table, key, kind, field }) => [table, key, kind, field]);
        // What an order scores by its signals is told beside, and tried for itself.
        return found.filter(([, , , field]) => field !== 'score');
      });
    const signalOf = (kind: string): SignalRow => {
      const row = signals.find((one) => one.kind === kind);
      assert.ok(row, kind);
      return row;
    };
    const keyOf = ({ log_index, kind }: Pick<SignalRow, 'log_index' | 'kind'>): string =>
      `${Number(log_index)}/${kind}`;
    const rowOf = ({ log_index, kind }: SignalRow, tx: Tx) => tx('order_signals').where({ log_index, kind });
    const countOf = (wish: Partial<CountRow>): CountRow => {
      const row = counts.find((one) => Object.entries(wish).every(([name, is]) => one[name as keyof CountRow] === is));
      assert.ok(row, JSON.stringify(wish));
      return row;
    };

    it('finds nothing where nobody has touched it, nor in what the job has not read yet', async () => {
      assert.deepEqual(await inSnapshot(here.gate.db, verify), []);
      assert.ok(new Set(counts.map(({ month }) => month)).size > 1);
      assert.ok(signals.some(({ order_id: id }) => id === here.lived.classified));
      assert.deepEqual(await foundAfter((tx) => tx('cursors').where(CURSOR).update({ log_index: read })), []);
    });

    it('names a signal that was taken away, made smaller, or given to another order or kind', async () => {
      const row = signalOf('rejected');
      const key = keyOf(row);

      assert.deepEqual(await foundAfter((tx) => rowOf(row, tx).delete()), [['order_signals', key, 'no-row', null]]);
      assert.deepEqual(await foundAfter((tx) => rowOf(row, tx).update({ quantity: 7 })), [
        ['order_signals', key, 'differs', 'quantity'],
      ]);
      assert.deepEqual(await foundAfter((tx) => rowOf(row, tx).update({ order_id: 'ord_of_nobody' })), [
        ['order_signals', key, 'differs', 'order_id'],
      ]);
      const other = keyOf({ ...row, kind: 'split' });
      assert.deepEqual(await foundAfter((tx) => rowOf(row, tx).update({ kind: 'split' })), [
        ['order_signals', key, 'no-row', null],
        ['order_signals', other, 'no-leaf', null],
      ]);
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      it('names a signal that no decision gives, wherever it points', async () => {
        const made = { kind: 'split', order_id: here.lived.approved, quantity: 90 };
        for (const index of [-1, 0, read, 1_000_000]) {
          assert.deepEqual(await foundAfter((tx) => tx('order_signals').insert({ ...made, log_index: index })), [
            ['order_signals', `${index}/split`, 'no-leaf', null],
          ]);
        }
      });

      it('names a count that is too large, too small or gone, in the month and agency where it is', async () => {
        const row = countOf({ result: 'fired' });
        const rows = (tx: Tx) => tx('rule_statistics').where({ id: row.id });
        const decisions = Number(row.decisions);
        const wrong = [['rule_statistics', row.id, 'differs', 'decisions']];

        assert.deepEqual(await foundAfter((tx) => rows(tx).update({ decisions: decisions + 1 })), wrong);
        assert.deepEqual(await foundAfter((tx) => rows(tx).update({ decisions: decisions - 1 })), wrong);
        assert.deepEqual(await foundAfter((tx) => rows(tx).delete()), [['rule_statistics', row.id, 'no-row', null]]);
        const said = await inTrial(here.gate.db, async (tx) => {
          await rows(tx).update({ decisions: 77 });
          return verify(tx);
        });
        assert.ok(said[0]);
        const words = describeDifference(said[0]);
        assert.equal(words['zh-CN'], `rule_statistics：${row.id} 的 decisions 为 77，按日志应为 ${decisions}`);
        assert.equal(words.en, `rule_statistics: decisions of ${row.id} is 77, and the log gives ${decisions}`);
      });

      it('names a count that was moved to another month, agency or result, and one that was made up', async () => {
        const row = countOf({ result: 'fired', month: '2026-06' });
        const rows = (tx: Tx) => tx('rule_statistics').where({ id: row.id });
        const moved = [
          ['rule_statistics', row.id, 'no-leaf', null],
          ['rule_statistics', row.id, 'no-row', null],
        ];
        const foundSorted = async (change: object): Promise<readonly unknown[]> =>
          [...(await foundAfter((tx) => rows(tx).update(change)))].sort();

        for (const change of [
          { month: '2031-01' },
          { agency_code: '9'.repeat(18) },
          { result: 'passed?' },
          { rule: 'ZZ-99' },
        ]) {
          assert.deepEqual(await foundSorted(change), moved, JSON.stringify(change));
        }
        for (const made of [
          { ...row, id: 'another key of the same', decisions: 3 },
          { ...row, id: `${row.rule}/2031-01/${row.agency_code}/fired`, month: '2031-01' },
          { ...row, id: `ZZ-99/${row.month}/${row.agency_code}/fired`, rule: 'ZZ-99' },
        ]) {
          assert.deepEqual(await foundAfter((tx) => tx('rule_statistics').insert(made)), [
            ['rule_statistics', made.id, 'no-leaf', null],
          ]);
        }
      });

      it('names a cursor that is ahead of the log, and what is counted beyond one that was set back', async () => {
        const ahead = await foundAfter((tx) => tx('cursors').where(CURSOR).update({ log_index: 1_000_000 }));
        const back = await foundAfter((tx) =>
          tx('cursors')
            .where(CURSOR)
            .update({ log_index: read - 1 }),
        );

        assert.ok(ahead.some((found) => String(found) === 'cursors,audit-marks,differs,log_index'));
        const tables = new Set(back.map((found) => (found as readonly string[])[0]));
        assert.deepEqual([...tables].sort(), ['audited_orders', 'order_signals', 'rule_statistics']);
      });

      it('says nothing of a decision that cannot be read any more, and still finds what it cannot have added', async () => {
        const { classified } = here.lived;
        const { agency_code: agency } = await here.gate.db.reader('orders').where({ id: classified }).first();
        const row = countOf({ agency_code: agency, result: 'passed' });
        const seal = (tx: Tx) => tx('sealed_texts').where({ pointer: '/detail' }).delete();
        const beside = async (change: (tx: Tx) => Promise<unknown>): Promise<readonly unknown[]> => {
          const found = await foundAfter(async (tx) => {
            await seal(tx);
            await change(tx);
          });
          return found.filter((one) =>
            ['order_signals', 'rule_statistics'].includes((one as readonly string[])[0] ?? ''),
          );
        };
        const rows = (tx: Tx) => tx('rule_statistics').where({ id: row.id });

        assert.deepEqual(await beside(async () => undefined), []);
        assert.deepEqual(await beside((tx) => rows(tx).delete()), []);
        assert.deepEqual(await beside((tx) => rows(tx).update({ decisions: 2 })), [
          ['rule_statistics', row.id, 'differs', 'decisions'],
        ]);
        assert.deepEqual(
          await beside((tx) => tx('order_signals').where({ order_id: classified }).update({ order_id: 'ord_x' })),
          signals
            .filter(({ order_id: id }) => id === classified)
            .map((signal) => ['order_signals', keyOf(signal), 'differs', 'order_id']),
        );
      });
    });
  });
});

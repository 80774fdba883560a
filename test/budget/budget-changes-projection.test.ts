import assert from 'node:assert/strict';
import { BUDGET_LINES, budgetChangeProjection } from '../../src/budget/index.ts';
import { inSnapshot, inTransaction, type Tx } from '../../src/db/index.ts';
import { counterProjection, type Move, movesProjection } from '../../src/ledger/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { referenceProjection } from '../../src/reference/index.ts';
import { BUREAU, gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { givenThreeLines, revise, transfer } from './budget-office.ts';
import { importBudget, sheetOf } from './finance-sheet.ts';

const PROJECTIONS = [
  ...[budgetChangeProjection, counterProjection, referenceProjection(BUDGET_LINES)],
  movesProjection(async ({ body }) => ('moves' in body ? (body.moves as readonly Move[]) : [])),
];

const verify = async (tx: Tx): Promise<readonly string[]> =>
  (await verifyLog(tx, { projections: PROJECTIONS })).differences.map(
    ({ table, key, kind, field }) => `${table} ${key} ${kind}${field === null ? '' : ` ${field}`}`,
  );

describe('verifying what changed budget lines', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    let revision: string;
    let transferred: string;
    beforeEach(async () => {
      await givenThreeLines(here.gate, BUREAU);
      revision = (await revise(here.gate.installer)).body.id;
      transferred = (await transfer(here.gate.installer)).body.id;
      const cells = { 指标编码: 'A', 项目名称: '办公设备更新', '指标额度（元）': '90000' };
      const imported = await importBudget(here.gate.installer, sheetOf({}, cells));
      assert.deepEqual([imported.body.created, imported.body.revised], [1, 1], JSON.stringify(imported.body.rows));
    });

    const changed = (change: (tx: Tx) => PromiseLike<unknown>): Promise<readonly string[]> =>
      inTransaction(here.gate.db, async (tx) => {
        await change(tx);
        return verify(tx);
      });

    it('finds nothing where everything went through the gate', async () => {
      assert.deepEqual(await inSnapshot(here.gate.db, verify), []);
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      for (const [column, value, field] of [
        ['change_fen', 1, 'changeFen'],
        ['budget_line', 'B', 'budgetLine'],
        ['document_number', '别的文号', 'documentNumber'],
        ['reason', '别的理由', 'reason'],
        ['key_id', 'key_other', 'keyId'],
        ['at', '2026-06-01T01:00:00.001Z', 'at'],
      ] as const) {
        it(`names a revision of which ${column} was changed`, async () => {
          const found = await changed((tx) =>
            tx('budget_revisions')
              .where({ id: revision })
              .update({ [column]: value }),
          );

          assert.deepEqual(found, [`budget_revisions ${revision} differs ${field}`]);
        });
      }
    });

    it('names a transfer that was changed, deleted or made up', async () => {
      const row = await here.gate.db.reader('budget_transfers').first();

      const amount = await changed((tx) => tx('budget_transfers').where({ id: transferred }).update({ amount_fen: 1 }));
      assert.deepEqual(amount, [`budget_transfers ${transferred} differs amountFen`]);
      await here.gate.db.writer('budget_transfers').where({ id: transferred }).update(row);
      const gone = await changed((tx) => tx('budget_transfers').delete());
      assert.deepEqual(gone, [`budget_transfers ${transferred} no-row`]);
      await here.gate.db.writer('budget_transfers').insert(row);
      for (const log_index of [0, 1_000_000]) {
        const invented = { ...row, id: 'trf_invented', log_index };
        const found = await changed((tx) => tx('budget_transfers').insert(invented));
        assert.deepEqual(found, ['budget_transfers trf_invented no-leaf']);
        await here.gate.db.writer('budget_transfers').where({ id: 'trf_invented' }).delete();
      }
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      for (const [column, value] of [
        ['warn_percent', 10],
        ['closed_reason', '编造'],
        ['functional_class', '2010301'],
        ['catalogue_codes', '["A02010105"]'],
        ['is_closed', 1],
      ] as const) {
        it(`names a line of which ${column} was changed`, async () => {
          const found = await changed((tx) =>
            tx('budget_lines')
              .where({ code: 'B' })
              .update({ [column]: value }),
          );

          assert.equal(found.length, 1, found.join());
          assert.match(found[0] ?? '', /^budget_lines B differs /);
        });
      }

      it('names a line of which an amount was changed, since no move gives it', async () => {
        const found = await changed((tx) => tx('budget_lines').where({ code: 'B' }).increment('elsewhere_fen', 1));

        assert.deepEqual(found, ['budget_lines B differs elsewhere_fen']);
      });
    });
  });
});

import assert from 'node:assert/strict';
import type { Engine } from '../../../src/db/index.ts';
import { forEachEngine, onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { inLongRun, size } from '../../support/long.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { refuseRows } from '../../support/refused-rows.ts';
import {
  assertSound,
  closedByTwo,
  commitmentSums,
  goOn,
  killedOnItsWay,
  manyOrders,
  nextLineOf,
  planOf,
  yearOf,
} from './close-year-support.ts';

/** Orders under contract; each of them binds money on two lines. A thousand commitments where that takes seconds. */
const CONTRACTS = { sqlite: size({ test: 120, long: 500 }), mysql: size({ test: 120, long: 200 }) } as const;
const KILLED_CONTRACTS = size({ test: 210, long: 250 });
const CLEARED = size({ test: 10, long: 60 });

describe('closing a year with many open commitments', function () {
  this.timeout(180_000);
  let gate: Gate;
  let office: Office;
  const openOn = async (engine: Engine): Promise<void> => {
    gate = await startGate({ engine });
    office = await openOffice(gate, { staff: 100_000, hardwareMoney: '90000000.00', softwareMoney: '90000000.00' });
  };
  afterEach(() => gate.close());

  forEachEngine('locks', (engine) => {
    it('comes to the same fen, however often it is stopped in the middle', async () => {
      await openOn(engine);
      const next = [await nextLineOf(gate, office.hardwareLine), await nextLineOf(gate, office.softwareLine)] as const;
      const order = () => office.order({ unitPrice: '1099.01' });
      await manyOrders(gate, office, { approved: CLEARED, contracted: CONTRACTS[engine], order });
      const body = { encumbered: 'carry-over' };
      const { sums, orders, commitments, before } = (await planOf(gate, body)).body;
      assert.deepEqual([orders, commitments], [CLEARED, 2 * CONTRACTS[engine]]);

      await closedByTwo(gate, body);
      // The clearances, and the first commitments.
      await goOn(gate, 2);
      const first = await yearOf(gate);
      // A leaf is the last that a chunk writes, so its moves are there by then, and must go with it.
      const end = await refuseRows(gate.db, { before: 'insert on log_leaves' });
      await assert.rejects(goOn(gate));
      await end();
      const again = await yearOf(gate);
      let turns = 0;
      while ((await goOn(gate, 1)) === 0 && turns < 100) turns += 1;

      assert.ok(first.progress.done > 0 && first.progress.done < first.progress.total, JSON.stringify(first));
      assert.deepEqual(again, first);
      const after = await yearOf(gate);
      assert.deepEqual([after.state, after.sums], ['closed', sums]);
      assert.deepEqual(await commitmentSums(gate), {
        ...{ open: sums.carried, released: sums.released, carried: sums.carried },
      });
      assert.equal(before.encumbered, sums.carried);
      const lines = await gate.db.reader('budget_lines').whereIn('code', next);
      assert.deepEqual(
        lines.map((line) => Number(line.appropriation_fen) - Number(line.encumbered_fen)),
        [10_000, 10_000],
      );
      assert.equal(await goOn(gate), 0);
      await assertSound(gate);
    });
  });

  inLongRun('orders/year-end/close-year-many.test.ts', () =>
    onOneEngine('what a kill leaves is what a stop in the middle leaves, and that is tried on both', (engine) => {
      it('comes to the same fen when the process that does it is killed, and killed again', async () => {
        await openOn(engine);
        await nextLineOf(gate, office.hardwareLine);
        await nextLineOf(gate, office.softwareLine);
        const order = () => office.order({ unitPrice: '1099.01' });
        await manyOrders(gate, office, { approved: CLEARED, contracted: KILLED_CONTRACTS, order });
        const { sums } = (await planOf(gate, { encumbered: 'carry-over' })).body;
        await closedByTwo(gate, { encumbered: 'carry-over' });

        await killedOnItsWay(gate);
        const once = await yearOf(gate);
        await killedOnItsWay(gate);
        const twice = await yearOf(gate);
        await goOn(gate);

        assert.deepEqual([once.state, twice.state], ['closing', 'closing']);
        const [first, second] = [once.progress, twice.progress];
        assert.ok(
          first.done > 0 && first.done < second.done && second.done < second.total,
          JSON.stringify([once, twice]),
        );
        const after = await yearOf(gate);
        assert.deepEqual([after.state, after.sums], ['closed', sums]);
        await commitmentSums(gate);
        await assertSound(gate);
      });
    }),
  );
});

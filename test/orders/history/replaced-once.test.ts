import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { assertSound, deliveriesOf, machines } from '../../fulfilment/delivery/acceptance-support.ts';
import { contracted, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { ENGINES, forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { size } from '../../support/long.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, idOf } from '../life-support.ts';
import { assertApproved, assertJudged } from '../tricky-cases/tricky-orders.ts';
import { moveTo, oldMachine, replacing } from './old-machine-support.ts';
import { twoProcesses } from './two-processes-support.ts';

const ALREADY = ['HW-04 replaced-already /lines/0/replaces'];
const PERHAPS = ['HW-04 perhaps-replaced /lines/0/replaces'];

describe('an old machine', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let office: Office;
    let old: string;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
      old = await oldMachine(gate, office);
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const buy = (...ids: string[]): Promise<Response> => office.submit(replacing(office, ids));
    const namedIn = ({ body }: Response): string => body.decision.findings[0].message['zh-CN'];

    it('is a reason for one purchase: the next order that replaces it is refused and names the first', async () => {
      const first = await buy(old);
      assertApproved(first);
      const second = await buy(old);

      assertJudged(second, 'rejected', ALREADY);
      assert.match(namedIn(second), new RegExp(`1.*${idOf(first)}`, 'u'));
      assertApproved(await buy(await oldMachine(gate, office)));
    });

    it('is replaced once by whatever comes for it: bought, rented or given', async () => {
      const rules = async (ways: OrderSubmission, ids: readonly string[]): Promise<readonly string[]> => {
        const [line] = ways.lines;
        assert.ok(line);
        const answer = await office.submit({ ...ways, lines: [{ ...line, replaces: [...ids] }] });
        const { findings } = answer.body.decision;
        return findings.map(({ rule, clause }: { rule: string; clause: string }) => `${rule} ${clause}`);
      };
      const lease = () => office.order({ order: { acquisition: 'lease', method: 'batch-centralized' } });
      const gift = () => {
        const order = office.order({ order: { acquisition: 'donation', method: null, organisationForm: null } });
        const lines = order.lines.map((line) => ({ ...line, unitPrice: null, funding: [] }));
        return { ...order, lines };
      };
      const young = await oldMachine(gate, office, { acquiredOn: '2025-01-01' });
      assertApproved(await buy(old));

      for (const way of [lease, gift]) {
        assert.ok((await rules(way(), [old])).includes('HW-04 replaced-already'));
        assert.ok((await rules(way(), [young])).includes('HW-04 too-young'));
        const free = await rules(way(), [await oldMachine(gate, office)]);
        assert.deepEqual(
          free.filter((found) => found.startsWith('HW-04')),
          [],
        );
      }
    });

    it('is refused in both lines of one order that name it', async () => {
      const order = replacing(office, [old]);
      const lines = [...order.lines, ...order.lines.map((line) => ({ ...line, line: 2 }))];
      const total = String(Number(order.total) + 4999);

      const answer = await office.submit({ ...order, lines, total: `${total}.00` });

      const found = answer.body.decision.findings.filter(({ rule }: { rule: string }) => rule === 'HW-04');
      assert.deepEqual(
        found.map(({ clause, pointer }: { clause: string; pointer: string }) => `${clause} ${pointer}`),
        ['replaced-twice /lines/0/replaces', 'replaced-twice /lines/1/replaces'],
      );
    });

    it('is free again when its order is withdrawn, names another one, or its contract ends before anything came', async () => {
      const acts = actsOf(office.officer);
      await acts.withdraw(await buy(old));
      const amended = await buy(old);
      assertApproved(amended);
      const { reference } = amended.body.order;
      const other = replacing(office, [await oldMachine(gate, office)]);
      assertApproved(await acts.amend(amended, { ...other, reference }));

      const contract = await contracted(office, replacing(office, [old]));
      assertJudged(await buy(old), 'rejected', ALREADY);
      await stepsOf(office.officer).terminate(contract);
      assertApproved(await buy(old));
    });

    it('stays free where the order that named it was rejected, and does not stand in the way of its own', async () => {
      const young = await oldMachine(gate, office, { acquiredOn: '2025-01-01' });
      assertJudged(await buy(old, young), 'rejected', ['HW-04 too-young /lines/0/replaces']);
      const order = replacing(office, [old]);
      const approved = await office.submit(order);
      assertApproved(approved);
      assertApproved(await actsOf(office.officer).amend(approved, { ...order, justification: '更正' }));
    });

    it('that was replaced by what came stays replaced, also when the contract ends', async () => {
      const second = await oldMachine(gate, office);
      const order = replacing(office, [old], 3);
      const contract = await contracted(office, order);
      const came = await deliveriesOf(office).accept(contract, { acceptedOn: '2026-06-01', devices: machines(1) });
      await stepsOf(office.officer).terminate(came);
      assertJudged(await buy(old), 'rejected', ALREADY);

      // Of two old machines nobody knows which one it is.
      const two = await contracted(office, replacing(office, [second, await oldMachine(gate, office)], 3));
      const one = await deliveriesOf(office).accept(two, { acceptedOn: '2026-06-01', devices: machines(1) });
      await stepsOf(office.officer).terminate(one);
      assertJudged(await buy(second), 'referred', PERHAPS);
    });

    it('is free again once what came for it went back', async () => {
      const devices = machines(1);
      const contract = await contracted(office, replacing(office, [old], 3));
      const came = await deliveriesOf(office).accept(contract, { acceptedOn: '2026-06-01', devices });
      const back = await deliveriesOf(office).giveBack(came, [String(devices[0]?.serial)]);
      await stepsOf(office.officer).terminate(back);

      assertApproved(await buy(old));
    });

    it('goes to a person where another agency replaced it, or a machine with its mainboard is replaced', async () => {
      const other = await openOffice(gate);
      assertApproved(await buy(old));
      await moveTo(gate, old, other);
      assertJudged(await other.submit(replacing(other, [old])), 'referred', PERHAPS);

      const numbers = (mainboardSerial: string) => ({ mainboardSerial, assetNumber: `ZC-${nextNumber()}` });
      const board = `MB-${nextNumber()}`;
      const one = await oldMachine(gate, office, numbers(board));
      const again = await oldMachine(gate, office, numbers(board.toLowerCase()));
      const together = await buy(one, again);
      assertJudged(together, 'referred', PERHAPS);
      await actsOf(office.officer).withdraw(together);
      assertApproved(await buy(one));
      assertJudged(await buy(again), 'referred', PERHAPS);
    });

    it('is got by one of twenty orders that come at the same moment, and of one batch by the first', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => buy(old)));
      const outcomes = answers.map(({ body }) => body.decision.outcome);
      assert.equal(outcomes.filter((outcome) => outcome === 'approved').length, 1, outcomes.join());

      const id = await oldMachine(gate, office);
      const orders: OrderSubmission[] = [replacing(office, [id]), replacing(office, [id])];
      const { body } = await office.officer.post('/v1/orders/batch', { orders });
      const inTurn = body.results.map(({ decision }: { decision: { outcome: string } }) => decision.outcome);
      assert.deepEqual(inTurn, ['approved', 'rejected']);
    });

    it('is looked for by an index', async () => {
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const query = `${explain} select order_id from order_replaced where device_id in (?, ?)`;

      const plan = await inSnapshot(gate.db, (tx) => tx.raw(query, ['a', 'b']));

      assert.match(JSON.stringify(plan), /order_replaced_by_device/);
    });
  });
});

if (ENGINES.includes('mysql')) {
  describe('two processes on one MariaDB that are asked to replace one machine', () => {
    const race = twoProcesses();

    it('approve one order of the two, every time, and the other leaves nothing behind', async function () {
      this.slow(20_000);
      for (let time = 1; time <= size({ test: 3, long: 10 }); time += 1) {
        const { gate, office, submitBoth, countRows } = await race();
        const old = await oldMachine(gate, office);

        const outcomes = await submitBoth(() => replacing(office, [old]));

        assert.deepEqual(outcomes, ['approved', 'rejected'], `time ${time}`);
        const line = (await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`)).body;
        assert.equal(line.reserved, '4999.00');
        assert.equal(await countRows('order_replaced'), 1);
      }
    });
  });
}

import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { assertSound } from '../../fulfilment/delivery/acceptance-support.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { ENGINES, forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { size } from '../../support/long.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, THIN } from '../life-support.ts';
import { assertApproved, assertJudged } from '../tricky-cases/tricky-orders.ts';
import { twoProcesses } from './two-processes-support.ts';

const USED_UP = ['OS-15 used-up /lines/0/computer/operatingSystem/evidence'];
const SHORT = ['OS-15 short /lines/0/computer/operatingSystem/evidence'];

type Papers = NonNullable<
  NonNullable<NonNullable<OrderSubmission['lines'][number]['computer']>['operatingSystem']>['evidence']
>;

const letterFor = (seats: number | null, reference: string): Papers => [
  { kind: 'vendor-authorization-letter', reference, seats },
];

/** Bought in the centralized batch: many e-mall orders of one agency would be splitting. */
function shows(office: Office, quantity: number, evidence: Papers): OrderSubmission {
  const order = office.order({ quantity, order: { method: 'batch-centralized' } });
  const lines = order.lines.map((line) => ({
    ...line,
    computer: { ...line.computer, operatingSystem: { ...line.computer?.operatingSystem, evidence } },
  }));
  return { ...order, lines };
}

describe('a paper that proves the systems of computers', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let office: Office;
    let number: string;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
      number = `SQ-2026-${nextNumber()}`;
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const letter = (seats: number | null = 5) => letterFor(seats, number);

    it('for five machines is used up by an order of five', async () => {
      assertApproved(await office.submit(shows(office, 5, letter())));
      assertJudged(await office.submit(shows(office, 5, letter())), 'rejected', USED_UP);
      assertJudged(await office.submit(shows(office, 1, letterFor(10, number.toLowerCase()))), 'rejected', USED_UP);
    });

    it('for ten machines is good for two orders of five, and for no third', async () => {
      assertApproved(await office.submit(shows(office, 5, letter(10))));
      assertApproved(await office.submit(shows(office, 5, letter(10))));
      assertJudged(await office.submit(shows(office, 1, letter(10))), 'rejected', USED_UP);
    });

    it('of an agency is counted for no other, and one that says no number for nobody', async () => {
      assertApproved(await office.submit(shows(office, 5, letter())));
      const other = await openOffice(gate);
      assertApproved(await other.submit(shows(other, 5, letter())));
      assertApproved(await other.submit(shows(other, 5, letterFor(null, `${number}-2`))));
      assertApproved(await other.submit(shows(other, 5, letterFor(null, `${number}-2`))));
    });

    it('covers no more machines of one order than it says; a certificate of authenticity is for one', async () => {
      assertJudged(await office.submit(shows(office, 5, letter(2))), 'rejected', SHORT);
      const certificate = { kind: 'coa', reference: `COA ${number}` } as const;
      // A system of this country is proven by more than a label, which another rule says.
      assertJudged(await office.submit(shows(office, 5, [certificate])), 'rejected', [THIN, ...SHORT]);
      assertJudged(await office.submit(shows(office, 1, [certificate])), 'referred', [THIN]);
      assertJudged(await office.submit(shows(office, 1, [certificate])), 'rejected', [THIN, ...USED_UP]);
      assertJudged(await office.submit(shows(office, 5, [{ kind: 'coa' }])), 'referred', [THIN]);
    });

    it('is free again when its order is withdrawn, shows another one, or its contract ends', async () => {
      const acts = actsOf(office.officer);
      const withdrawn = await office.submit(shows(office, 5, letter()));
      await acts.withdraw(withdrawn);
      const amended = await office.submit(shows(office, 5, letter()));
      assertApproved(amended);
      const otherPaper = { ...shows(office, 5, letterFor(5, `${number}-2`)), reference: amended.body.order.reference };
      assertApproved(await acts.amend(amended, otherPaper));
      const order = shows(office, 5, letter());
      const approved = await office.submit(order);
      assertApproved(approved);
      const contract = await stepsOf(office.officer).contract(approved, contractFor(order));
      assertApproved(contract);
      assertJudged(await office.submit(shows(office, 1, letter())), 'rejected', USED_UP);
      await stepsOf(office.officer).terminate(contract);
      assertApproved(await office.submit(shows(office, 5, letter())));
    });

    it('does not stand in the way of the order that shows it when that is decided again', async () => {
      const order = shows(office, 5, letter());
      const approved = await office.submit(order);
      const more = { ...shows(office, 5, letter()), reference: order.reference, lines: order.lines };
      assertApproved(await actsOf(office.officer).amend(approved, { ...more, justification: '更正' }));
      const check = await office.officer.post('/v1/checks', shows(office, 1, letter()));
      assert.deepEqual([check.status, check.body.decision.outcome], [200, 'rejected']);
    });

    it('is got by one of twenty orders that come at the same moment, and of one batch by the first', async () => {
      const orders = Array.from({ length: 20 }, () => shows(office, 5, letter()));
      const answers = await Promise.all(orders.map(office.submit));
      const outcomes = answers.map(({ body }) => body.decision.outcome);
      assert.equal(outcomes.filter((outcome) => outcome === 'approved').length, 1, outcomes.join());

      const batch = [shows(office, 5, letterFor(5, `${number}-9`)), shows(office, 5, letterFor(5, `${number}-9`))];
      const { body } = await office.officer.post('/v1/orders/batch', { orders: batch });
      const inTurn = body.results.map(({ decision }: { decision: { outcome: string } }) => decision.outcome);
      assert.deepEqual(inTurn, ['approved', 'rejected']);
    });

    it('is looked for by an index', async () => {
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const planOf = (query: string) => inSnapshot(gate.db, (tx) => tx.raw(`${explain} ${query}`, ['a', 'b']));

      const ordered = await planOf('select order_id from order_proofs where proof_key in (?, ?)');
      const delivered = await planOf('select order_id from accepted_devices where proof_key in (?, ?)');

      assert.match(JSON.stringify(ordered), /order_proofs_by_key/);
      assert.match(JSON.stringify(delivered), /accepted_devices_by_proof/);
    });
  });
});

if (ENGINES.includes('mysql')) {
  describe('two processes on one MariaDB that are shown one paper', () => {
    const race = twoProcesses();

    it('approve one order of the two, every time, and the other leaves nothing behind', async function () {
      this.slow(20_000);
      for (let time = 1; time <= size({ test: 3, long: 10 }); time += 1) {
        const { gate, office, submitBoth, countRows } = await race();
        const letter = letterFor(5, `SQ-2026-${nextNumber()}`);

        const outcomes = await submitBoth(() => shows(office, 5, letter));

        assert.deepEqual(outcomes, ['approved', 'rejected'], `time ${time}`);
        const line = (await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`)).body;
        assert.equal(line.reserved, '24995.00');
        assert.equal(await countRows('order_proofs'), 1);
      }
    });
  });
}

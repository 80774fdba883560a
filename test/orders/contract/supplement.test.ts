import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { assertFindings, contracted, moneyOn } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber, withoutSystem } from '../../support/given.ts';
import { type Office, type OfficeWish, openOffice } from '../../support/office.ts';
import { actsOf, idOf, movesOf, standingOf, withThinEvidence } from '../life-support.ts';
import { assertApproved, assertJudged } from '../tricky-cases/tricky-orders.ts';

async function contractFaults(gate: Gate): Promise<readonly string[]> {
  const { differences } = await inSnapshot(gate.db, (tx) =>
    verifyLog(tx, { parse: parseLeaf, projections: gateProjections() }),
  );
  return differences
    .filter(({ table }) => table === 'order_contracts')
    .map(({ table, key, kind, field }) => [table, key, kind, field].join(' '));
}

/** Ten sets of a machine, an office and an antivirus licence; each set is a tenth of the contract. */
const SETS = 10;

describe('a supplement to a contract', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    /** The same order for another number of sets. */
    function ofSets(order: OrderSubmission, quantity: number): OrderSubmission {
      const again = office.order({ reference: order.reference, quantity });
      const lines = again.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));
      return { ...again, lines };
    }
    const supplement = (last: Response, body: OrderSubmission) => actsOf(office.officer).amend(last, body);
    async function opened(wish: OfficeWish = {}): Promise<{ order: OrderSubmission; signed: Response }> {
      office = await openOffice(gate, wish);
      const order = office.order({ quantity: SETS });
      return { order, signed: await contracted(office, order) };
    }

    it('of exactly a tenth passes: the difference is reserved and encumbered in the same act', async () => {
      const { order, signed } = await opened();

      const answer = await supplement(signed, ofSets(order, SETS + 1));

      assertApproved(answer);
      const { decision } = answer.body;
      assert.deepEqual([decision.stage, decision.revision, decision.contract.kind], ['contract', 3, 'supplement']);
      assert.deepEqual(standingOf(answer), {
        ...{ state: 'contracted', outcome: 'approved', revision: 3, latestRevision: 3 },
      });
      assert.deepEqual(answer.body.order.contract, signed.body.order.contract);
      assert.deepEqual(await movesOf(gate, office.hardwareLine, answer), [
        'reservation 49990.00 available → reserved',
        'encumbrance 49990.00 reserved → encumbered',
        'reservation 4999.00 available → reserved',
        'encumbrance 4999.00 reserved → encumbered',
      ]);
      const added = decision.register.undertakings.map(({ item, seats }: { item: number; seats: number }) => [
        item,
        seats,
      ]);
      assert.deepEqual(added, [
        [1, 1],
        [2, 1],
      ]);
      const { items } = (await office.officer.get(`/v1/orders/${idOf(answer)}/decisions`)).body;
      assert.deepEqual(
        items.map(({ stage, revision }: { stage: string; revision: number }) => `${stage} ${revision}`),
        ['submission 1', 'contract 2', 'submission 3', 'contract 3'],
      );
    });

    it('on a contract that was made greater behind the gate’s back is found, also when that was undone', async () => {
      const { order, signed } = await opened();
      const rows = () => gate.db.writer('order_contracts').where({ order_id: idOf(signed) });
      await rows().update({ amount_fen: 100_000_000 });
      assertApproved(await supplement(signed, ofSets(order, SETS + 5)));
      const [{ amount_fen: amount }] = await rows().select('amount_fen');
      const fault = `order_contracts ${idOf(signed)}/2 differs amount_fen`;

      const standing = await contractFaults(gate);
      await rows().update({ amount_fen: Number(signed.body.order.contract.amount.replace('.', '')) });
      const undone = await contractFaults(gate);

      assert.equal(Number(amount), 100_000_000);
      assert.deepEqual([standing, undone], [[fault], [fault]]);
    });

    onOneOfThem(engine, 'what does not pass is judged of facts, whichever engine they come from', () => {
      it('of one fen more is rejected, however it is split up over supplements', async () => {
        const { order, signed } = await opened();
        const tenth = await supplement(signed, ofSets(order, SETS + 1));

        const another = await supplement(tenth, ofSets(order, SETS + 2));

        assertFindings(another, 'rejected', ['BUD-06 over-share /total']);
        assert.deepEqual(standingOf(another), {
          ...{ state: 'contracted', outcome: 'rejected', revision: 3, latestRevision: 4 },
        });
        assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
          ...{ available: '945011.00', reserved: '0.00', encumbered: '54989.00' },
        });
        const { facts } = another.body.decision.findings[0];
        assert.deepEqual(
          [facts['contract.originalFen'], facts['contract.supplementsFen'], facts['contract.supplementsMaxFen']],
          [5_670_000, 1_134_000, 567_000],
        );
      });

      it('of one fen more than a tenth is rejected', async () => {
        const cheaper = { line: 2, model: '低价型号', quantity: 1, unitPrice: '4998.99' };
        const withSecond = (order: OrderSubmission): OrderSubmission => {
          const [line] = order.lines;
          return line ? balanced({ ...order, lines: [line, { ...line, ...cheaper }] }) : order;
        };
        // Nine machines and a cheaper tenth, with ten licences of each kind: 56,699.99 yuan; one more set is 5,670.00.
        const seats = (count: number) => ({ office: { seats: count }, antivirus: { seats: count } });
        const order = withSecond(office.order({ quantity: SETS - 1, ...seats(SETS) }));
        const more = withLine(office.order({ reference: order.reference, quantity: SETS, ...seats(SETS + 1) }), {
          model: order.lines[0]?.model,
        });
        const signed = await contracted(office, order);

        const answer = await supplement(signed, withSecond(more));

        assertFindings(answer, 'rejected', ['BUD-06 over-share /total']);
        const { facts } = answer.body.decision.findings[0];
        assert.deepEqual([facts['contract.supplementsFen'], facts['contract.supplementsMaxFen']], [567_000, 566_999]);
      });

      for (const [what, change] of [
        ['another price', (order: OrderSubmission) => withLine(order, { unitPrice: '4899.00' })],
        ['another machine', (order: OrderSubmission) => withLine(order, { model: '另一型号' })],
        ['another supplier', (order: OrderSubmission) => ({ ...order, supplier: OTHER_SUPPLIER })],
        ['another licence', (order: OrderSubmission) => withItems(order, { licenceType: 'volume' })],
        ['another day of delivery', deliveredEarlier],
      ] as const) {
        it(`for ${what} is none`, async () => {
          const { order, signed } = await opened();

          const answer = await supplement(signed, balanced(change(ofSets(order, SETS + 1))));

          assertFindings(answer, 'rejected', ['BUD-06 terms-changed']);
          assert.deepEqual(standingOf(answer), {
            ...{ state: 'contracted', outcome: 'rejected', revision: 2, latestRevision: 3 },
          });
        });
      }
    });

    it('is checked beforehand as it is decided, and the check leaves nothing behind', async () => {
      const { order, signed } = await opened();
      const { stage } = (await supplement(signed, ofSets(order, SETS + 1))).body.decision;
      const path = `/v1/checks?order=${idOf(signed)}`;

      const within = await office.officer.post(path, ofSets(order, SETS + 1));
      const beyond = await office.officer.post(path, ofSets(order, SETS + 2));
      const bare = await office.officer.post(path, withoutSystem(ofSets(order, SETS + 1)));

      assertApproved(within);
      assert.deepEqual([within.body.decision.stage, stage], ['contract', 'contract']);
      assertJudged(beyond, 'rejected', ['BUD-06 over-share /total']);
      assert.equal(bare.body.decision.stage, 'submission');
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '54989.00');
    });

    onOneOfThem(engine, 'what does not pass is judged of facts, whichever engine they come from', () => {
      it('that would make it less is rejected', async () => {
        const { order, signed } = await opened();

        const answer = await supplement(signed, ofSets(order, SETS - 1));

        assertFindings(answer, 'rejected', ['BUD-06 terms-changed']);
        assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '49990.00');
      });
    });

    it('is a submission first: machines without a system, without licences or without money never reach the contract', async () => {
      const { order, signed } = await opened({ hardwareMoney: '49990.00' });
      const more = ofSets(order, SETS + 1);

      const poor = await supplement(signed, more);
      const bare = await supplement(poor, withoutSystem(more));

      assertJudged(poor, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
      assert.equal(poor.body.decision.stage, 'submission');
      assert.equal(bare.body.decision.stage, 'submission');
      assert.deepEqual(standingOf(bare), {
        ...{ state: 'contracted', outcome: 'rejected', revision: 2, latestRevision: 4 },
      });
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
        ...{ available: '0.00', reserved: '0.00', encumbered: '49990.00' },
      });
    });

    it('that goes to people leaves the contract as it is, and may be decided again', async () => {
      const { order, signed } = await opened();
      const referred = await supplement(signed, withThinEvidence(ofSets(order, SETS + 1)));

      const again = await actsOf(office.officer).decideAgain(referred);

      for (const answer of [referred, again]) {
        assert.equal(answer.body.decision.outcome, 'referred');
        assert.deepEqual(standingOf(answer), {
          ...{ state: 'contracted', outcome: 'referred', revision: 2, latestRevision: 3 },
        });
      }
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '49990.00');
    });

    it('sent again with its Idempotency-Key is done once', async () => {
      const { order, signed } = await opened();
      const key = { 'idempotency-key': `key-${nextNumber()}` };
      const { amend } = actsOf(office.officer);

      const first = await amend(signed, ofSets(order, SETS + 1), key);
      const again = await amend(signed, ofSets(order, SETS + 1), key);

      assert.deepEqual([again.status, again.body], [first.status, first.body]);
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '54989.00');
    });
  });
});

const OTHER_SUPPLIER = { creditCode: '91420000MA4KTEXT64', name: '另一供应商', creditCheckedOn: '2026-06-01' };

/** A day earlier, also the year of service. */
function deliveredEarlier(order: OrderSubmission): OrderSubmission {
  const softwarePlan = (order.softwarePlan ?? []).map((item) => ({
    ...item,
    ...{ deliverBy: '2026-08-31', validFrom: '2026-08-31', validUntil: item.validUntil ? '2027-08-30' : null },
  }));
  return { ...order, softwarePlan, expectedDeliveryOn: '2026-08-31' };
}

function withItems(order: OrderSubmission, changes: object): OrderSubmission {
  return { ...order, softwarePlan: (order.softwarePlan ?? []).map((item) => ({ ...item, ...changes })) };
}

function withLine(order: OrderSubmission, changes: object): OrderSubmission {
  return { ...order, lines: order.lines.map((line) => ({ ...line, ...changes })) };
}

/** The sums and the funding that follow from the prices. */
function balanced(order: OrderSubmission): OrderSubmission {
  const yuanOf = (quantity: number, price: string): string => (quantity * Number(price)).toFixed(2);
  const lines = order.lines.map((line) => {
    const amount = yuanOf(line.quantity, line.unitPrice ?? '0');
    return { ...line, funding: [{ budgetLine: line.funding?.[0]?.budgetLine ?? '', amount }] };
  });
  const items = (order.softwarePlan ?? []).reduce(
    (sum, item) => sum + (item.seats ?? 0) * Number(item.unitPrice ?? 0),
    0,
  );
  const sum = lines.reduce((total, line) => total + line.quantity * Number(line.unitPrice ?? 0), items);
  return { ...order, lines, total: sum.toFixed(2) };
}

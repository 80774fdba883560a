import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { rederiveDecision } from '../../../src/proof/rederive/rederive-decision.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { contracted, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { findAfter } from '../history/history-support.ts';
import { actsOf, idOf, SPARE } from '../life-support.ts';

/** The answers about orders that went every way a contract can go. */
interface ContractStory {
  readonly office: Office;
  /** Under contract, with an approved supplement and a rejected one. */
  readonly supplemented: Response;
  readonly cheaper: Response;
  /** Approved, with a contract that was rejected. */
  readonly refused: Response;
  /** Approved, with a contract that waits for people. */
  readonly referred: Response;
  readonly terminated: Response;
  readonly classified: Response;
}

async function contractEverything(gate: Gate): Promise<ContractStory> {
  const office = await openOffice(gate);
  const secret = await openOffice(gate, { isClassified: true });
  const { contract, terminate } = stepsOf(office.officer);
  const { amend } = actsOf(office.officer);
  const order = office.order({ quantity: 10 });
  const more = { ...office.order({ quantity: 11, reference: order.reference }) };
  const lines = more.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));
  const signed = await contracted(office, order);
  const supplement = await amend(signed, { ...more, lines });
  assert.equal(supplement.body.decision.stage, 'contract', JSON.stringify(supplement.body));
  const supplemented = await amend(supplement, { ...more, lines: lines.map((line) => ({ ...line, brand: '他牌' })) });
  const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 2 });
  const spare = office.order({ quantity: 2, office: { ...SPARE, entitlementId } });
  const cheaper = await contracted(office, spare, { total: '10170.00', lines: [{ line: 1, unitPrice: '4994.00' }] });
  const early = office.order();
  const refused = await contract(await office.submit(early), contractFor(early, { signedOn: '2026-05-31' }));
  const thin = office.order();
  const system = { ...thin.lines[0]?.computer?.operatingSystem, evidence: [] };
  const offered = contractFor(thin, { lines: [{ line: 1, operatingSystem: system }] });
  const referred = await contract(await office.submit(thin), offered);
  const terminated = await terminate(await contracted(office, office.order({ quantity: 2 })));
  const classified = await contracted(secret, secret.order());
  const outcomes = [supplemented, refused, referred].map(({ body }) => body.decision.outcome);
  assert.deepEqual([...outcomes, terminated.body.state], ['rejected', 'rejected', 'referred', 'terminated']);
  return { office, supplemented, cheaper, refused, referred, terminated, classified };
}

describe('the evidence of contracts', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let had: ContractStory;
    before(async () => {
      gate = await startGate({ engine });
      had = await contractEverything(gate);
    });
    after(() => gate.close());

    const afterChange = <Found>(change: (tx: Tx) => Promise<unknown>, find: (tx: Tx) => Promise<Found>) =>
      findAfter(gate, change, find);
    const unreconciled = async (tx: Tx): Promise<readonly string[]> =>
      (await reconcileGate(tx)).unreconciled.map(
        ({ check, subject, of, expected, found }) => `${check} ${subject} ${of} ${expected} ${found}`,
      );
    const differences = async (tx: Tx): Promise<readonly string[]> => {
      const { differences: found } = await verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });
      return found.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' '));
    };

    it('agrees: moves with counters and orders, every table with the log, every decision along all three arrows', async () => {
      const rederived = await rederiveAll(gate.db);

      assert.deepEqual(await inSnapshot(gate.db, unreconciled), []);
      assert.deepEqual(await inSnapshot(gate.db, differences), []);
      const whole = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections: gateProjections() }));
      assert.equal(whole.isSound, true, JSON.stringify(whole));
      assert.deepEqual(rederived.differences, []);
      assert.equal(rederived.isSound, true);
      assert.equal(rederived.arrows.facts.agreed, rederived.decisions);
    });

    it('derives each contract and supplement anew by itself', async () => {
      for (const answer of [had.supplemented, had.cheaper, had.refused, had.referred, had.classified]) {
        const one = await inSnapshot(gate.db, (tx) => rederiveDecision(tx, answer.body.decision.id));

        assert.deepEqual([one.isErased, one.differences], [false, []]);
      }
    });

    it('finds money of a contract that stands in the wrong bucket, even where the counters were made to fit', async () => {
      const code = had.office.hardwareLine;
      const id = idOf(had.cheaper);
      const of = { order_id: id, account: code, to_bucket: 'encumbered' };

      const found = await afterChange(async (tx) => {
        await tx('moves').where(of).delete();
        await tx('budget_lines')
          .where({ code })
          .decrement('encumbered_fen', 998_800)
          .increment('reserved_fen', 998_800);
      }, unreconciled);

      assert.deepEqual(found, [
        `commitment order/${id} budget-line/${code} 0 998800`,
        `commitment order/${id} budget-line/${code} encumbered 998800 0`,
      ]);
    });

    it('finds encumbered money that a terminated order still has', async () => {
      const code = had.office.hardwareLine;
      const id = idOf(had.terminated);

      const found = await afterChange(async (tx) => {
        await tx('moves').where({ order_id: id, account: code, cause: 'termination' }).delete();
        await tx('budget_lines').where({ code }).increment('encumbered_fen', 999_800);
      }, unreconciled);

      assert.deepEqual(found, [`nothing-stands order/${id} budget-line/${code} encumbered 0 999800`]);
    });

    it('finds a contract that was changed, taken away or slipped in', async () => {
      const order = idOf(had.cheaper);
      const of = { order_id: order, revision: 2 };
      const slipped = {
        ...of,
        revision: 9,
        number: 'HT-X',
        signed_on: '2026-06-01',
        amount_fen: 1,
        preference_applied: null,
      };

      for (const [expected, change] of [
        ['differs number', (tx: Tx) => tx('order_contracts').where(of).update({ number: 'HT-0' })],
        ['differs signed_on', (tx: Tx) => tx('order_contracts').where(of).update({ signed_on: '2026-05-31' })],
        ['differs amount_fen', (tx: Tx) => tx('order_contracts').where(of).increment('amount_fen', 1)],
        ['differs preference_applied', (tx: Tx) => tx('order_contracts').where(of).update({ preference_applied: 1 })],
        ['no-row', (tx: Tx) => tx('order_contracts').where(of).delete()],
      ] as const) {
        assert.deepEqual(await afterChange(change, differences), [`order_contracts ${order}/2 ${expected}`]);
      }
      assert.deepEqual(await afterChange((tx) => tx('order_contracts').insert(slipped), differences), [
        `order_contracts ${order}/9 no-leaf`,
      ]);
    });

    it('finds an order whose contract or end was undone, and a contract of a classified order that was changed', async () => {
      const [signed, ended] = [idOf(had.cheaper), idOf(had.terminated)];
      const secret = { order_id: idOf(had.classified) };

      const undone = await afterChange(
        (tx) => tx('orders').where({ id: signed }).update({ state: 'approved' }),
        differences,
      );
      const revived = await afterChange(
        (tx) => tx('orders').where({ id: ended }).update({ state: 'contracted' }),
        differences,
      );
      const renamed = await afterChange(
        (tx) => tx('order_contracts').where(secret).update({ number: 'HT-0' }),
        differences,
      );

      assert.deepEqual(undone, [`orders ${signed} differs state`]);
      assert.deepEqual(revived, [`orders ${ended} differs state`]);
      assert.deepEqual(renamed, [`order_contracts ${secret.order_id}/2 differs number`]);
    });

    it('shows a classified contract to its agency only', async () => {
      const path = `/v1/orders/${idOf(had.classified)}`;
      const finance = await gate.as('finance');

      const masked = (await finance.get(path)).body;
      const decision = (await finance.get(`/v1/decisions/${had.classified.body.decision.id}`)).body;

      assert.equal(masked.contract.number, '***');
      assert.equal(decision.contract.number, '***');
      assert.notEqual(had.classified.body.order.contract.number, '***');
    });
  });
});

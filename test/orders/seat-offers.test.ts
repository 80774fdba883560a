import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../support/office.ts';

interface Offer {
  readonly category: string;
  readonly seats: number;
  readonly entitlements: readonly { readonly entitlementId: string; readonly freeSeats: number }[];
}

onOneEngine('rules judge facts, wherever they were read', (engine) => {
  describe('the spare seats that are offered when an order is checked', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());
    beforeEach(async () => {
      office = await openOffice(gate);
    });

    const checked = async (body: object) => {
      const answer = await office.officer.post('/v1/checks', body);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      const { findings, register } = answer.body.decision;
      const reuse = findings.find(
        ({ rule, clause }: Record<string, string>) => rule === 'PLN-04' && clause !== 'excess',
      );
      const offers: readonly Offer[] = register.offers;
      return { offers, reusable: reuse?.facts['order.plan.reusableFreeSeats'] };
    };

    it('are named with their entitlement, as many as could stand for new ones, and as many as PLN-04 counts', async () => {
      const id = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 10 });

      const { offers, reusable } = await checked(office.order({ quantity: 4 }));

      assert.deepEqual(offers, [
        {
          category: 'office',
          seats: 4,
          entitlements: [{ entitlementId: id, freeSeats: 10, platforms: ['linux-arm64'] }],
        },
      ]);
      assert.equal(reusable, 4);
    });

    it('stand beside what the machines need of each kind, and what the plan covers, also where nothing is short', async () => {
      const needsOf = async (body: object) =>
        (await office.officer.post('/v1/checks', body)).body.decision.register.needs;
      const enough = office.order({ quantity: 4 });
      const short = office.order({ quantity: 4, office: { seats: 3 } });
      const goods = {
        ...enough,
        lines: [{ line: 1, goods: 'other', description: '办公桌', quantity: 2 }],
        softwarePlan: [],
      };

      assert.deepEqual(await needsOf(enough), [
        { category: 'office', needed: 4, covered: 4 },
        { category: 'antivirus-client', needed: 4, covered: 4 },
      ]);
      assert.deepEqual((await needsOf(short))[0], { category: 'office', needed: 4, covered: 3 });
      assert.deepEqual(await needsOf(goods), []);
    });

    it('leave out what an order could not draw on', async () => {
      const { agencyCode } = office;
      const other = await openOffice(gate);
      for (const wish of [
        { platforms: ['windows-x64'] },
        { transferable: false },
        { validUntil: '2026-05-31' },
        { installedSeats: 5 },
        { channel: 'oem' },
        { category: 'other' },
      ]) {
        await openEntitlement(gate, { agencyCode, ...wish });
      }
      await openEntitlement(gate, { agencyCode: other.agencyCode });

      const { offers, reusable } = await checked(office.order());

      assert.deepEqual([offers, reusable], [[], undefined]);
    });

    it('are not offered twice: what the plan draws, and what another order holds, is gone', async () => {
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 5 });
      const spare = { provision: 'spare-entitlement' as const, entitlementId, unitPrice: null, seats: 2 };
      await office.submit(office.order({ quantity: 2, office: spare }));

      const left = await checked(office.order({ quantity: 9 }));
      const drawn = await checked(office.order({ quantity: 3, office: { ...spare, seats: 3 } }));

      assert.deepEqual(
        left.offers.map(({ seats, entitlements }) => [seats, entitlements[0]?.freeSeats]),
        [[3, 3]],
      );
      assert.equal(left.reusable, 3);
      assert.deepEqual(drawn.offers, []);
    });
  });
});

import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { contractFor, stepsOf } from '../fulfilment/fulfilment-support.ts';
import { reconcile } from '../ledger/freeze-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { openEntitlement, openOffice } from '../support/office.ts';
import { actsOf } from './life-support.ts';
import { asDecided, granted, openDesk, reviewOf } from './review/waivers-support.ts';
import { onMachines, verdictOf } from './tricky-cases/tricky-orders.ts';

const SPARE = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;

const holdsIn = ({ body }: Response): readonly [string, number][] =>
  body.decision.register.holds.map((hold: { entitlementId: string; seats: number }) => [
    hold.entitlementId,
    hold.seats,
  ]);

describe('what an order holds while people look at it', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const heldOn = async (id: string) => (await gate.installer.get(`/v1/entitlements/${id}`)).body.held;

    it('is nothing at all while nobody can judge whether its special system has seats', async () => {
      const office = await openOffice(gate, { isClassified: true });
      const { agencyCode, hardwareLine } = office;
      const [special, spare] = [
        await openEntitlement(gate, {
          ...{ agencyCode, category: 'operating-system', product: '专用操作系统', edition: null, version: null },
        }),
        await openEntitlement(gate, { agencyCode }),
      ];
      const exemption = {
        ...({ kind: 'classified', document: `保密办〔2026〕${nextNumber()}号`, devices: 2 } as const),
        ...{ issuedBy: ['保密办', '软件正版化工作办公室'], validFrom: '2026-05-01', validUntil: '2026-12-31' },
        specialOsEntitlementId: special,
      };
      const order = office.order({
        ...{ quantity: 2, office: { ...SPARE, entitlementId: spare }, order: { classified: true, exemption } },
      });
      await gate.db.writer('entitlements').where({ id: special }).increment('held_seats', 1);
      await reconcile(await gate.as('audit'));

      const referred = await office.submit(onMachines(order, { operatingSystem: { state: 'none' } }));

      assert.deepEqual(verdictOf(referred).indeterminate, ['EXC-01', 'OS-01 /lines/0']);
      assert.equal(referred.body.decision.outcome, 'referred');
      assert.deepEqual([holdsIn(referred), await heldOn(spare)], [[], 0]);
      assert.equal((await gate.installer.get(`/v1/budget-lines/${hardwareLine}`)).body.reserved, '0.00');
    });

    it('stays what it was when a contract follows, also where more seats have become free', async () => {
      const { office, legalization } = await openDesk(gate);
      const { agencyCode } = office;
      const seats = await openEntitlement(gate, { agencyCode, seats: 3 });
      const drawing = { ...SPARE, entitlementId: seats };
      const first = await office.submit(office.order({ quantity: 2, office: drawing }));
      const order = office.order({ quantity: 2, office: drawing });
      const short = await office.submit(order);
      for (const { rule, clause } of short.body.decision.findings) {
        const reasonCode = rule === 'LIC-02' ? 'register-correction' : 'special-work';
        await granted(legalization, reviewOf(short, { rules: [{ rule, revision: 1, clause }], reasonCode }));
      }
      const approved = await asDecided(office.officer, short);
      await actsOf(office.officer).withdraw(first);

      const contracted = await stepsOf(office.officer).contract(approved, contractFor(order));

      assert.deepEqual(holdsIn(approved), [[seats, 1]], JSON.stringify(approved.body.decision));
      assert.equal(contracted.body.order.state, 'contracted', JSON.stringify(contracted.body));
      assert.deepEqual([holdsIn(contracted), await heldOn(seats)], [[[seats, 1]], 1]);
    });
  });
});

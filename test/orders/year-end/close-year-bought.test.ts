import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { approvedOrder, cancelAt, redeemAt } from '../certificates/certificate-support.ts';
import { assertRefused, idOf, movesOf } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';
import { assertSound, closedByTwo, goOn, nextLineOf, planOf, yearOf } from './close-year-support.ts';

describe('a purchase that is under way while its fiscal year is closed', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    let platform: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      platform = await gate.as('platform', { grant: { region: '420000' } });
    });
    afterEach(() => gate.close());

    const CARRY = { encumbered: 'carry-over' } as const;

    async function bought() {
      const { body, certificate } = await approvedOrder(office);
      const redeemed = await redeemAt(platform, certificate, 'MALL-1');
      assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
      return { body, certificate, redeemed };
    }

    const close = async (): Promise<void> => {
      await closedByTwo(gate, CARRY);
      assert.equal(await goOn(gate), 1);
    };
    const readAgain = (order: Response): Promise<Response> => office.officer.get(`/v1/orders/${idOf(order)}`);

    it('keeps its money, as the dry run says, while what nobody buys gives it back', async () => {
      await nextLineOf(gate, office.hardwareLine);
      const { redeemed, certificate } = await bought();
      const cleared = await approvedOrder(office);

      const plan = (await planOf(gate, CARRY)).body;
      await close();

      const sums = { released: '5670.00', carried: '0.00', keptOpen: '5670.00' };
      assert.deepEqual([plan.orders, plan.sums, plan.after.reserved], [1, sums, '5670.00']);
      assert.deepEqual(
        plan.lines.map((line: Record<string, unknown>) => [line.budgetLine, line.released, line.inPurchase]),
        [
          [office.hardwareLine, '4999.00', '4999.00'],
          [office.softwareLine, '671.00', '671.00'],
        ],
      );
      assert.deepEqual((await yearOf(gate)).sums, sums);
      assert.equal((await moneyOn(gate, office.hardwareLine)).reserved, '4999.00');
      assert.deepEqual(
        [(await readAgain(redeemed)).body.state, (await readAgain(cleared.answer)).body.state],
        ['approved', 'expired'],
      );
      assert.equal((await redeemAt(platform, certificate, 'MALL-1')).status, 200);
      await assertSound(gate);
    });

    it('is put under contract on the closed line, with the money that it kept', async () => {
      const { body, redeemed } = await bought();
      await close();

      const signed = await stepsOf(office.officer).contract(redeemed, contractFor(body));

      assertApproved(signed);
      assert.deepEqual(await movesOf(gate, office.hardwareLine, signed), [
        'reservation 4999.00 available → reserved',
        'encumbrance 4999.00 reserved → encumbered',
      ]);
      await assertSound(gate);
    });

    it('gives its money back when the platform cancels, and may be decided on money of the new year', async () => {
      const { redeemed } = await bought();
      await close();

      const cancelled = await cancelAt(platform, redeemed, 'MALL-1');

      assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'expired']);
      assert.equal((await readAgain(redeemed)).body.state, 'expired');
      assert.equal((await moneyOn(gate, office.hardwareLine)).reserved, '0.00');
      await assertSound(gate);
    });

    it('is not told that it may begin when its order has ended meanwhile', async () => {
      const { body, redeemed, certificate } = await bought();
      const { contract, terminate } = stepsOf(office.officer);
      const signed = await contract(redeemed, contractFor(body));
      const whileSigned = await redeemAt(platform, certificate, 'MALL-1');
      await terminate(signed);

      assert.equal(whileSigned.status, 200, JSON.stringify(whileSigned.body));
      assertRefused(await redeemAt(platform, certificate, 'MALL-1'), 409, 'certificate.terminated');
    });
  });
});

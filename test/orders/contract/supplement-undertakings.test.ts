import assert from 'node:assert/strict';
import { givenUpItems } from '../../../src/orders/decide/undertakings.ts';
import { assertSound } from '../../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import * as given from '../../support/given.ts';
import { actsOf, assertStands, gateForEachTest, idOf } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';

describe('what a supplement undertakes no more', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    const undertaken = async (orderId: string): Promise<readonly string[]> => {
      const { body } = await here.office.officer.get(`/v1/undertakings?orderId=${orderId}`);
      return body.items
        .map(({ item, seats, state }: { item: number; seats: number; state: string }) => `${item}: ${seats} ${state}`)
        .toSorted();
    };

    it('is not waited for where plan items of which nothing has come get other numbers', async () => {
      const order = here.office.order();
      const signed = await contracted(here.office, order);
      const plan = (order.softwarePlan ?? []).map((item) => ({ ...item, item: Number(item.item) + 2 }));

      const answer = await actsOf(here.office.officer).amend(signed, { ...order, softwarePlan: plan });

      assertApproved(answer);
      assertStands(answer, { state: 'contracted', outcome: 'approved', revision: 3 });
      assert.deepEqual(await undertaken(idOf(answer)), ['1: 1 void', '2: 1 void', '3: 1 open', '4: 1 open']);
      await assertSound(here.gate);
    });
  });

  const contract = { number: 'HT-1', signedOn: '2026-06-01', amountFen: 1, preferenceApplied: null };
  const cases = [
    { says: 'is a free item that the plan names no more', kind: 'supplement', outcome: 'approved', gone: [3] },
    { says: 'is nothing where the supplement is not approved', kind: 'supplement', outcome: 'referred', gone: [] },
    {
      says: 'is nothing at the contract, which is for what was approved',
      kind: 'contract',
      outcome: 'approved',
      gone: [],
    },
  ] as const;
  for (const { says, kind, outcome, gone } of cases) {
    it(says, () => {
      const body = given.order({ agencyCode: given.creditCode(), hardwareLine: 'A', softwareLine: 'B' });
      const free = { ...body.softwarePlan?.[0], item: 3, provision: 'free' as const };
      const before = { ...body, softwarePlan: [...(body.softwarePlan ?? []), free] };
      const known = { standing: { body: before } };
      const decided = { known, body, judgement: { outcome }, next: { keeps: false }, contract: { kind, contract } };

      assert.deepEqual(givenUpItems(decided as unknown as Parameters<typeof givenUpItems>[0]), gone);
    });
  }
});

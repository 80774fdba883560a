import assert from 'node:assert/strict';
import { assertSound } from '../../fulfilment/delivery/acceptance-support.ts';
import { assertFindings, contracted, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { creditCode } from '../../support/given.ts';
import { openOffice } from '../../support/office.ts';
import { assertRefused, officeForEachTest } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';

describe('the number of a contract', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    async function contractTwice(first: string, second: string) {
      await contracted(here.office, here.office.order(), { number: first });
      const order = here.office.order({ quantity: 1 });
      const approved = await here.office.submit(order);
      return stepsOf(here.office.officer).contract(approved, contractFor(order, { number: second }));
    }

    for (const [says, number] of [
      ['as it is', 'HT-2026-7a'],
      ['in capitals', 'HT-2026-7A'],
      ['in full width and with a blank', 'ＨＴ-2026- 7ａ'],
    ] as const) {
      it(`is not used for a second order of the agency with the supplier, ${says}`, async () => {
        const answer = await contractTwice('HT-2026-7a', number);

        assertRefused(answer, 422, 'contract.number_used');
        assert.equal(answer.body.errors[0].pointer, '/number');
        await assertSound(here.gate);
      });
    }

    for (const number of ['HT20267a', 'No. HT-2026-7a', 'HT-2026-7a.']) {
      it(`that differs by signs alone goes to a person, who may let it pass: ${number}`, async () => {
        const answer = await contractTwice('HT-2026-7a', number);

        assertFindings(answer, 'referred', ['INT-11 contract-alike /number']);
        assert.match(answer.body.decision.findings[0].message['zh-CN'], /HT-2026-7a/);
        await assertSound(here.gate);
      });
    }

    it('with another digit is another number', async () => {
      assertApproved(await contractTwice('HT-2026-7', 'HT-2026-8'));
    });

    it('is free for another supplier and for another agency, which number their contracts themselves', async () => {
      await contracted(here.office, here.office.order(), { number: 'HT-1' });
      const elsewhere = here.office.order({ quantity: 1, supplier: creditCode('supplier') });
      const approved = await here.office.submit(elsewhere);
      const ofOtherSupplier = await stepsOf(here.office.officer).contract(
        approved,
        contractFor(elsewhere, { number: 'HT-1' }),
      );
      const other = await openOffice(here.gate);

      assertApproved(ofOtherSupplier);
      assertApproved(await contracted(other, other.order(), { number: 'HT-1' }));
    });

    it('is free again when the contract that had it is terminated', async () => {
      const { terminate, contract } = stepsOf(here.office.officer);
      await terminate(await contracted(here.office, here.office.order(), { number: 'HT-2' }));
      const order = here.office.order({ quantity: 1 });

      const answer = await contract(await here.office.submit(order), contractFor(order, { number: 'ht-2' }));

      assertApproved(answer);
      await assertSound(here.gate);
    });

    it('is taken by one of five contracts that come at the same moment', async () => {
      const orders = Array.from({ length: 5 }, () => here.office.order({ quantity: 1 }));
      const approved = await Promise.all(orders.map((order) => here.office.submit(order)));

      const answers = await Promise.all(
        orders.map((order, index) => {
          const answer = approved[index];
          assert.ok(answer);
          return stepsOf(here.office.officer).contract(
            answer,
            contractFor(order, { number: index % 2 ? 'ht-3' : 'HT-3' }),
          );
        }),
      );

      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422, 422, 422, 422]);
      await assertSound(here.gate);
    });
  });
});

import assert from 'node:assert/strict';
import { assertFindings, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { creditCode, nextNumber } from '../../support/given.ts';
import { officeForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged, registered } from './tricky-orders.ts';

describe('the name that an order gives its supplier', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    const bought = (code: string, name: string) =>
      here.office.submit(
        here.office.order({ order: { supplier: { creditCode: code, name, creditCheckedOn: '2026-06-01' } } }),
      );
    async function firm(isBarred: boolean) {
      const [code, name] = [creditCode('supplier'), `荆楚（湖北）数码${nextNumber()}科技有限公司`];
      await registered(here.gate, '/v1/suppliers', { creditCode: code, name, affiliates: [] });
      const bar = { supplier: code, source: 'mof', reason: '串通投标', legalBasis: null, from: '2026-01-01' };
      if (isBarred)
        await registered(here.gate, '/v1/debarments', { ...bar, until: '2028-12-31', appealPending: false });
      return { code, name };
    }
    const typed = (name: string) =>
      ` ${name.replace('（', '(').replace('）', ')').replace('有限公司', '有限责任公司')}`;

    it('of a barred firm over a clean code goes to a person, however it is typed', async () => {
      const { name } = await firm(true);

      const answer = await bought(creditCode('supplier'), typed(name));

      assertJudged(answer, 'referred', ['SUP-04 of-barred /supplier/name']);
      assertJudged(await bought(here.office.supplier, name), 'referred', ['SUP-04 of-barred /supplier/name']);
    });

    it('of another firm goes to a person, who reads its code', async () => {
      const { name, code } = await firm(false);

      const answer = await bought(creditCode('supplier'), typed(name));

      assertJudged(answer, 'referred', ['SUP-04 of-another /supplier/name']);
      assert.match(answer.body.decision.findings[0].message['zh-CN'], new RegExp(code));
    });

    it('is its own after it was renamed, for a branch, and where nobody knows it', async () => {
      const { name, code } = await firm(true);
      const clean = await firm(false);

      assertApproved(await bought(clean.code, clean.name));
      assertApproved(await bought(clean.code, `新${clean.name}`));
      assertApproved(await bought(creditCode('supplier'), `${clean.name}荆州分公司`));
      assertApproved(await bought(creditCode('supplier'), `${name}荆州分公司`));
      assertApproved(await bought(creditCode('supplier'), '谁也不知道的公司'));
      assertJudged(await bought(code, name), 'rejected', ['SUP-01 debarred /supplier/creditCode']);
    });

    it('is looked at once more at the contract', async () => {
      const { name } = await firm(true);
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const supplier = { creditCode: here.office.supplier, name, creditCheckedOn: '2026-06-01' };

      const answer = await stepsOf(here.office.officer).contract(approved, contractFor(order, { supplier }));

      assertFindings(answer, 'referred', ['SUP-04 of-barred /supplier/name']);
    });
  });
});

import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { assertSound } from '../../fulfilment/delivery/acceptance-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { creditCode, nextNumber } from '../../support/given.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf, idOf, officeForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged } from './tricky-orders.ts';

const AGAIN = 'INT-12 same-goods /lines';

describe('the same goods once more', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    type Wish = { readonly model: string; readonly supplier?: string; readonly quantity?: number };
    const wanted = ({ model, supplier = here.office.supplier, quantity = 2 }: Wish): OrderSubmission =>
      here.office.order({ quantity, supplier, line: { model } });
    const buy = (wish: Wish) => here.office.submit(wanted(wish));

    for (const [says, again] of [
      ['from another supplier', (model: string) => ({ model, supplier: creditCode('supplier') })],
      ['with a full stop after the model', (model: string) => ({ model: `${model}。` })],
      ['with a hyphen in the model', (model: string) => ({ model: model.replace(' ', '-') })],
    ] as const) {
      it(`${says} go to a person, who reads which order they repeat`, async () => {
        const model = `UltraPC ${nextNumber()}`;
        const first = await buy({ model });

        const second = await buy(again(model));

        assertApproved(first);
        assertJudged(second, 'referred', [AGAIN]);
        assert.ok(second.body.decision.findings[0].message['zh-CN'].includes(idOf(first)));
        await assertSound(here.gate);
      });
    }

    it('from the same supplier are a twin as before, and no second finding', async () => {
      const model = `UltraPC ${nextNumber()}`;
      await buy({ model });

      assertJudged(await buy({ model }), 'referred', ['INT-03 twin-order /lines']);
    });

    it('are other goods as another model or number, for another agency, and once the first is withdrawn', async () => {
      const model = `UltraPC ${nextNumber()}`;
      const supplier = creditCode('supplier');
      const first = await buy({ model });
      const other = await openOffice(here.gate);

      assertApproved(await buy({ model: `${model}+`, supplier }));
      assertApproved(await buy({ model, supplier, quantity: 3 }));
      assertApproved(await other.submit(other.order({ quantity: 2, line: { model } })));
      await actsOf(here.office.officer).withdraw(first);
      assertApproved(await buy({ model, supplier }));
    });

    it('are no duplicate months later', async () => {
      const model = `UltraPC ${nextNumber()}`;
      await buy({ model });
      here.gate.clock.advance({ days: 45 });

      const later = await buy({ model, supplier: creditCode('supplier') });

      assertJudged(later, 'approved', ['SUP-03 stale /supplier/creditCheckedOn']);
    });

    it('asked for by five at the same moment are approved once', async () => {
      const model = `UltraPC ${nextNumber()}`;

      const answers = await Promise.all(
        Array.from({ length: 5 }, () => buy({ model, supplier: creditCode('supplier') })),
      );

      const outcomes = answers.map(({ body }) => body.decision.outcome);
      assert.deepEqual(outcomes.sort(), ['approved', 'referred', 'referred', 'referred', 'referred']);
    });
  });
});

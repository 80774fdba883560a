import { assertFindings, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { officeForEachTest } from '../life-support.ts';
import { assertApproved } from './tricky-orders.ts';

describe('software that a contract prices at a token', () => {
  onOneEngine('what rules say of an order is the same on both', (engine) => {
    const here = officeForEachTest(engine);

    async function contractAt(unitPrice: string | undefined) {
      const { office } = here;
      const order = office.order();
      const approved = await office.submit(order);
      assertApproved(approved);
      const [item] = order.softwarePlan ?? [];
      const saved = Number(item?.unitPrice) - Number(unitPrice);
      const stated = {
        total: (Number(order.total) - saved).toFixed(2),
        softwarePlan: [{ item: item?.item ?? 1, unitPrice }],
      };
      const own = unitPrice === undefined ? {} : stated;
      return stepsOf(office.officer).contract(approved, contractFor(order, own));
    }

    it('goes to a person although its plan said a price', async () => {
      const answer = await contractAt('0.01');

      assertFindings(answer, 'referred', ['BUD-04 costs-nothing /softwarePlan/0/unitPrice']);
    });

    it('passes at the price of its plan, and at a lower one that is a price', async () => {
      assertApproved(await contractAt(undefined));
      assertApproved(await contractAt('300.00'));
    });
  });
});
